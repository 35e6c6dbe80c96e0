import { expect, test } from "vitest";
import { addLine, removeLine, replaceAt } from "../../../src/tree/edit/text-lines.ts";
import { applyChanges } from "../../../src/text/file-edit.ts";

test("a line is added with the file's line ending, also behind an unclosed last line", () => {
  expect(applyChanges("a\r\nb", addLine("a\r\nb", "c"))).toBe("a\r\nb\r\nc\r\n");
  expect(applyChanges("", addLine("", "c"))).toBe("c\n");
});

test("a line is removed with its line ending", () => {
  expect(applyChanges("a\r\nb\r\nc", removeLine("a\r\nb\r\nc", 2))).toBe("a\r\nc");
  expect(applyChanges("a\nb", removeLine("a\nb", 2))).toBe("a\n");
  expect(removeLine("a\n", 2)).toEqual([]);
  expect(removeLine("a\n", 9)).toEqual([]);
});

test("a text is replaced at its place, or behind it on that line, and nowhere else", () => {
  const text = "x = old\ny = old, old\n";
  expect(applyChanges(text, replaceAt(text, { line: 2, column: 6 }, "old", "new"))).toBe(
    "x = old\ny = old, new\n",
  );
  expect(replaceAt(text, { line: 1, column: 6 }, "old", "new")).toEqual([]);
  expect(replaceAt(text, { line: 7, column: 1 }, "old", "new")).toEqual([]);
});
