import { expect, test } from "vitest";
import { CATALOGUE, ELSEWHERE } from "../../scripts/docs/catalogue-page.ts";
import { rulePages } from "../../scripts/docs/rule-pages.ts";
import { pageOf } from "../../src/check/engine/families.ts";
import { SETTINGS_RULES } from "../../src/check/engine/settings-rules.ts";
import { explain, explainAll, ruleCodes } from "../../src/explain/explain.ts";

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

test("why says something else than the title and what, and the fix is an imperative sentence", () => {
  expect(explainAll().length).toBeGreaterThan(400);
  expect(explainAll().flatMap(({ code, title, docs }) => blemishes({ code, title, ...docs }))).toEqual([]);
});

test.each([
  [{ why: "The wheel contains no project files." }, ["Q001: why repeats"]],
  [{ title: "The README has no headings", why: "A README has no headings." }, ["Q001: why repeats"]],
  [{ why: "" }, ["Q001: why is empty"]],
  [{ fix: "the files should be included" }, ["Q001: fix begins with the"]],
  [{ fix: "Include the files." }, ["Q001: fix begins with Include"]],
  [{ fix: "shipwheel version sync" }, ["Q001: fix begins with shipwheel"]],
  [{}, []],
])("a planted %j", (planted, expected) => {
  const text = {
    code: "Q001",
    title: "No files",
    what: "The wheel contains no project files.",
    why: "It installs without an error, but nothing can be imported.",
    fix: "include the package in the build configuration",
  };
  expect(blemishes({ ...text, ...planted })).toEqual(expected);
});

interface RuleText {
  readonly code: string;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** The first words of fixes that are verbs; a new one joins them. */
const VERBS = new Set(
  `add admit allow ask build change check choose commit compile compress configure correct create declare define delete disable
  do download drop empty end exclude express find fix follow give grant import include install join keep leave let link list
  look make merge move name omit order pass pin publish push put raise read register relax release remove rename repair
  replace require resolve retag revoke rewrite run save separate set ship shorten spell start strip tag test translate unarchive
  undo use widen write`.split(/\s+/),
);

/** A share of the words that why has from the title or from what, above which it says nothing new. */
const REPEATED = 0.7;

function blemishes({ code, title, what, why, fix }: RuleText): readonly string[] {
  const [first = ""] = fix.split(" ");
  const said = words(why);
  const repeats = [title, what].some((text) => {
    const known = words(text);
    return said.size > 0 && [...said].filter((word) => known.has(word)).length / said.size > REPEATED;
  });
  return [
    ...(said.size === 0 ? [`${code}: why is empty`] : []),
    ...(repeats ? [`${code}: why repeats`] : []),
    ...(VERBS.has(first) ? [] : [`${code}: fix begins with ${first}`]),
  ];
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[a-z]{4,}/g));
}

/** The anchors of a page's headings, as GitHub makes them of bare codes. */
function headings(page: string = ""): readonly string[] {
  return [...page.matchAll(/^## (\w+)$/gm)].map((match) => (match[1] ?? "").toLowerCase());
}
