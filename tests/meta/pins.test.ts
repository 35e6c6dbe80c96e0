import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pinsPage, pinsResult } from "../../scripts/check-pins.ts";

const page = readFileSync(
  new URL("../../docs/decisions/0018-warnings-on-real-releases.md", import.meta.url),
  "utf8",
);
const result = pinsResult();

test("the table is the one that the recorded counts make", () => {
  expect(pinsPage(page, result)).toBe(page);
});

test("on current releases no rule but N007 speaks of an error, and that once", () => {
  const errors = result.rows.filter(({ severity, current }) => severity === "error" && current > 0);
  expect(errors.map(({ rule, current }) => [rule, current])).toEqual([["N007", 1]]);
});

test("every rule that warns is spoken of in the decision", () => {
  const words = new Set(page.slice(page.indexOf("<!-- end of the table -->")).match(/\b[A-Z]\d{3}\b/g));
  const told = result.rows.filter(({ severity }) => severity !== "info");
  const refusals = new Set(["D003", "M002", "M003", "N006", "N018"]);
  expect(told.filter(({ rule }) => !words.has(rule) && !refusals.has(rule))).toEqual([]);
});
