import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { renderRunPage } from "../../../src/engine/page/run-page.ts";
import { foreignHtml } from "../../../src/html/foreign-html.ts";
import { CHROMIUM } from "../../support/chromium.ts";
import { evidenceOf, releasedOf, reportOf, withTexts } from "../../support/run-report.ts";

if (CHROMIUM === undefined)
  process.stderr.write("SKIPPED: no Chromium, so nobody looked at the pages (apt install chromium)\n");

const directory = mkdtempSync(join(tmpdir(), "shipwheel-pages-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ATTACK = `"'><script>console.error(1)</script><img src=http://127.0.0.1:9/ onerror=alert(1)>${"unbroken".repeat(40)}`;
const KEPT = new Set(
  "rehearse red error warning info ok failed warned skipped wheel sdist stored refused certain install".split(
    " ",
  ),
);

const PAGES = {
  failed: renderRunPage(reportOf(), evidenceOf()),
  passed: renderRunPage(reportOf({ verdict: "green", phase: null, exitCode: 0, findings: [] }), evidenceOf()),
  released: renderRunPage(
    reportOf({ verdict: "green", phase: null, exitCode: 0, findings: [] }),
    evidenceOf({ released: releasedOf() }),
  ),
  hostile: renderRunPage(
    withTexts(reportOf(), (text) => `${ATTACK}${text}`, KEPT),
    {
      ...withTexts(evidenceOf({ readme: null }), (text) => `${ATTACK}${text}`, new Set()),
      readme: { html: foreignHtml(`<p>${ATTACK}</p><pre>${ATTACK}</pre>`, "README"), contentType: ATTACK },
    },
  ),
} as const;

const VIEWS = [1280, 360].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);

/** Words in the heads of tables that go on in the next line. */
const BROKEN_HEADS = `[...document.querySelectorAll("thead th")].flatMap((head) =>
  [...head.textContent.matchAll(/\\S+/g)].flatMap(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(head.firstChild, index);
    range.setEnd(head.firstChild, index + word.length);
    return range.getClientRects().length > 1 ? [word] : [];
  }))`;

describe.skipIf(CHROMIUM === undefined)("a page in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  /** Opens a page with everything in it unfolded; what it says, asks for and stumbles over is gathered. */
  async function open(
    name: keyof typeof PAGES,
    { width, scheme }: (typeof VIEWS)[number],
    more: { readonly script: boolean } = { script: true },
  ): Promise<{ readonly page: Page; readonly complaints: string[] }> {
    const file = join(directory, `${name}.html`);
    writeFileSync(file, PAGES[name]);
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      bypassCSP: more.script,
      javaScriptEnabled: more.script,
    });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  describe.each(Object.keys(PAGES) as (keyof typeof PAGES)[])("%s", (name) => {
    // Colors and widths are the same whatever a page says.
    test.each(name === "failed" ? VIEWS : VIEWS.slice(0, 1).concat(VIEWS.slice(-1)))(
      "is sound at $width px, $scheme",
      async (view) => {
        const { page, complaints } = await open(name, view);
        await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(view.width);
        if (name !== "hostile") expect(await page.evaluate(BROKEN_HEADS)).toEqual([]);
        await page.evaluate(axe.source);
        const violations = await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
        );
        expect(violations).toEqual([]);
        expect(complaints).toEqual([]);
        await page.close();
      },
    );
  });

  test("a page that runs over, loads or lacks a name is found", async () => {
    const { page, complaints } = await open("passed", { width: 360, scheme: "light" });
    await page.evaluate(
      `document.querySelector("main").insertAdjacentHTML("beforeend", '<p style="width:900px">x</p><img src="http://127.0.0.1:9/x.png">')`,
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeGreaterThan(360);
    await page.evaluate(
      `document.querySelector("main").insertAdjacentHTML("beforeend", '<table style="width:4rem"><thead><tr><th style="overflow-wrap:anywhere">attestations</th></tr></thead></table>')`,
    );
    expect(await page.evaluate(BROKEN_HEADS)).toContain("attestations");
    await page.evaluate(axe.source);
    const found = await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))");
    expect(found).toContain("image-alt");
    await expect.poll(() => complaints.join()).toContain("127.0.0.1:9");
    await page.close();
  });

  test("filters without script, and a link into what is folded unfolds it", async () => {
    const { page } = await open("failed", { width: 1280, scheme: "light" }, { script: false });
    const cards = page.locator(".finding:visible");
    expect(await cards.count()).toBe(3);
    await page.locator("#show-error").check();
    expect(await cards.count()).toBe(1);
    expect(await page.locator("#rule-W009").isVisible()).toBe(false);
    await page.locator(".finding.error .top a").click();
    await page.locator("#rule-W009").waitFor({ state: "visible" });
    await page.close();
  });

  test("on paper everything is open, light, and without the filter", async () => {
    const { page } = await open("failed", { width: 800, scheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.locator("#rule-W009").isVisible()).toBe(true);
    expect(await page.locator(".filter").isVisible()).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    await page.close();
  });
});
