import { expect, test } from "vitest";
import { pythonIndent, pythonStrip } from "../../src/distribution/python-text.ts";

test.each([
  ["", "", 0],
  [" \t\x1c\x85\u00a0\u3000", "", 6],
  ["  a b\u2028\r\n", "a b", 2],
  ["\ufeffa ", "\ufeffa", 0],
])("%j is stripped as Python does it", (text, stripped, indent) => {
  expect(pythonStrip(text)).toBe(stripped);
  expect(pythonIndent(text)).toBe(indent);
});

test("a long run of blanks inside of a text costs no more than its length", () => {
  const text = `a${" ".repeat(1_000_000)}b`;
  expect(pythonStrip(text)).toBe(text);
});
