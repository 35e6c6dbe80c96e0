import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conventionalNews, CONVENTIONAL_TYPES } from "../../src/changelog/conventional-news.ts";
import { bodyOf, sectionOf } from "../../src/tree/changelog/entries.ts";
import { parseChangelog } from "../../src/tree/changelog/document.ts";
import { readFragments, TOWNCRIER_TYPES } from "../../src/tree/changelog/fragments.ts";
import { insertSection, lookOf } from "../../src/changelog/insert.ts";
import { forgeLinks, webAddress } from "../../src/tree/changelog/news.ts";
import { renderSection } from "../../src/changelog/render.ts";

const NEWS = { categories: [{ title: "Fixed", entries: [{ text: "A thing", issues: ["#3"] }] }] };
const release = { name: "demo", version: "1.1.0", date: "2026-11-21" };

function put(file: string, text: string): string {
  const changelog = parseChangelog(file, text);
  const section = renderSection(NEWS, release, lookOf(changelog, null));
  const forge = forgeLinks("https://github.com/good/demo");
  return insertSection(changelog, section, { version: "1.1.0", tag: "v1.1.0", previousTag: "v1.0.0", forge });
}

describe("a new entry looks like the others and stands above them", () => {
  test.each([
    [
      "a new file",
      "C.md",
      "# Changelog\n",
      "# Changelog\n\n## 1.1.0 (2026-11-21)\n\n### Fixed\n\n- A thing (#3)\n",
    ],
    [
      "Markdown",
      "C.md",
      "# C\n\n## v1.0.0 - 2026-01-01\n\n- x\n",
      "# C\n\n## v1.1.0 - 2026-11-21\n\n### Fixed\n\n- A thing (#3)\n\n## v1.0.0 - 2026-01-01\n\n- x\n",
    ],
    [
      "below Unreleased",
      "C.md",
      "# C\n\n## [Unreleased]\n\n- y\n\n## [1.0.0] - 2026-01-01\n",
      "# C\n\n## [Unreleased]\n\n- y\n\n## [1.1.0] - 2026-11-21\n\n### Fixed\n\n- A thing (#3)\n\n## [1.0.0] - 2026-01-01\n",
    ],
    [
      "RST",
      "C.rst",
      "News\n====\n\n1.0.0 (2026-01-01)\n------------------\n\n- x\n",
      "News\n====\n\n1.1.0 (2026-11-21)\n------------------\n\nFixed\n~~~~~\n\n- A thing (#3)\n\n\n1.0.0 (2026-01-01)\n------------------\n\n- x\n",
    ],
    [
      "carriage returns",
      "C.md",
      "# C\r\n\r\n## 1.0.0\r\n",
      "# C\r\n\r\n## 1.1.0\r\n\r\n### Fixed\r\n\r\n- A thing (#3)\r\n\r\n## 1.0.0\r\n",
    ],
    [
      "no line break at the end",
      "C.md",
      "# C",
      "# C\n\n## 1.1.0 (2026-11-21)\n\n### Fixed\n\n- A thing (#3)\n",
    ],
  ])("%s", (_name, file, before, after) => {
    expect(put(file, before)).toBe(after);
  });

  test("links of Keep a Changelog go along", () => {
    const before =
      "# C\n\n## [Unreleased]\n\n## [1.0.0]\n\n[unreleased]: https://github.com/good/demo/compare/v1.0.0...HEAD\n[1.0.0]: https://x\n";
    expect(put("C.md", before)).toBe(
      "# C\n\n## [Unreleased]\n\n## [1.1.0]\n\n### Fixed\n\n- A thing (#3)\n\n## [1.0.0]\n\n[unreleased]: https://github.com/good/demo/compare/v1.1.0...HEAD\n[1.1.0]: https://github.com/good/demo/compare/v1.0.0...v1.1.0\n[1.0.0]: https://x\n",
    );
  });
});

test("no character of what was there changes, and the entry is found again", () => {
  const line = fc.constantFrom(
    "",
    "- item",
    "text [1.0.0]",
    "```",
    "### Fixed",
    "\tindented  ",
    "<!-- note -->",
    "ä\u{1f600}",
  );
  const body = fc.array(line, { maxLength: 8 });
  fc.assert(
    fc.property(body, body, fc.boolean(), fc.boolean(), (intro, entry, returns, mark) => {
      const text = [
        "# Changelog",
        ...intro.filter((each) => each !== "```"),
        "",
        "## 1.0.0",
        ...entry,
        "",
      ].join(returns ? "\r\n" : "\n");
      const before = (mark ? "\uFEFF" : "") + text;
      const after = put("CHANGELOG.md", before);
      const at = after.indexOf("## 1.1.0");
      const length = after.length - before.length;
      expect(length).toBeGreaterThan(0);
      expect(after.slice(0, at) + after.slice(at + length)).toBe(before);
      const changelog = parseChangelog("CHANGELOG.md", after);
      const section = sectionOf(changelog, "1.1.0");
      expect(section === undefined ? "" : bodyOf(changelog, section).trim().replaceAll("\r", "")).toBe(
        "### Fixed\n\n- A thing (#3)",
      );
    }),
    { numRuns: 200 },
  );
});

describe("commits", () => {
  const settings = {
    types: CONVENTIONAL_TYPES,
    breakingTitle: "Breaking changes",
    links: forgeLinks("https://github.com/good/demo"),
    format: "md",
  } as const;
  const news = (...messages: readonly string[]): unknown =>
    conventionalNews(
      messages.map((message, at) => ({ hash: String(at).repeat(40), message })),
      settings,
    ).categories.map(({ title, entries }) => [title, ...entries.map((entry) => entry.text)]);

  test("become entries by type, breaking ones first, others not at all", () => {
    expect(
      news(
        "fix(cli): stop `#1` (#12)",
        "feat!: new way",
        "feat: other\n\nbody\n\nBREAKING CHANGE: the old way\nis gone",
        "chore: nothing",
        "Merge branch 'x'",
        "fix: same",
        "fix: same",
      ),
    ).toEqual([
      ["Breaking changes", "new way", "the old way\n  is gone"],
      ["Features", "other"],
      ["Bug fixes", "**cli:** stop `#1` ([#12](https://github.com/good/demo/issues/12))", "same"],
    ]);
  });

  test("a merge with the title of its only commit tells the change once", () => {
    const commits = [
      { hash: "1".repeat(40), message: "feat: generate a wiki (#10)", parents: ["a", "b"] },
      { hash: "2".repeat(40), message: "docs: other", parents: ["a"] },
      { hash: "3".repeat(40), message: "feat: generate a wiki", parents: ["a"] },
      { hash: "4".repeat(40), message: "feat: a list", parents: ["a"] },
      { hash: "5".repeat(40), message: "feat: a list (#9)", parents: ["a"] },
    ];
    const [category] = conventionalNews(commits, { ...settings, links: null }).categories;
    expect(category?.entries.map(({ text }) => text)).toEqual([
      "generate a wiki (#10)",
      "a list",
      "a list (#9)",
    ]);
  });

  test("that were taken back are left out with what took them back", () => {
    expect(news("revert: feat: x\n\nThis reverts commit 1111111.", "feat: x", "feat: y")).toEqual([
      ["Features", "y"],
    ]);
  });
});

test("fragments of our own changes/ say their kind in the first line; strangers are named", () => {
  const settings = {
    types: TOWNCRIER_TYPES,
    orphanPrefix: "+",
    issueFormat: null,
    ignore: ["*.txt"],
    allBullets: true,
  };
  const read = readFragments(
    [
      { path: "changes/a.md", text: "kind: added\n\nNew.\nMore.\n" },
      { path: "changes/README.md", text: "kind: added\n" },
      { path: "changes/b.md", text: "no kind\n" },
      { path: "changes/c.md", text: "kind: odd\n" },
      { path: "changes/d.txt", text: "" },
    ],
    settings,
  );
  expect(read.news.categories).toEqual([
    { title: "Added", entries: [{ text: "New.\n  More.", issues: [] }] },
  ]);
  expect(read.used.map((file) => file.path)).toEqual(["changes/a.md"]);
  expect(read.strangers.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    "changes/b.md: its name has none of the kinds feature, bugfix, doc, removal, misc",
    "changes/c.md: unknown kind odd",
  ]);
});

test("remotes mean web pages", () => {
  expect(webAddress("git@github.com:good/demo.git")).toBe("https://github.com/good/demo");
  expect(webAddress("ssh://git@gitlab.com:22/good/sub/demo.git")).toBe("https://gitlab.com/good/sub/demo");
  expect(webAddress("https://github.com/good/demo.git")).toBe("https://github.com/good/demo");
  expect(webAddress("/srv/git/demo.git")).toBeNull();
  expect(forgeLinks("https://gitlab.com/good/demo").issue).toBe(
    "https://gitlab.com/good/demo/-/issues/{number}",
  );
});
