import { expect, test } from "vitest";
import { CATALOGUE, ELSEWHERE } from "../../scripts/docs/catalogue-page.ts";
import { rulePages } from "../../scripts/docs/rule-pages.ts";
import { pageOf } from "../../src/check/engine/families.ts";
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

test("every code is explained, and what it leads to is there", () => {
  const pages = rulePages();
  for (const code of ruleCodes()) {
    expect(explain(code)?.docs.what, code).not.toBe("");
    const [page = "", anchor] = pageOf(code).split("#");
    expect(headings(pages.get(page)), code).toContain(anchor);
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

/** The anchors of a page's headings, as GitHub makes them of bare codes. */
function headings(page: string = ""): readonly string[] {
  return [...page.matchAll(/^## (\w+)$/gm)].map((match) => (match[1] ?? "").toLowerCase());
}
