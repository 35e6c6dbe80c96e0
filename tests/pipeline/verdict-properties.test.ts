import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyIgnores } from "../../src/check/ignores.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { judge } from "../../src/pipeline/verdict.ts";
import { isError, type Finding } from "../../src/values/finding.ts";
import { generatedFindings } from "../support/generated-findings.ts";
import { endedRuns, verdictProblems, type Judge } from "../support/judging.ts";

const runs = { numRuns: 2000 };

function holds(decide: Judge): void {
  fc.assert(
    fc.property(endedRuns, (ended) => {
      expect(verdictProblems(ended, decide)).toEqual([]);
    }),
    runs,
  );
}

/** The judge of old: findings alone, and those that explain themselves gone. */
const findingsAlone: Judge = (findings, faults) => judge(findings, faults);

const red = { phase: "verify", exitCode: 4, findings: [] } as const;

describe("the verdict, over generated runs", () => {
  test("is green exactly when everything was tried and ended well, and red with a reason", () => {
    holds(judge);
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
    expect(() => holds(broken)).toThrow();
  });
});

describe("ignores, over generated findings", () => {
  const everything = {
    ...DEFAULT_CONFIG.check,
    ignore: ["all", "I001", "U001"].map((rule) => ({ rule, reason: "nah" })),
    "per-file-ignores": { "**": [{ rule: "all", reason: "nah" }] },
  };
  type Ignore = typeof applyIgnores;
  const holdsFor = (ignore: Ignore): void => {
    fc.assert(
      fc.property(generatedFindings, (findings) => {
        const { findings: kept, ignored } = ignore(findings, everything, new Date("2026-11-21"));
        const seen = findings.filter((each) => each.observed === true);
        expect(kept).toEqual(seen);
        expect(ignored.map((each) => each.finding)).toEqual(
          findings.filter((each) => each.observed !== true),
        );
        if (seen.some(isError)) expect(judge(kept, []).green).toBe(false);
      }),
      runs,
    );
  };

  test("reach every judgement, and nothing that was observed", () => {
    holdsFor(applyIgnores);
  });

  test("an ignore that reaches what was observed is caught", () => {
    const without = (finding: Finding): Finding => {
      const { observed: _seen, ...rest } = finding;
      return rest;
    };
    expect(() => {
      holdsFor((findings, ...more) => applyIgnores(findings.map(without), ...more));
    }).toThrow();
  });
});
