import { describe, expect, test } from "vitest";
import { RULES } from "../../src/check/engine/registry.ts";
import { foldSymptoms, type Finding } from "../../src/findings/finding.ts";
import { foldingProblems } from "../support/folding.ts";
import { NO_DISPROOF } from "../support/no-disproof.ts";
import { checkSituation, type RuleCase } from "./rule-case.ts";

/** Rules whose cases hold a description that PyPI's renderer, a Python program, has to see. */
const RENDERED: ReadonlySet<string> = new Set(["D001", "D002", "D006", "D012", "D013", "M036"]);

/** Whether a rule reads what Python says of the sources. P010 asks the scan whether a tool is imported, if there is one. */
export function needsPython(code: string): boolean {
  const rule = RULES.find((each) => each.code === code);
  return (
    code === "P010" ||
    code === "V010" ||
    rule?.needs.some((alternative) => alternative.includes("python")) === true
  );
}

/** Whether the cases of a rule start a process. */
export function needsProcess({ code }: RuleCase): boolean {
  return needsPython(code) || RENDERED.has(code);
}

/** Windows has no links without a right of its own, and no control characters in names. */
function isUnmakeable({ code }: RuleCase): boolean {
  return process.platform === "win32" && (code === "V028" || code === "N017");
}

/** The tests of some of the cases: each by itself, and what their rules say together. */
export function testCases(cases: readonly RuleCase[]): void {
  /** What the rules said, case by case, for the folding of all of them together. */
  const said: (readonly Finding[])[] = [];
  describe.each(
    cases.map(
      (each) => [each.about === undefined ? each.code : `${each.code}: ${each.about}`, each] as const,
    ),
  )("%s", (_name, each) => {
    test.skipIf(isUnmakeable(each))("fires", async () => {
      const { findings } = await checkSituation(each.fires, needsPython(each.code), [each.code]);
      said.push(findings);
      const found = findings.filter((finding) => finding.rule === each.code);
      expect(found, JSON.stringify(findings.map((finding) => [finding.rule, finding.message]))).toHaveLength(
        1,
      );
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
    expect(said.length).toBe(cases.filter((each) => !isUnmakeable(each)).length);
    // Each with its own words, so that each can be found again.
    const all = said.flat().map((each, at) => ({ ...each, message: `${at} ${each.message}` }));
    for (const findings of [...said, all]) expect(foldingProblems(findings, foldSymptoms)).toEqual([]);
  });

  test("every guess says by which outcome it is disproved, or is listed with the reason why none does", () => {
    const guesses = said.flat().filter(({ confidence }) => confidence === "likely");
    expect(guesses.length).toBeGreaterThan(10);
    const told = new Set(said.flat().flatMap((each) => (each.disprovedBy === undefined ? [] : [each.rule])));
    const tried = new Set(cases.map(({ code }) => code));
    const wordless = [
      ...guesses.filter(({ disprovedBy }) => disprovedBy === undefined).map(({ rule }) => rule),
      ...RULES.filter(
        ({ code, confidence }) => confidence === "likely" && tried.has(code) && !told.has(code),
      ).map(({ code }) => code),
    ];
    expect([...new Set(wordless)].filter((code) => !Object.hasOwn(NO_DISPROOF, code))).toEqual([]);
    expect(Object.keys(NO_DISPROOF).filter((code) => told.has(code))).toEqual([]);
  });
}
