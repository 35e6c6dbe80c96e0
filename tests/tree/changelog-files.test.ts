import { expect, test } from "vitest";
import { changelogAmong } from "../../src/tree/changelog/changelog-files.ts";

test.each<[paths: readonly string[], expected: string | null]>([
  [["README.md", "CHANGELOG.md"], "CHANGELOG.md"],
  [["docs/en/changelog.rst"], "docs/en/changelog.rst"],
  [["doc/en/changelog.rst"], "doc/en/changelog.rst"],
  [["docs/whatsnew.rst"], "docs/whatsnew.rst"],
  [["docs/about/release-notes.md"], "docs/about/release-notes.md"],
  [["docs/source/changes.rst", "NEWS"], "NEWS"],
  [["HISTORY.rst", "docs/history.rst"], "HISTORY.rst"],
  [["HISTORY.md", "CHANGES.md"], "CHANGES.md"],
  [["RELEASE_NOTES.txt"], "RELEASE_NOTES.txt"],
  [["src/demo/changes.py", "tests/history.md", "docs/whatsnew/1.2.rst", "changes/12.fix.md"], null],
])("of %j it is %s", (paths, expected) => {
  expect(changelogAmong(paths)).toBe(expected);
});
