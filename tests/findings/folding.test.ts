import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldSymptoms, withdrawDisproved, type Finding } from "../../src/findings/finding.ts";
import { foldingProblems, type Fold } from "../support/folding.ts";
import { generatedFindings } from "../support/generated-findings.ts";

const runs = { numRuns: 2000 };

/** The findings for which a folding breaks the law, shrunk and shown; null when it holds. */
function counterexample(fold: Fold): string | null {
  const law = fc.property(generatedFindings, (findings) => foldingProblems(findings, fold).length === 0);
  return fc.defaultReportMessage(fc.check(law, runs)) ?? null;
}

/** How folding was: a finding whose symptom anybody explains is gone, its own explanation included. */
const explainedByAnybody: Fold = (findings) => {
  const explained = new Set(findings.flatMap((each) => each.explains ?? []));
  return findings.filter((each) => each.symptom === undefined || !explained.has(each.symptom));
};

/** Folds under a shown one, whatever it weighs. */
const underMilder: Fold = (findings) =>
  findings.filter(
    (each) =>
      !foldSymptoms(findings).some(
        (other) => other.message !== each.message && other.explains?.includes(each.symptom ?? "-") === true,
      ) || foldSymptoms(findings).some((shown) => shown.message === each.message),
  );

describe("folding, over generated findings", () => {
  test("nothing vanishes but under another shown finding of at least its severity", () => {
    expect(counterexample(foldSymptoms)).toBeNull();
  });

  test.each([
    ["a folding by which a finding explains itself away", explainedByAnybody],
    ["a folding under milder findings", underMilder],
    ["a folding that drops the last finding", (all: readonly Finding[]) => all.slice(0, -1)],
  ])("%s is caught", (_name, broken) => {
    expect(counterexample(broken)).not.toBeNull();
  });
});

describe("what explains itself or goes in a ring", () => {
  const base = { slug: "x", phase: "check", severity: "error", confidence: "certain" } as const;

  test("a finding that names its own symptom as explained is shown, and folds what was seen of it", () => {
    const predicted: Finding = {
      ...base,
      rule: "K016",
      message: "not shipped",
      symptom: "s",
      explains: ["s"],
    };
    const seen: Finding = { ...base, rule: "I002", message: "does not import", symptom: "s" };
    expect(foldSymptoms([predicted])).toEqual([predicted]);
    expect(foldSymptoms([seen, predicted])).toEqual([predicted]);
  });

  test("of two that explain each other the first is shown", () => {
    const a: Finding = { ...base, rule: "A", message: "a", symptom: "a", explains: ["b"] };
    const b: Finding = { ...base, rule: "B", message: "b", symptom: "b", explains: ["a"] };
    expect(foldSymptoms([a, b])).toEqual([a]);
    expect(foldSymptoms([{ ...a, severity: "info" }, b])).toEqual([a]);
  });
});

describe("a guess that the run disproves", () => {
  const guess: Finding = {
    rule: "F018",
    slug: "x",
    phase: "check",
    severity: "error",
    confidence: "likely",
    message: "guessed",
    disprovedBy: ["built"],
  };

  test("is withdrawn", () => {
    expect(withdrawDisproved([guess], new Set(["built"]))).toEqual([]);
    expect(withdrawDisproved([guess], new Set(["imported:x"]))).toEqual([guess]);
  });

  test("never when it is certain or was observed", () => {
    const certain: Finding = { ...guess, confidence: "certain" };
    const observed: Finding = { ...guess, observed: true };
    expect(withdrawDisproved([certain, observed], new Set(["built"]))).toEqual([certain, observed]);
  });
});
