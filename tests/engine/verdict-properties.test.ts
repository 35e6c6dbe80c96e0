import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyIgnores } from "../../src/check/engine/ignores.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { judge } from "../../src/engine/verdict.ts";
import { isError, type Finding } from "../../src/findings/finding.ts";
import { generatedFindings } from "../support/generated-findings.ts";
import { endedRuns, verdictProblems, type Judge } from "../support/judging.ts";

const runs = { numRuns: 2000 };

/** The run for which a judge breaks the law, shrunk and shown; null when it holds. */
function counterexample(decide: Judge): string | null {
  const law = fc.property(endedRuns, (ended) => verdictProblems(ended, decide).length === 0);
  return fc.defaultReportMessage(fc.check(law, runs)) ?? null;
}

/** The judge of old: findings alone, and those that explain themselves gone. */
const findingsAlone: Judge = (findings, faults) => judge(findings, faults);

const red = { phase: "verify", exitCode: 4, findings: [] } as const;

describe("the verdict, over generated runs", () => {
  test("is green exactly when everything was tried and ended well, and red with a reason", () => {
    expect(counterexample(judge)).toBeNull();
  });

  test.each<readonly [string, Judge]>([
    ["asks only the findings", findingsAlone],
    ["is always green", () => ({ green: true, phase: null, exitCode: 0, findings: [] })],
    ["is always red", () => ({ green: false, ...red })],
    [
      "passes what was not tried",
      (f, e, o) =>
        judge(
          f,
          e,
          o?.filter((each) => each.state !== "untried"),
        ),
    ],
    ["exits with 0 when red", (f, e, o) => ({ ...judge(f, e, o), exitCode: 0 })],
    ["tells no outcome's name", (f, e, o) => ({ ...judge(f, e, o), findings: judge(f, e).findings })],
  ])("a judge that %s is caught", (_name, broken) => {
    expect(counterexample(broken)).not.toBeNull();
  });
});

describe("ignores, over generated findings", () => {
  const everything = {
    ...DEFAULT_CONFIG.check,
    ignore: ["all", "I001", "U001"].map((rule) => ({ rule, reason: "nah" })),
    "per-file-ignores": { "**": [{ rule: "all", reason: "nah" }] },
  };
  type Ignore = typeof applyIgnores;
  const isLawful = (findings: readonly Finding[], ignore: Ignore): boolean => {
    const { findings: kept, ignored } = ignore(findings, everything, new Date("2026-11-21"));
    const seen = findings.filter((each) => each.observed === true);
    const judgements = findings.filter((each) => each.observed !== true);
    return (
      isDeepStrictEqual(kept, seen) &&
      isDeepStrictEqual(
        ignored.map((each) => each.finding),
        judgements,
      ) &&
      judge(kept, []).green !== seen.some(isError)
    );
  };
  const broken = (ignore: Ignore): string | null =>
    fc.defaultReportMessage(
      fc.check(
        fc.property(generatedFindings, (findings) => isLawful(findings, ignore)),
        runs,
      ),
    ) ?? null;

  test("reach every judgement, and nothing that was observed", () => {
    expect(broken(applyIgnores)).toBeNull();
  });

  test("an ignore that reaches what was observed is caught", () => {
    const without = (finding: Finding): Finding => {
      const { observed: _seen, ...rest } = finding;
      return rest;
    };
    const greedy: Ignore = (findings, ...more) => applyIgnores(findings.map(without), ...more);
    expect(broken(greedy)).not.toBeNull();
  });
});
