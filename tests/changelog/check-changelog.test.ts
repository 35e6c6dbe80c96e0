import { describe, expect, test } from "vitest";
import { checkChangelog } from "../../src/changelog/check-changelog.ts";
import { parseChangelog } from "../../src/tree/changelog/document.ts";
import { notesOf } from "../../src/changelog/notes.ts";

const KEPT = `# Changelog

All notable changes. 1.0 was the first.

## [Unreleased]

## [1.2.0] - 2026-11-20

### Added

- A thing, see [the manual] and [1.1.0].

\`\`\`
## [9.9.9] - in code
\`\`\`

## [1.1.0] - 2026-02-01

### Fixed

- Another.

## [1.0.0] - 2026-01-01

- First.

[the manual]: https://good.dev/manual
[Unreleased]: https://github.com/good/demo/compare/v1.2.0...HEAD
[1.2.0]: https://github.com/good/demo/compare/v1.1.0...v1.2.0
[1.1.0]: https://github.com/good/demo/compare/v1.0.0...v1.1.0
[1.0.0]: https://github.com/good/demo/releases/tag/v1.0.0
`;

const expected = {
  version: "1.2.0",
  state: "tagged",
  isPending: false,
  released: null,
  releasedVersion: null,
  today: "2026-11-21",
} as const;

function problems(text: string, more: Partial<Parameters<typeof checkChangelog>[1]> = {}): readonly string[] {
  return checkChangelog(parseChangelog("CHANGELOG.md", text), { ...expected, ...more }).map(
    ({ rule, location, message }) => `${rule} ${location?.line ?? "-"} ${message}`,
  );
}

function edited(from: string, to: string): string {
  expect(KEPT).toContain(from);
  return KEPT.replace(from, to);
}

test("a changelog in order has no problems, and its sections are the headings of versions", () => {
  expect(problems(KEPT)).toEqual([]);
  expect(
    parseChangelog("CHANGELOG.md", KEPT).sections.map((each) => [each.version, each.date, each.line]),
  ).toEqual([
    [null, null, 5],
    ["1.2.0", "2026-11-20", 7],
    ["1.1.0", "2026-02-01", 17],
    ["1.0.0", "2026-01-01", 23],
  ]);
});

describe("what is wrong is told with its line", () => {
  test.each([
    ["no entry", KEPT, { version: "1.3.0" }, ["G007 - CHANGELOG.md has no entry for 1.3.0"]],
    ["an empty entry", edited("- First.", ""), { version: "1.0" }, ["G007 23 the entry for 1.0 is empty"]],
    [
      "a day that is none",
      edited("2026-02-01", "2026-02-30"),
      {},
      ["H002 17 2026-02-30 of the entry for 1.1.0 is not a date"],
    ],
    [
      "another form of date",
      edited("2026-02-01", "01.02.2026"),
      {},
      ["H002 17 01.02.2026 of the entry for 1.1.0 is not a date"],
    ],
    [
      "a day to come",
      edited("2026-11-20", "2026-12-24"),
      {},
      ["H002 7 the entry for 1.2.0 is of 2026-12-24, which is in the future"],
    ],
    [
      "no date at the newest",
      edited("## [1.2.0] - 2026-11-20", "## [1.2.0]"),
      {},
      ["H002 7 the entry for 1.2.0 has no date"],
    ],
    [
      "a wrong order",
      edited("## [1.1.0] - 2026-02-01", "## [1.3.0] - 2026-11-21")
        .replaceAll("[1.1.0]:", "[1.3.0]:")
        .replace("...v1.1.0", "...v1.3.0")
        .replace(" and [1.1.0]", ""),
      {},
      ["H003 17 1.3.0 is below 1.2.0, which is lower"],
    ],
    [
      "one version twice",
      edited("## [1.1.0]", "## [1.2]"),
      {},
      ["H003 17 1.2 has two entries", "H004 17 [1.2] is not defined in the file"],
    ],
    [
      "a link without definition",
      edited("[1.1.0]: https", "[1.1.1]: https"),
      {},
      ["H004 17 [1.1.0] is not defined in the file", "H004 30 the link of [1.1.1] leads to v1.1.0"],
    ],
    [
      "a link to another version",
      edited("v1.1.0...v1.2.0", "v1.0.0...v1.1.0"),
      {},
      ["H004 29 the link of [1.2.0] leads to v1.1.0"],
    ],
    [
      "entries left",
      edited("## [Unreleased]\n", "## [Unreleased]\n\n- Not yet.\n"),
      {},
      ["H005 5 Unreleased still has entries, which the release of 1.2.0 leaves behind"],
    ],
  ])("%s", (_name, text, more, found) => {
    expect(problems(text, more)).toEqual(found);
  });

  test("a maintenance release of an older series may stand by its date", () => {
    const text =
      "# Changes\n\n## 1.9.9 (2026-11-20)\n\n- a\n\n## 2.0.0 (2026-11-01)\n\n- b\n\n## 1.9.8 (2026-10-01)\n\n- c\n";
    expect(problems(text, { version: "1.9.9" })).toEqual([]);
  });

  test("an entry that was changed or lost since the last release", () => {
    const released = parseChangelog("CHANGELOG.md", KEPT);
    const more = { released, releasedVersion: "1.1.0" };
    expect(problems(edited("- First.", "- Second."), more)).toEqual([
      "H006 23 the entry for 1.0.0 was changed since 1.1.0 was released",
    ]);
    expect(
      problems(edited("## [1.0.0] - 2026-01-01\n\n- First.\n\n", "").replace(/^\[1\.0\.0\]:.*\n/m, ""), more),
    ).toEqual(["H006 - the entry for 1.0.0 is gone since 1.1.0 was released"]);
    expect(problems(edited("- First.", "- First.  "), more)).toEqual([]);
  });
});

describe("notes of a release", () => {
  test("are the entry of Markdown with the links that it uses", () => {
    const notes = notesOf(parseChangelog("CHANGELOG.md", KEPT), "1.2");
    expect(notes).toEqual({
      version: "1.2",
      title: "1.2.0 - 2026-11-20",
      leftAsWritten: [],
      markdown:
        "### Added\n\n- A thing, see [the manual] and [1.1.0].\n\n```\n## [9.9.9] - in code\n```\n\n" +
        "[the manual]: https://good.dev/manual\n[1.1.0]: https://github.com/good/demo/compare/v1.0.0...v1.1.0\n",
    });
    expect(notesOf(parseChangelog("CHANGELOG.md", KEPT), "3.0")).toBeNull();
  });

  test("of RST are Markdown as far as that is simple, and say what is not", () => {
    const text =
      "News\n====\n\n1.2 (2026-11-20)\n----------------\n\nAdded\n~~~~~\n\n- ``code``, `a link <https://good.dev>`_, :func:`~demo.run`\n  and *more* of |it|.\n\n.. note:: by hand\n\n1.1 (2026-01-01)\n----------------\n\n- old\n";
    expect(notesOf(parseChangelog("NEWS.rst", text), "1.2")).toEqual({
      version: "1.2",
      title: "1.2 (2026-11-20)",
      markdown:
        "### Added\n\n- `code`, [a link](https://good.dev), `demo.run`\n  and *more* of |it|.\n\n.. note:: by hand\n",
      leftAsWritten: ["|it|", "note::"],
    });
  });
});

test.each([
  ["1!2.0.0", "1!2.0.0"],
  ["v1!2.0.0", "v1!2.0.0"],
  ["[1!2.0.0]", "1!2.0.0"],
  ["demo 1!2.0.0", "1!2.0.0"],
])("an epoch in the heading %s is read", (title, version) => {
  const { sections } = parseChangelog("CHANGELOG.md", `## ${title} - 2026-01-02\n\n- a thing\n`);
  expect(sections.map((each) => [each.version, each.date])).toEqual([[version, "2026-01-02"]]);
});

// oscarotero/keep-a-changelog#25, phly/keep-a-changelog#38
test("a release that was yanked keeps its entry, its date and its link", () => {
  const text =
    "# Changelog\nAll notable changes.\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-05\n### Fixed\n- third\n\n" +
    "## [1.1.0] - 2025-12-01 [YANKED]\n### Fixed\n- second, see [1.2.0]\n\n## 1.0.0 - 2025-11-01\n- first\n\n" +
    "[Unreleased]: https://example.org/d/compare/v1.2.0...HEAD\n" +
    "[1.2.0]: https://example.org/d/compare/v1.1.0...v1.2.0\n" +
    "[1.1.0]: https://example.org/d/compare/v1.0.0...v1.1.0\n";
  const changelog = parseChangelog("CHANGELOG.md", text);
  expect(changelog.sections.map((each) => [each.version, each.date])).toEqual([
    [null, null],
    ["1.2.0", "2026-01-05"],
    ["1.1.0", "2025-12-01"],
    ["1.0.0", "2025-11-01"],
  ]);
  expect(problems(text)).toEqual([]);
  expect(notesOf(changelog, "1.1.0")?.markdown).toBe(
    "### Fixed\n- second, see [1.2.0]\n\n[1.2.0]: https://example.org/d/compare/v1.1.0...v1.2.0\n",
  );
});

// ag-ui-protocol/ag-ui#2533
test("a heading in a fence, in whatever fence it is nested, is text", () => {
  const inside =
    "- New format, an example:\n\n````md\n```\n## 9.9.9 - 2030-01-01\n- not an entry\n````\n\n" +
    "~~~\n## 8.8.8\n```\n~~~\n\n### Breaking changes\n- the old format is gone\n";
  const text = `# Changelog\n\n## 1.2.0 - 2026-01-05\n\n${inside}\n## 1.1.0 - 2025-12-01\n\n- b\n`;
  const changelog = parseChangelog("CHANGELOG.md", text);
  expect(changelog.sections.map((each) => each.version)).toEqual(["1.2.0", "1.1.0"]);
  expect(problems(text)).toEqual([]);
  expect(notesOf(changelog, "1.2.0")?.markdown).toBe(inside);
  expect(notesOf(changelog, "9.9.9")).toBeNull();
});
