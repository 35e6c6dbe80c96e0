import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rulePages } from "../../scripts/generate-rule-pages.ts";
import { RULES } from "../../src/check/engine/registry.ts";

const DIRECTORY = join(import.meta.dirname, "..", "..", "docs", "rules");

test("docs/rules says what the rules say; else: node scripts/generate-rule-pages.ts", () => {
  const pages = rulePages();
  expect(readdirSync(DIRECTORY).toSorted()).toEqual([...pages.keys()].toSorted());
  for (const [name, text] of pages) expect(readFileSync(join(DIRECTORY, name), "utf8"), name).toBe(text);
});

test("every rule has a page that names its code, its slug and its remedy", () => {
  const pages = rulePages();
  for (const { code, slug, docs } of RULES) {
    const page = pages.get(`${code}.md`) ?? "";
    for (const part of [code, slug, docs.what, docs.bad, docs.good]) expect(page).toContain(part);
  }
});
