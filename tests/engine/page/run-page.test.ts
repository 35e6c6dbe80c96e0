import { describe, expect, test } from "vitest";

import { memberChanges, metadataChanges } from "../../../src/engine/page/contents.ts";
import { repetition } from "../../../src/engine/page/head.ts";
import { LARGEST_PAGE, renderRunPage } from "../../../src/engine/page/run-page.ts";
import { evidenceOf, findingOf, releasedOf, reportOf, trialOf, withTexts } from "../../support/run-report.ts";

const EMPTY = { readme: null, previous: null, files: [], rules: new Map(), logs: [], released: null };

/** Words that a type knows: they choose what is drawn, and come from us. */
const KEPT = new Set(
  "rehearse red error warning info ok failed warned skipped wheel sdist stored refused check certain likely safe module install".split(
    " ",
  ),
);

describe("the page of a run", () => {
  const page = renderRunPage(reportOf(), evidenceOf());

  test("says the verdict first, then the errors, then the rest", () => {
    const at = (text: string): number => {
      const found = page.indexOf(text);
      expect(found, text).toBeGreaterThan(0);
      return found;
    };
    const order = [
      "<b>FAILED:</b> demo 1.0 cannot be released.",
      "shipwheel explain W009",
      "the wheel contains no project files",
      "pytest is a development tool",
      'id="installations"',
      'id="contents"',
      'id="tools"',
    ].map(at);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  test.each([
    ["a failed installation with the rule that explains it", "see W009"],
    ["the words of the index", "400 Invalid distribution file"],
    ["what differs from the last release", "Changes since 0.9"],
    ["a file that is gone", "demo/old.py"],
    ["the size of an installation", "an installation has 2 distributions, 409.0 kB"],
    ["what an entry point printed", "Usage: demo [OPTIONS]"],
    ["what cannot be undone", "1 step cannot be undone"],
    ["a rule's own words", 'id="rule-W009"'],
    ["a link to them", 'href="#rule-W009"'],
    ["what was not tested", "module demo.windows: for Windows only"],
    ["a waiver with its end", "needs a GPU, until 2027-01-31"],
    ["the versions of tools", "0.13.8"],
    ["the command that repeats it", "shipwheel rehearse /home/me/demo"],
    ["the bill of materials", 'href="demo-1.0.cdx.json"'],
    ["what was signed", '<td class="text" data-label="attestations">publish</td>'],
  ])("shows %s", (_, text) => {
    expect(page).toContain(text);
  });

  test("several Pythons by several ways are a grid: a column for each Python, each cell in its place", () => {
    const trials = ["3.12.4", "3.9.1", "3.14.0"].flatMap((python) => [
      trialOf({ python, installer: "uv" }),
      trialOf({
        python,
        artifact: "sdist",
        installer: "pip",
        outcome: python === "3.9.1" ? "skipped" : "ok",
      }),
    ]);
    const grid = /<table class="stack grid">[^]*?<\/table>/.exec(
      renderRunPage(reportOf({ trials: trials.slice(0, -1) }), evidenceOf()),
    )?.[0];
    const heads = [...(grid ?? "").matchAll(/<th scope="col">([^<]*)</g)].map(([, head]) => head);
    expect(heads).toEqual(["installation", "Python 3.9", "Python 3.12", "Python 3.14"]);
    const rows = (grid ?? "").split("<tr>").slice(2);
    expect(rows.map((row) => /<th scope="row">([^<]*)/.exec(row)?.[1])).toEqual(["wheel, uv", "sdist, pip"]);
    const words = rows.map((row) =>
      row
        .split("<td")
        .slice(1)
        .map((cell) => [
          /data-label="([^"]*)"/.exec(cell)?.[1],
          /works|not tried|skipped/.exec(cell)?.[0] ?? "",
        ]),
    );
    const [all, sdists] = words;
    expect(all?.map(([, word]) => word)).toEqual(["works", "works", "works"]);
    expect(all?.map(([label]) => label)).toEqual(heads.slice(1));
    // What was left out is an empty cell of its own column.
    expect(sdists?.map(([, word]) => word)).toEqual([
      expect.stringMatching(/not tried|skipped/),
      "works",
      "",
    ]);
  });

  test("loads nothing, runs nothing: a strict policy, no script, no address but links", () => {
    expect(page).toContain("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;");
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=/i);
    expect(page.replaceAll(/<a href="https?:[^"]*"/g, "")).not.toMatch(/(?:src|href)="https?:/);
  });

  test("no text of a run, of a project or of a child becomes markup", () => {
    const attack = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;`;
    const hostile = withTexts(reportOf(), (text) => `${attack}${text}`, KEPT);
    const evidence = withTexts(evidenceOf({ readme: null }), (text) => `${attack}${text}`, new Set());
    const rules = new Map([[`${attack}W009`, { title: attack, what: attack, why: attack, fix: attack }]]);
    const drawn = renderRunPage(hostile, { ...evidence, rules });
    expect(drawn).toContain("&lt;script&gt;alert(1)");
    expect(drawn).not.toMatch(/<script|<img|"'>/);
    const shape = (text: string): readonly string[] =>
      [...text.replace(/<style>[^]*<\/style>/, "").matchAll(/<\/?(\w+)/g)].map(([, name = ""]) => name);
    expect(shape(drawn).filter((name) => !shape(page).includes(name))).toEqual([]);
  });

  test("an address of metadata leads out only by http", () => {
    const metadata = [{ name: "project-url", value: "Home, javascript:alert(1)" }];
    expect(renderRunPage(reportOf({ metadata }), EMPTY)).not.toContain('href="javascript');
  });

  test("a run that ended before anything was read has a page, too", () => {
    const nothing = reportOf({
      findings: [],
      trials: [],
      artifacts: [],
      metadata: [],
      entryPoints: [],
      stages: [],
      steps: [],
      publication: [],
      gates: [],
      attestations: [],
      tools: [],
      project: { ...reportOf().project, name: null, version: null, commit: null, backend: null },
      summary: {
        errors: 0,
        warnings: 0,
        infos: 0,
        rules: 0,
        skipped: 0,
        ignored: 0,
        waived: 0,
        notTried: 0,
        exempt: 0,
      },
      errors: [
        {
          phase: "config",
          code: "config/no-project",
          message: "no project",
          cause: null,
          remedy: "name one",
        },
      ],
    });
    const drawn = renderRunPage(nothing, EMPTY);
    expect(drawn).toContain("the project could not be rehearsed completely.");
    expect(drawn).toContain("config/no-project");
    expect(drawn).not.toContain('id="contents"');
  });

  test("a passing run says what to type next", () => {
    const passed = renderRunPage(
      reportOf({ verdict: "green", phase: null, exitCode: 0, findings: [] }),
      EMPTY,
    );
    expect(passed).toContain("<b>PASSED:</b> demo 1.0 can be released.");
    expect(passed).toContain("shipwheel release --dry-run");
  });

  test.each([
    ["complete", { complete: true, isPartly: false, error: null }, "<b>RELEASED:</b> demo 1.0 is on PyPI."],
    [
      "partly public",
      {},
      "<b>INCOMPLETE:</b> a part of demo 1.0 is public. The release stopped at: step upload.",
    ],
    ["not public", { isPartly: false }, "<b>NOT RELEASED:</b> demo 1.0 is not on PyPI."],
  ] as const)("a release that is %s has its steps on the page", (_, more, words) => {
    const passed = reportOf({ verdict: "green", phase: null, exitCode: 0, findings: [] });
    const drawn = renderRunPage(passed, { ...EMPTY, released: releasedOf(more) });
    expect(drawn).toContain(words);
    expect(drawn).toContain("What the release did");
    expect(drawn).toContain("the index answered 503");
    expect(drawn).toContain("the index is slow");
    expect(drawn).toContain(
      "complete" in more ? "pip install demo==1.0" : "resumes; finished steps are skipped",
    );
  });

  test("a rehearsal that failed is the verdict, whatever release it was for", () => {
    const drawn = renderRunPage(reportOf(), { ...EMPTY, released: releasedOf({ isPartly: false }) });
    expect(drawn).toContain("<b>FAILED:</b> demo 1.0 cannot be released.");
    expect(drawn).toContain("What the release did");
  });

  test("stays below its limit, however large the run", () => {
    const long = "x".repeat(20_000);
    const [wheel] = reportOf().artifacts;
    const huge = reportOf({
      findings: Array.from({ length: 1000 }, (_, at) =>
        findingOf("error", { message: `${at} ${long}`, why: long, help: long }),
      ),
      trials: Array.from({ length: 20 }, () =>
        trialOf({
          commands: Array.from({ length: 40 }, () => ({
            command: ["x", long],
            status: 1,
            seconds: 1,
            output: long,
          })),
        }),
      ),
      artifacts:
        wheel === undefined
          ? []
          : [
              {
                ...wheel,
                members: Array.from({ length: 6000 }, (_, at) => ({
                  path: `demo/${at}/${long.slice(0, 200)}.py`,
                  size: at,
                })),
              },
            ],
      metadata: Array.from({ length: 600 }, (_, at) => ({ name: "classifier", value: `${at} ${long}` })),
    });
    const drawn = renderRunPage(huge, evidenceOf());
    expect(Buffer.byteLength(drawn)).toBeLessThanOrEqual(LARGEST_PAGE);
    expect(drawn).toContain("<b>FAILED:</b>");
    expect(drawn).toContain("report.json");
  });
});

describe("what differs from the last release", () => {
  test("the version in the name of the metadata's folder is no difference", () => {
    const before = [
      { path: "demo-0.9.dist-info/WHEEL", size: 80 },
      { path: "a.py", size: 1 },
      { path: "b.py", size: 2 },
    ];
    const after = [
      { path: "demo-1.0.dist-info/WHEEL", size: 80 },
      { path: "a.py", size: 3 },
      { path: "c.py", size: 9 },
    ];
    expect(memberChanges(before, after)).toEqual([
      { path: "c.py", before: null, after: 9 },
      { path: "a.py", before: 1, after: 3 },
      { path: "b.py", before: 2, after: null },
    ]);
  });

  test("lines of metadata that came and went, without the version", () => {
    const before = [
      { name: "version", value: "0.9" },
      { name: "requires-dist", value: "click>=7" },
    ];
    const after = [
      { name: "version", value: "1.0" },
      { name: "requires-dist", value: "click>=8" },
    ];
    expect(metadataChanges(before, after)).toEqual([
      { name: "requires-dist", value: "click>=8", change: "new" },
      { name: "requires-dist", value: "click>=7", change: "removed" },
    ]);
  });
});

test("the command that repeats a run survives a shell", () => {
  const project = { ...reportOf().project, directory: "/home/me/it's here", worktree: true };
  expect(repetition(reportOf({ project }))).toBe(
    String.raw`shipwheel rehearse '/home/me/it'\''s here' --worktree`,
  );
});
