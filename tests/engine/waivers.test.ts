import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyWaivers, type WaiverScope } from "../../src/engine/waivers.ts";
import { passWaived, type Outcome } from "../../src/engine/outcomes.ts";
import { judge } from "../../src/engine/verdict.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { generatedFindings } from "../support/generated-findings.ts";

const failure: Finding = {
  rule: "I002",
  slug: "import-fails",
  phase: "verify",
  severity: "error",
  confidence: "certain",
  message: "app.gpu cannot be imported",
  subject: "app.gpu",
  observed: true,
};
const waiver = { code: "I002", subject: "app.gpu", reason: "wants a GPU", until: "2027-01-31" };
const scope: WaiverScope = {
  waivers: [waiver],
  isAllowed: true,
  trials: [failure],
  pyproject: null,
  today: new Date("2026-11-21"),
};

function told(change: Partial<WaiverScope>) {
  const { findings, waived, notes } = applyWaivers([failure], { ...scope, ...change });
  return { left: findings.length, waived: waived.length, notes: notes.map((each) => each.rule) };
}

describe("a waiver", () => {
  test("passes the failure of a trial that it names, when the flag allows it", () => {
    expect(told({})).toEqual({ left: 0, waived: 1, notes: [] });
    expect(told({ waivers: [{ ...waiver, code: "import-fails" }] })).toMatchObject({ waived: 1 });
  });

  test.each(["I001", "I007", "I010"])("cannot pass %s: nothing was tried then", (rule) => {
    const installation = { ...failure, rule };
    const { findings, waived, notes } = applyWaivers([installation], {
      ...scope,
      waivers: [{ ...waiver, code: rule }],
      trials: [installation],
    });
    expect([findings, waived, notes.map((each) => each.rule)]).toEqual([[installation], [], ["S007"]]);
  });

  test("has no effect without the flag, and that is told", () => {
    expect(told({ isAllowed: false })).toEqual({ left: 1, waived: 0, notes: ["S008"] });
  });

  test("has no effect from its day on, and that is told", () => {
    expect(told({ today: new Date("2027-01-31") })).toEqual({ left: 1, waived: 0, notes: ["S006"] });
  });

  test.each([{ subject: "app" }, { code: "I003" }])("that matches nothing is told: %o", (change) => {
    expect(told({ waivers: [{ ...waiver, ...change }] })).toEqual({ left: 1, waived: 0, notes: ["S007"] });
  });

  test("reaches what trials showed and nothing else", () => {
    expect(told({ trials: [] })).toEqual({ left: 1, waived: 0, notes: ["S007"] });
    expect(told({ trials: null })).toEqual({ left: 1, waived: 0, notes: [] });
  });
});

describe("a failed outcome, over generated findings and waivers", () => {
  type Pass = typeof passWaived;
  const law = (pass: Pass) =>
    fc.property(generatedFindings, fc.array(fc.nat(7)), (findings, chosen) => {
      const waived = new Set(findings.filter((_, at) => chosen.includes(at)));
      const failed: Outcome = { what: "the trial", phase: "verify", state: "failed", detail: "", findings };
      const errors = findings.filter((each) => each.severity === "error");
      const passes = errors.length > 0 && errors.every((each) => waived.has(each));
      const left = findings.filter((each) => !waived.has(each));
      return isDeepStrictEqual(judge(left, [], pass([failed], waived)).green, passes);
    });
  const counterexample = (pass: Pass): string | null =>
    fc.defaultReportMessage(fc.check(law(pass), { numRuns: 2000 })) ?? null;

  test("passes only if it has failures and every one of them is waived", () => {
    expect(counterexample(passWaived)).toBeNull();
  });

  test.each<readonly [string, Pass]>([
    ["nothing is ever passed", (outcomes) => outcomes],
    ["anything is passed", (outcomes) => outcomes.map((each) => ({ ...each, state: "ok" as const }))],
    ["one waiver passes all", (all, waived) => (waived.size > 0 ? [] : all)],
  ])("a rule by which %s is caught", (_name, broken) => {
    expect(counterexample(broken)).not.toBeNull();
  });
});
