import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseChangelog } from "../../src/tree/changelog/document.ts";
import { forgeLinks } from "../../src/tree/changelog/news.ts";
import { dateEntry, releaseUnreleased, unreleasedSection } from "../../src/changelog/unreleased.ts";

const RELEASE = {
  version: "1.3.0",
  tag: "v1.3.0",
  previousTag: "v1.2.0",
  forge: forgeLinks("https://github.com/good/demo"),
};

function released(
  file: string,
  text: string,
  more: Partial<typeof RELEASE> = {},
  title: string | null = null,
): string | null {
  return releaseUnreleased(parseChangelog(file, text), { ...RELEASE, ...more }, { day: "2026-11-30", title });
}

const COMPARE = "https://github.com/good/demo/compare";
const BITBUCKET = "https://bitbucket.org/good/demo/branches/compare";

describe("what is unreleased has the heading of the version, as the others are written", () => {
  test.each([
    [
      "Keep a Changelog",
      "C.md",
      `# C\n\n## [Unreleased]\n\n### Added\n\n- b\n\n## [1.2.0] - 2026-01-01\n\n- a\n\n[Unreleased]: ${COMPARE}/v1.2.0...HEAD\n[1.2.0]: ${COMPARE}/v1.1.0...v1.2.0\n`,
      `# C\n\n## [Unreleased]\n\n## [1.3.0] - 2026-11-30\n\n### Added\n\n- b\n\n## [1.2.0] - 2026-01-01\n\n- a\n\n[Unreleased]: ${COMPARE}/v1.3.0...HEAD\n[1.3.0]: ${COMPARE}/v1.2.0...v1.3.0\n[1.2.0]: ${COMPARE}/v1.1.0...v1.2.0\n`,
    ],
    [
      "the first release",
      "C.md",
      "# C\n\n## [Unreleased]\n- b\n",
      "# C\n\n## [Unreleased]\n\n## [1.3.0] - 2026-11-30\n- b\n",
    ],
    [
      "the first release with its link",
      "C.md",
      `## [Unreleased]\n\n- b\n\n[unreleased]: ${COMPARE}/v1.2.0...HEAD`,
      `## [Unreleased]\n\n## [1.3.0] - 2026-11-30\n\n- b\n\n[unreleased]: ${COMPARE}/v1.3.0...HEAD\n[1.3.0]: ${COMPARE}/v1.2.0...v1.3.0`,
    ],
    [
      "httpx's day, carriage returns, no line break at the end",
      "C.md",
      "## [UNRELEASED]\r\n\r\n* b\r\n\r\n## 1.2.0 (6th December, 2024)\r\n\r\n* a",
      "## [UNRELEASED]\r\n\r\n## 1.3.0 (30th November, 2026)\r\n\r\n* b\r\n\r\n## 1.2.0 (6th December, 2024)\r\n\r\n* a",
    ],
    [
      "a template in a comment",
      "C.md",
      "# C\n\n<!--\n## [Unreleased]\n\n- what changed\n-->\n\n## [Unreleased]\n\n- b\n\n## [1.2.0] - 2026-01-01\n\n- a\n",
      "# C\n\n<!--\n## [Unreleased]\n\n- what changed\n-->\n\n## [Unreleased]\n\n## [1.3.0] - 2026-11-30\n\n- b\n\n## [1.2.0] - 2026-01-01\n\n- a\n",
    ],
    [
      "Bitbucket's links, the newest first",
      "C.md",
      `## [Unreleased]\n\n- b\n\n## [1.2.0] - 2026-01-01\n\n- a\n\n[unreleased]: ${BITBUCKET}/HEAD..v1.2.0#diff\n[1.2.0]: ${BITBUCKET}/v1.2.0..v1.1.0#diff\n`,
      `## [Unreleased]\n\n## [1.3.0] - 2026-11-30\n\n- b\n\n## [1.2.0] - 2026-01-01\n\n- a\n\n[unreleased]: ${BITBUCKET}/HEAD..v1.3.0#diff\n[1.3.0]: ${BITBUCKET}/v1.3.0..v1.2.0#diff\n[1.2.0]: ${BITBUCKET}/v1.2.0..v1.1.0#diff\n`,
    ],
    [
      "structlog's links in the headings",
      "C.md",
      `## [Unreleased](${COMPARE}/v1.2.0...HEAD)\n\n- b\n\n\n## [1.2.0](${COMPARE}/v1.1.0...v1.2.0) - 2026-01-01\n\n- a\n`,
      `## [Unreleased](${COMPARE}/v1.3.0...HEAD)\n\n## [1.3.0](${COMPARE}/v1.2.0...v1.3.0) - 2026-11-30\n\n- b\n\n\n## [1.2.0](${COMPARE}/v1.1.0...v1.2.0) - 2026-01-01\n\n- a\n`,
    ],
    [
      "the newest one was yanked",
      "C.md",
      "## Unreleased\n\n- c\n\n## [1.2.0] - 2026-01-01 [YANKED]\n\n- b\n\n## [1.1.0] - 2025-01-01\n\n## [1.0.0] - 2024-01-01\n",
      "## Unreleased\n\n## [1.3.0] - 2026-11-30\n\n- c\n\n## [1.2.0] - 2026-01-01 [YANKED]\n\n- b\n\n## [1.1.0] - 2025-01-01\n\n## [1.0.0] - 2024-01-01\n",
    ],
    [
      "links to releases",
      "C.md",
      "## [Unreleased]\n\n- b\n\n## [v1.2.0]\n\n[v1.2.0]: https://example.org/demo/releases/v1.2.0\n[v1.1.0]: https://example.org/demo/releases/v1.1.0\n",
      "## [Unreleased]\n\n## [v1.3.0]\n\n- b\n\n## [v1.2.0]\n\n[v1.3.0]: https://example.org/demo/releases/v1.3.0\n[v1.2.0]: https://example.org/demo/releases/v1.2.0\n[v1.1.0]: https://example.org/demo/releases/v1.1.0\n",
    ],
    [
      "reStructuredText",
      "C.rst",
      `C\n=\n\nUnreleased\n----------\n\n- b\n\n\n1.2.0 - 2026-01-01\n------------------\n\n- a\n\n.. _Unreleased: ${COMPARE}/v1.2.0...HEAD\n.. _1.2.0: ${COMPARE}/v1.1.0...v1.2.0\n`,
      `C\n=\n\nUnreleased\n----------\n\n1.3.0 - 2026-11-30\n------------------\n\n- b\n\n\n1.2.0 - 2026-01-01\n------------------\n\n- a\n\n.. _Unreleased: ${COMPARE}/v1.3.0...HEAD\n.. _1.3.0: ${COMPARE}/v1.2.0...v1.3.0\n.. _1.2.0: ${COMPARE}/v1.1.0...v1.2.0\n`,
    ],
    [
      "reStructuredText with lines above, and links in quotes",
      "C.rst",
      "============\n`Unreleased`_\n============\n\n- b\n\n======\n`1.2`_\n======\n\n- a\n\n.. _`1.2`: https://example.org/1.2\n.. _`1.1`: https://example.org/1.1\n",
      "============\n`Unreleased`_\n============\n\n========\n`1.3.0`_\n========\n\n- b\n\n======\n`1.2`_\n======\n\n- a\n\n.. _`1.3.0`: https://example.org/1.3.0\n.. _`1.2`: https://example.org/1.2\n.. _`1.1`: https://example.org/1.1\n",
    ],
  ])("%s", (_name, file, before, after) => {
    expect(released(file, before)).toBe(after);
  });

  test("or as configured", () => {
    expect(released("C.md", "## Unreleased\n\n- b\n", {}, "demo 1.3.0")).toBe(
      "## Unreleased\n\n## demo 1.3.0\n\n- b\n",
    );
  });

  test("calendar versions keep their zeros", () => {
    const text = "## Unreleased\n\n- b\n\n## 2026.08.17\n";
    expect(released("C.md", text, { version: "2026.9.1" })).toContain("\n## 2026.09.01\n");
  });

  test("nothing is unreleased where nothing is said", () => {
    const empty = "## [Unreleased]\n\n### Added\n\n<!-- one line a change -->\n\n## 1.0.0\n";
    expect(unreleasedSection(parseChangelog("C.md", empty))).toBeNull();
    expect(released("C.md", empty)).toBeNull();
  });
});

test("every other character stays, and what was unreleased is the entry", () => {
  const line = fc.constantFrom(
    "",
    "- item",
    "text [1.2.0]",
    "### Fixed",
    "\tindented  ",
    "<!-- note -->",
    "ä\u{1f600}",
  );
  const body = fc.array(line, { maxLength: 6 });
  fc.assert(
    fc.property(body, body, fc.boolean(), fc.boolean(), fc.boolean(), (mine, old, returns, mark, isEnded) => {
      const lines = ["# C", "", "## [Unreleased]", ...mine, "- said", "## [1.2.0] - 2026-01-01", ...old];
      const text = lines.join(returns ? "\r\n" : "\n") + (isEnded ? (returns ? "\r\n" : "\n") : "");
      const before = (mark ? "\uFEFF" : "") + text;
      const newline = returns ? "\r\n" : "\n";
      const put = `${newline}## [1.3.0] - 2026-11-30${newline}`;
      const after = released("CHANGELOG.md", before) ?? "";
      expect(after.replace(put, "")).toBe(before);
      expect(after.indexOf(put)).toBe(
        before.indexOf("## [Unreleased]") + "## [Unreleased]".length + newline.length,
      );
    }),
    { numRuns: 200 },
  );
});

describe("an entry that was begun under its number has its day put in", () => {
  const dated = (file: string, text: string): string | null => {
    const changelog = parseChangelog(file, text);
    const [entry] = changelog.sections;
    return entry === undefined ? null : dateEntry(changelog, entry, "2026-11-30");
  };
  test.each([
    [
      "in the heading",
      "C.rst",
      "1.3.0 (unreleased)\n------------------\n\n- b\n",
      "1.3.0 (2026-11-30)\n------------------\n\n- b\n",
    ],
    [
      "below it, as click has it",
      "C.rst",
      "Version 8.5.0\n-------------\n\nUnreleased\n\n-   b\n\nVersion 8.4.2\n-------------\n\nReleased 2026-01-01\n\n-   a\n",
      "Version 8.5.0\n-------------\n\nReleased 2026-11-30\n\n-   b\n\nVersion 8.4.2\n-------------\n\nReleased 2026-01-01\n\n-   a\n",
    ],
    ["with a form to fill in", "C.md", "## 1.3.0 - YYYY-MM-DD\n\n- b\n", "## 1.3.0 - 2026-11-30\n\n- b\n"],
    ["none that has it", "C.md", "## 1.3.0 - 2026-11-01\n\n- b\n", null],
  ])("%s", (_name, file, before, after) => {
    expect(dated(file, before)).toBe(after);
  });
});
