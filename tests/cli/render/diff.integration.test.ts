import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderDiff } from "../../../src/cli/render/diff.ts";
import { makeStyle } from "../../../src/cli/render/style.ts";
import { temporaryDirectory } from "../../support/git.ts";

const plain = makeStyle(false);
const diff = (before: string | null, after: string | null): string =>
  renderDiff({ path: "a", before, after }, plain).join("\n");

test("changes with three lines around them, far ones apart", () => {
  const lines = Array.from({ length: 30 }, (_, at) => `${at}\n`);
  const before = lines.join("");
  const after = before.replace("\n2\n", "\ntwo\n").replace("\n25\n", "\n");
  expect(diff(before, after)).toBe(
    [
      "--- a/a",
      "+++ b/a",
      "@@ -1,6 +1,6 @@",
      " 0\n 1\n-2\n+two\n 3\n 4\n 5",
      "@@ -23,7 +23,6 @@",
      " 22\n 23\n 24\n-25\n 26\n 27\n 28",
    ].join("\n"),
  );
});

test("new and removed files, and a last line without its end", () => {
  expect(diff(null, "x\n")).toBe("--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+x");
  expect(diff("x", null)).toBe("--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\\ No newline at end of file");
});

test("git applies what is shown", () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, "a");
  const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "d\r\n"), { maxLength: 25 });
  const whole = fc.tuple(text, fc.constantFrom("", "end")).map(([lines, end]) => lines.join("") + end);
  fc.assert(
    fc.property(whole, whole, (before, after) => {
      fc.pre(before !== after && before !== "" && after !== "");
      writeFileSync(file, before);
      execFileSync("git", ["apply", "--unsafe-paths", "--whitespace=nowarn", "-"], {
        cwd: directory.path,
        input: `${diff(before, after)}\n`,
      });
      expect(readFileSync(file, "utf8")).toBe(after);
    }),
    { numRuns: 60 },
  );
});
