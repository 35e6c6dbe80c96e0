import { expect, test } from "vitest";
import { retryAfterSeconds } from "../../src/text/retry-after.ts";

const NOW = new Date("2026-11-30T12:00:00Z");

test.each([
  ["17", 17],
  ["0", 0],
  ["Mon, 30 Nov 2026 12:00:30 GMT", 30],
  ["Mon, 30 Nov 2026 11:59:00 GMT", 0],
  ["soon", null],
])("Retry-After: %s", (asked, seconds) => {
  expect(retryAfterSeconds({ "retry-after": asked }, NOW)).toBe(seconds);
});

test("no Retry-After", () => {
  expect(retryAfterSeconds({}, NOW)).toBeNull();
});
