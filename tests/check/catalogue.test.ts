import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CATALOGUE, cataloguePage, ELSEWHERE } from "../../scripts/generate-rules-catalogue.ts";
import { rulePages } from "../../scripts/generate-rule-pages.ts";
import { SETTINGS_RULES } from "../../src/check/engine/settings-rules.ts";
import { explain, ruleCodes } from "../../src/explain/explain.ts";

test("every row of the catalogue is a rule or says why not, and none does both", () => {
  const codes = new Set(ruleCodes());
  expect(CATALOGUE).toHaveLength(337);
  const neither = CATALOGUE.filter(({ id }) => !codes.has(id) && !((ELSEWHERE[id]?.length ?? 0) > 20));
  expect(neither).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((id) => codes.has(id))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter((id) => !CATALOGUE.some((row) => row.id === id))).toEqual([]);
});

test("the page says it; else: node scripts/generate-rules-catalogue.ts", () => {
  const path = join(import.meta.dirname, "..", "..", "docs", "reference", "rules-catalogue.md");
  expect(readFileSync(path, "utf8")).toBe(cataloguePage());
});

test("every code is explained and has a page", () => {
  const pages = rulePages();
  for (const code of ruleCodes()) {
    expect(explain(code)?.docs.what, code).not.toBe("");
    expect(pages.has(`${code}.md`), code).toBe(true);
  }
});

test("codes of all findings are unique", () => {
  const all = ruleCodes();
  expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
  expect(SETTINGS_RULES.map((rule) => rule.code)).toEqual([
    "S001",
    "S002",
    "S003",
    "S004",
    "S005",
    "S006",
    "S007",
    "S008",
  ]);
});
