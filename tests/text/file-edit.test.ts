import { expect, test } from "vitest";
import { applyChanges } from "../../src/text/file-edit.ts";

test("replaces from the end, so that earlier places stay right", () => {
  const changes = [
    { start: 0, end: 1, text: "AA" },
    { start: 3, end: 3, text: "-" },
  ];
  expect(applyChanges("abcd", changes)).toBe("AAbc-d");
});

test("of two changes that overlap the first one wins", () => {
  const changes = [
    { start: 1, end: 3, text: "X" },
    { start: 2, end: 4, text: "Y" },
  ];
  expect(applyChanges("abcd", changes)).toBe("aXd");
});

test("of two insertions at one place the first one wins", () => {
  const changes = [
    { start: 1, end: 1, text: "X" },
    { start: 1, end: 1, text: "Y" },
  ];
  expect(applyChanges("ab", changes)).toBe("aXb");
});
