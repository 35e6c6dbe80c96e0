import { expect, test } from "vitest";
import { prose } from "../../scripts/docs/generated.ts";
import { rulePages } from "../../scripts/docs/rule-pages.ts";
import { FAMILIES } from "../../src/check/engine/families.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import { explain } from "../../src/explain/explain.ts";

test("the page of its family names a rule's code, slug, examples and remedy", () => {
  const pages = rulePages();
  for (const { code, slug, docs } of RULES) {
    const [path = ""] = explain(code)?.page.split("#") ?? [];
    for (const part of [
      `## ${code}\n`,
      slug,
      prose(docs.what),
      docs.bad,
      docs.good,
      prose(docs.fix).slice(1, -1),
    ])
      expect(pages.get(path), code).toContain(part);
  }
});

test("one page a family, one list of all, one of other tools' codes", () => {
  const pages = [...rulePages().keys()];
  expect(pages).toContain("docs/rules/README.md");
  expect(pages).toContain("docs/rules/peers.md");
  expect(pages).toContain("docs/rules/archives.md");
  expect(pages).toHaveLength(Object.keys(FAMILIES).length + 2);
});

test("names with underscores are code, once", () => {
  expect(prose("add the missing __init__.py to `a/__init__.py` of pkg/__main__.py")).toBe(
    "add the missing `__init__.py` to `a/__init__.py` of `pkg/__main__.py`",
  );
});
