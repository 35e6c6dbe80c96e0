import { expect, test } from "vitest";
import { newestRelease, refreshed } from "../../scripts/refresh-action-pins.ts";

const id = (digit: string): string => digit.repeat(40);
const line = (commit: string, ref: string): string => `${id(commit)}\trefs/tags/${ref}\n`;

test("the newest full release counts, by the commit that an annotated tag stands for", () => {
  const lines = [
    line("1", "v2"),
    line("2", "v2.9.0"),
    line("3", "v2.10.0"),
    line("4", "v2.10.0^{}"),
    line("5", "v3.0.0-beta.1"),
  ].join("");
  expect(newestRelease(lines)).toEqual({ version: "v2.10.0", commit: id("4") });
  expect(newestRelease(line("1", "v2"))).toBeNull();
});

test("the table gets the new pins and the day, and keeps what has no release", () => {
  const pin = { version: "v1.0.0", commit: id("a") };
  const table = { asOf: "2026-01-01", source: "s", actions: { "o/a": pin, "o/b": pin } };
  const next = refreshed(table, (action) => (action === "o/a" ? line("b", "v1.1.0") : ""), "2026-11-30");
  expect(next).toEqual({
    asOf: "2026-11-30",
    source: "s",
    actions: { "o/a": { version: "v1.1.0", commit: id("b") }, "o/b": pin },
  });
});
