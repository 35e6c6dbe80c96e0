import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "../../src/values/unified-diff.ts";
import { temporaryDirectory } from "../support/git.ts";

test("shows a change with its surroundings", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  const edit = { path: "a.txt", before, after: before.replace("5\n", "five\nand\n") };
  expect(unifiedDiff([edit])).toBe(
    "--- a/a.txt\n+++ b/a.txt\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+and\n 6\n 7\n 8\n",
  );
  expect(unifiedDiff([{ ...edit, after: before }])).toBe("");
  expect(unifiedDiff([{ path: "b", before: null, after: "x" }])).toBe(
    "--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n",
  );
  expect(unifiedDiff([{ path: "b", before: "x\n", after: null }])).toBe(
    "--- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
  );
});

const text = fc
  .array(fc.constantFrom("a", "b", "c", "d\r"), { maxLength: 30 })
  .chain((lines) => fc.constantFrom(lines.join("\n"), `${lines.join("\n")}\n`));

test("git takes what it makes, and comes to the same text", () => {
  using directory = temporaryDirectory();
  mkdirSync(join(directory.path, "t"));
  const file = join(directory.path, "t", "f");
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after && before !== "" && after !== "");
      writeFileSync(file, before);
      const patch = unifiedDiff([{ path: "t/f", before, after }]);
      execFileSync("git", ["apply", "--whitespace=nowarn"], { cwd: directory.path, input: patch });
      expect(readFileSync(file, "utf8")).toBe(after);
    }),
    { numRuns: 60 },
  );
});
