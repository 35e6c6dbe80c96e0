import fc from "fast-check";
import type { GateResult } from "../../src/gates/gate-result.ts";
import { describe, expect, test } from "vitest";
import { outcomesOf } from "../../src/engine/outcomes.ts";
import { judge } from "../../src/engine/verdict.ts";
import type { Completed } from "../../src/ports/processes.ts";
import { counts, type Attempt } from "../../src/verify/attempt.ts";
import type { JudgedRun } from "../../src/verify/smoke/script-run.ts";
import { moduleAttempts } from "../../src/verify/imports/module-attempts.ts";
import { scriptAttempt, versionAttempt } from "../../src/verify/smoke/script-attempt.ts";

const KINDS = ["install", "module", "entry-point", "script", "command"] as const;
const EXEMPTIONS = ["elsewhere", "extra", "optional", "unmet", "unasked", "consequence"] as const;

const attempts: fc.Arbitrary<Attempt> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    name: fc.constantFrom("turbot", "turbot.cli"),
    ok: fc.boolean(),
    exemption: fc.option(fc.record({ kind: fc.constantFrom(...EXEMPTIONS), reason: fc.constant("stated") })),
  })
  .map((made) => ({ ...made, exemption: made.ok ? null : made.exemption, detail: "", told: null }));

type Outcomes = typeof outcomesOf;

/** A run whose trial calls itself well and has no finding, whatever was tried in it. */
function isGreen(tried: readonly Attempt[], outcomes: Outcomes): boolean {
  const trial = { cell: { id: "wheel-pip-3.13" }, outcome: "ok", steps: [], attempts: tried };
  const values: Record<string, unknown> = { verified: { findings: [], trials: [trial] } };
  return judge([], [], outcomes({ ends: [], values: values })).green;
}

/** The attempts for which the law does not hold; null when it holds. */
function counterexample(outcomes: Outcomes): string | null {
  const law = fc.property(
    fc.array(attempts, { maxLength: 5 }),
    (tried) =>
      isGreen(tried, outcomes) === tried.every(({ ok, exemption }) => ok || (exemption?.reason ?? "") !== ""),
  );
  return fc.defaultReportMessage(fc.check(law, { numRuns: 1000 })) ?? null;
}

describe("a failure counts unless a reason is stated, over generated trials without a finding", () => {
  test("the verdict is computed from the bare results", () => {
    expect(counterexample(outcomesOf)).toBeNull();
  });

  test.each<readonly [string, Outcomes]>([
    [
      "that takes the trial's own word",
      (run) => outcomesOf(run).filter(({ what }) => what.startsWith("the trial")),
    ],
    [
      "that does not see commands",
      (run) => outcomesOf(run).filter(({ what }) => !/^the (?:script|command)/.test(what)),
    ],
    [
      "that does not see imports",
      (run) => outcomesOf(run).filter(({ what }) => !what.startsWith("the import")),
    ],
  ])("a verdict %s is caught", (_name, broken) => {
    expect(counterexample(broken)).not.toBeNull();
  });
});

test("a gate that is required passes by having passed alone", () => {
  const isGreen = (outcome: GateResult["outcome"], required: boolean): boolean => {
    const ran = [{ name: "mypy", python: null, required, outcome, detail: "" }];
    const values: Record<string, unknown> = { gated: { skipped: [], ran } };
    return judge([], [], outcomesOf({ ends: [], values })).green;
  };
  const ends = ["passed", "failed", "vacuous", "broken"] as const;
  expect(ends.map((outcome) => isGreen(outcome, true))).toEqual([true, false, false, false]);
  expect(ends.map((outcome) => isGreen(outcome, false))).toEqual([true, true, true, true]);
});

describe("the attempt of a script", () => {
  const ended = (status: number | null, timedOut = false): Completed => ({
    stdout: "",
    stderr: "",
    status,
    signal: status === null ? "SIGKILL" : null,
    timedOut,
    seconds: 1,
  });
  const well: JudgedRun = { kind: "ok" };
  const untried: JudgedRun = { kind: "not-tried", reason: "it needs a display" };

  test.each([1, 2, 137, null])(
    "that the configuration asks for fails with %s, whatever is judged",
    (status) => {
      for (const expectation of [{ args: ["run"] }, { exit: [0] }, { args: ["run"], exit: [0, 3] }])
        for (const judged of [well, untried])
          expect(counts(scriptAttempt({ name: "turbot", expectation }, [], ended(status), judged))).toBe(
            true,
          );
      const asked = { name: "turbot", expectation: { versionArgs: ["-V"] } };
      expect(counts(versionAttempt(asked, ["-V"], ended(status), null))).toBe(true);
    },
  );

  test("that ran out of time never ended well", () => {
    const asked = { name: "turbot", expectation: { args: ["run"] } };
    expect(counts(scriptAttempt(asked, ["run"], ended(0, true), well))).toBe(true);
  });

  test("that nobody asked for states why a failure does not count", () => {
    const guess = { name: "turbot", expectation: {} };
    expect(scriptAttempt(guess, ["--help"], ended(2), well).exemption).toMatchObject({ kind: "unasked" });
    expect(scriptAttempt(guess, ["--help"], ended(1), untried).exemption).toEqual({
      kind: "elsewhere",
      reason: "it needs a display",
    });
    expect(scriptAttempt({ name: "turbot", expectation: { exit: [3] } }, [], ended(3), well).ok).toBe(true);
  });
});

test("a module that the driver loses failed; one below a failed package is its consequence", () => {
  const record = { kind: "module", name: "turbot.a", ok: false } as const;
  const shown = moduleAttempts({
    names: ["turbot", "turbot.a", "turbot.a.b", "turbot.lost"],
    imported: new Set(["turbot"]),
    settled: new Map([["turbot.a", { record, judgement: { kind: "defect", severity: "error" } }]]),
    severities: new Map([["turbot.a", "error"]]),
    findings: [],
    more: [],
  });
  expect(shown.map((each) => [each.name, counts(each)])).toEqual([
    ["turbot", false],
    ["turbot.a", true],
    ["turbot.a.b", false],
    ["turbot.lost", true],
  ]);
});
