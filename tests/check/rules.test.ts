import { describe, expect, test } from "vitest";
import { RULES } from "../../src/check/engine/registry.ts";
import { foldSymptoms, type Finding } from "../../src/findings/finding.ts";
import { foldingProblems } from "../support/folding.ts";
import { NO_DISPROOF } from "../support/no-disproof.ts";
import { CASES } from "./cases/all.ts";
import { indexWith } from "../support/index-facts.ts";
import { checkSituation, type Situation } from "./rule-case.ts";

/** Rules that cannot fire here, and where they are tested. */
const ELSEWHERE: Readonly<Record<string, string>> = { F001: "tests/check/engine/pyproject-fault.test.ts" };

const same = <T>(value: T): T => value;
const GOOD: readonly (readonly [string, Situation])[] = [
  ["tree, sdist and wheel", { tree: {}, git: {}, wheel: same, sdist: same }],
  ["a tree", { tree: {}, git: {} }],
  ["a wheel", { wheel: same }],
  ["an sdist", { sdist: same }],
];

/** P010 asks the scan whether a tool is imported, if there is one. */
function needsPython(code: string): boolean {
  const rule = RULES.find((each) => each.code === code);
  return (
    code === "P010" ||
    code === "V010" ||
    rule?.needs.some((alternative) => alternative.includes("python")) === true
  );
}

/** What the rules said, case by case, for the folding of all of them together. */
const said: (readonly Finding[])[] = [];

describe("the good project", () => {
  test.each(GOOD)("of %s has no finding at all", async (_name, situation) => {
    const { findings } = await checkSituation(situation);
    expect(findings).toEqual([]);
  });

  test("lets every rule run when everything is there", async () => {
    const index = indexWith("demo", []);
    const { ran, skipped } = await checkSituation(
      { tree: {}, git: {}, wheel: same, sdist: same, index },
      true,
      ["all"],
    );
    expect(skipped).toEqual([]);
    expect(ran).toEqual(RULES.map((rule) => rule.code));
  });
});

describe.each(
  CASES.map((each) => [each.about === undefined ? each.code : `${each.code}: ${each.about}`, each] as const),
)("%s", (_name, each) => {
  test("fires", async () => {
    const { findings } = await checkSituation(each.fires, needsPython(each.code), [each.code]);
    said.push(findings);
    const found = findings.filter((finding) => finding.rule === each.code);
    expect(found, JSON.stringify(findings.map((finding) => [finding.rule, finding.message]))).toHaveLength(1);
    const [finding] = found;
    expect(finding?.message).toContain(each.says);
    const rule = RULES.find((candidate) => candidate.code === each.code);
    expect(finding?.severity).toBe(each.severity ?? rule?.severity);
    if (each.at !== undefined) {
      const { file, line } = finding?.location ?? {};
      expect(line === undefined ? file : `${file}:${line}`).toBe(each.at);
    }
    if (each.help !== undefined) expect(finding?.help).toContain(each.help);
    if (each.explains !== undefined) expect(finding?.explains).toContain(each.explains);
  });

  // Without a control of its own the good project is the control.
  const { silent } = each;
  if (silent === undefined) return;
  test("is silent", async () => {
    const { findings } = await checkSituation(silent, needsPython(each.code), [each.code]);
    expect(findings.filter((finding) => finding.rule === each.code)).toEqual([]);
  });
});

test("folding all that all rules say, together and case by case, hides nothing", () => {
  expect(said.length).toBe(CASES.length);
  // Each with its own words, so that each can be found again.
  const all = said.flat().map((each, at) => ({ ...each, message: `${at} ${each.message}` }));
  for (const findings of [...said, all]) expect(foldingProblems(findings, foldSymptoms)).toEqual([]);
});

test("every guess says by which outcome it is disproved, or is listed with the reason why none does", () => {
  const guesses = said.flat().filter(({ confidence }) => confidence === "likely");
  expect(guesses.length).toBeGreaterThan(30);
  const told = new Set(said.flat().flatMap((each) => (each.disprovedBy === undefined ? [] : [each.rule])));
  const wordless = [
    ...guesses.filter(({ disprovedBy }) => disprovedBy === undefined).map(({ rule }) => rule),
    ...RULES.filter(({ code, confidence }) => confidence === "likely" && !told.has(code)).map(
      ({ code }) => code,
    ),
  ];
  expect([...new Set(wordless)].filter((code) => !Object.hasOwn(NO_DISPROOF, code))).toEqual([]);
  expect(Object.keys(NO_DISPROOF).filter((code) => told.has(code))).toEqual([]);
});

test("every rule has a case in which it fires", () => {
  const covered = new Set([...CASES.map((each) => each.code), ...Object.keys(ELSEWHERE)]);
  expect(RULES.map((rule) => rule.code).filter((code) => !covered.has(code))).toEqual([]);
});

test("the registry is sorted, and codes and slugs are unique", () => {
  const codes = RULES.map((rule) => rule.code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(new Set(RULES.map((rule) => rule.slug)).size).toBe(RULES.length);
});

test("the documentation of every rule is complete", () => {
  for (const { code, docs, title } of RULES) {
    for (const text of [title, docs.what, docs.why, docs.fix, docs.bad, docs.good]) {
      expect(text.trim(), code).not.toBe("");
    }
  }
});

test("rules about workflows are hygiene, but for those without which nothing is published, or nothing is tried", () => {
  const workflow = RULES.filter((rule) => rule.family === "W" && rule.scope === "release");
  expect(workflow.map(({ code }) => code)).toEqual(["W002", "W010", "W014", "W018", "W019", "W023", "W024"]);
  const others = RULES.filter((rule) => rule.family !== "W" && rule.scope === "hygiene");
  expect(others.filter((rule) => rule.severity === "error")).toEqual([]);
});
