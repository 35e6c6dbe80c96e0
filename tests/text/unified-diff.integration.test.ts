import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "../../src/text/unified-diff.ts";

test("shows what goes and what comes, with three lines around", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  expect(unifiedDiff([{ path: "x", before, after: before.replace("5", "five") }])).toBe(
    "--- a/x\n+++ b/x\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
  );
  expect(unifiedDiff([{ path: "x", before, after: before }])).toBe("");
});

test("shows new and removed files, and last lines that are not closed", () => {
  expect(unifiedDiff([{ path: "n", before: null, after: "a" }])).toBe(
    "--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n",
  );
  const gone = unifiedDiff([{ path: "o", before: "a\n", after: null }]);
  expect(gone).toBe("--- a/o\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n");
});

test("is a patch that git applies, whatever the texts", () => {
  const directory = mkdtempSync(join(tmpdir(), "diff-"));
  const line = fc.constantFrom("a\n", "b\n", "c\r\n", "\n", "  d\n");
  const text = fc
    .tuple(fc.array(line, { maxLength: 25 }), fc.constantFrom("", "end"))
    .map(([lines, last]) => lines.join("") + last);
  try {
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== "" && after !== "");
        writeFileSync(join(directory, "f"), before);
        const input = unifiedDiff([{ path: "f", before, after }]);
        execFileSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: directory, input });
        expect(readFileSync(join(directory, "f"), "utf8")).toBe(after);
      }),
      { numRuns: 40 },
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
