import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { REPOSITORY } from "../support/repository.ts";

const SITE = join(REPOSITORY, "site");
const DIST = join(SITE, "dist");
const astro = join(SITE, "node_modules", "astro", "bin", "astro.mjs");
const missing = [
  ...(existsSync(astro) ? [] : ["npm --prefix site ci --ignore-scripts"]),
  ...(CHROMIUM === undefined ? ["apt install chromium"] : []),
];
if (missing.length > 0) process.stderr.write(`SKIPPED: nobody looked at the site (${missing.join("; ")})\n`);

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

describe.skipIf(missing.length > 0)("the site", () => {
  let browser: Browser;
  let server: Server;
  let origin = "";
  beforeAll(async () => {
    // Not Vitest's own MODE, DEV and PROD, by which Astro would build without the search.
    const { PATH = "", HOME = "" } = process.env;
    const env = { PATH, HOME, ASTRO_TELEMETRY_DISABLED: "1" };
    execFileSync(process.execPath, [join(REPOSITORY, "scripts", "site.ts")], { stdio: "pipe" });
    execFileSync(process.execPath, [astro, "build"], { cwd: SITE, env, stdio: "pipe" });
    server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://site.invalid").pathname);
      const file = join(DIST, path.endsWith("/") ? `${path}index.html` : path);
      if (!existsSync(file) || statSync(file).isDirectory()) {
        response.writeHead(404).end();
        return;
      }
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(readFileSync(file));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** Opens a page; what it says, asks others for and stumbles over is gathered. */
  async function open(
    path: string,
    { width, scheme }: { readonly width: number; readonly scheme: "light" | "dark" },
  ): Promise<{ readonly page: Page; readonly complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/error|warning/.test(message.type())) complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(origin)) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(`${origin}${path}`);
    return { page, complaints };
  }

  test("has no link to a page or heading that is not there", () => {
    const broken: string[] = [];
    const ids = new Map<string, ReadonlySet<string>>();
    const idsOf = (file: string): ReadonlySet<string> => {
      const known = ids.get(file);
      if (known !== undefined) return known;
      const found = new Set(
        [...readFileSync(file, "utf8").matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? ""),
      );
      ids.set(file, found);
      return found;
    };
    const pages = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".html"),
    );
    expect(pages.length).toBeGreaterThan(400);
    for (const path of pages) {
      for (const [, target = ""] of readFileSync(join(DIST, path), "utf8").matchAll(/\shref="([^"]*)"/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [to = "", anchor = ""] = target.split("#");
        const file = to === "" ? path : to.endsWith("/") ? `${to}index.html` : to;
        const isThere = existsSync(join(DIST, file));
        if (!isThere || (anchor !== "" && !idsOf(join(DIST, file)).has(decodeURIComponent(anchor))))
          broken.push(`${path}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test.each([
    ["the code of a rule", "K016", "/rules/k016/"],
    ["words of its message", "a module that the package imports is not in the wheel", "/rules/k016/"],
    ["a subject", "trusted publishing", "/reference/trusted-publishing/"],
  ])("search finds the page by %s", async (_, words, address) => {
    const { page, complaints } = await open("/", { width: 1280, scheme: "light" });
    await page.locator("button[data-open-modal]").click();
    await page.locator("dialog input[type=text], dialog input.pagefind-ui__search-input").first().fill(words);
    const first = page.locator(".pagefind-ui__result-link").first();
    await first.waitFor();
    const found = await page.locator(".pagefind-ui__result-link").all();
    const links = await Promise.all(
      found.slice(0, 3).map(async (each) => (await each.getAttribute("href")) ?? ""),
    );
    expect(
      links.some((link) => link.startsWith(address)),
      links.join(" "),
    ).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each(
    ["/", "/tutorial/", "/rules/packages/", "/rules/k016/", "/reference/configuration/", "/proof/"].flatMap(
      (path) =>
        [
          { path, width: 1280, scheme: "light" },
          { path, width: 360, scheme: "dark" },
        ] as const,
    ),
  )("$path is clean at $width px, $scheme", async ({ path, width, scheme }) => {
    const { page, complaints } = await open(path, { width, scheme });
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.evaluate(axe.source);
    const found = await page.evaluate<AxeResult>(
      // Starlight's own button shows the key beside its name.
      'axe.run({ exclude: ["button[data-open-modal]"] })',
    );
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
    expect(complaints).toEqual([]);
    const pictures = process.env["SHIPWHEEL_PICTURES"];
    if (pictures !== undefined)
      await page.screenshot({ path: join(pictures, `${path.replaceAll("/", "_")}${width}.png`) });
    await page.close();
  });

  test("lists its pages for programs that read", () => {
    const list = readFileSync(join(DIST, "llms.txt"), "utf8");
    for (const [, address = ""] of list.matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(join(DIST, address, "index.html")), address).toBe(true);
  });
});
