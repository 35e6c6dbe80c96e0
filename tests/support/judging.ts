import fc from "fast-check";
import type { Outcome } from "../../src/engine/outcomes.ts";
import type { judge } from "../../src/engine/verdict.ts";
import type { Fault } from "../../src/findings/fault.ts";
import { fault } from "../../src/findings/fault.ts";
import { isError, type Finding } from "../../src/findings/finding.ts";
import { EXIT_CODES } from "../../src/findings/phase.ts";
import { generatedFindings } from "./generated-findings.ts";

/** A judge, or a broken one that a test plants. */
export type Judge = typeof judge;

/** A run that is over: what it found, what was met, what it set out to do. */
export interface Ended {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly outcomes: readonly Outcome[];
}

const faults = fc.subarray([fault("tool/not-found", { program: "uv" }), fault("run/interrupted")]);

/** Runs that ended in every way: outcomes with and without findings that tell of them. */
export const endedRuns: fc.Arbitrary<Ended> = fc.tuple(generatedFindings, faults).chain(([findings, met]) =>
  fc
    .array(
      fc.record({
        what: fc.constantFrom("the stage build", "the trial wheel-pip-3.13", "the upload of a.whl"),
        phase: fc.constantFrom("build", "verify", "publish"),
        state: fc.constantFrom("ok", "failed", "untried"),
        detail: fc.constantFrom("", "it broke"),
        findings: fc.subarray([...findings]),
        isFault: fc.boolean(),
      }) satisfies fc.Arbitrary<Outcome>,
      { maxLength: 4 },
    )
    .map((outcomes) => ({ findings, faults: met, outcomes })),
);

/** What is wrong with a verdict: green exactly when everything ended well, and nothing red without a reason. */
export function verdictProblems(
  { findings, faults: met, outcomes }: Ended,
  decide: Judge,
): readonly string[] {
  const verdict = decide(findings, met, outcomes);
  const isWell =
    !findings.some(isError) && met.length === 0 && outcomes.every((outcome) => outcome.state === "ok");
  const reasons = [...verdict.findings.filter(isError), ...met];
  const unnamed = outcomes.filter(
    ({ what, state, findings: own, isFault }) =>
      state === "failed" &&
      !own.some((each) => isError(each) && findings.includes(each)) &&
      !(isFault === true && met.length > 0) &&
      !verdict.findings.some((each) => isError(each) && each.message.includes(what)),
  );
  return [
    ...(verdict.green === isWell ? [] : [`green is ${verdict.green}, and well is ${isWell}`]),
    ...(verdict.green === (verdict.exitCode === 0) ? [] : ["the exit status contradicts the verdict"]),
    ...(verdict.phase === null || verdict.exitCode === EXIT_CODES[verdict.phase]
      ? []
      : ["another phase's exit status"]),
    ...(verdict.green || reasons.length > 0 ? [] : ["red without a reason"]),
    ...unnamed.map(({ what }) => `${what} failed, and nothing tells of it`),
  ];
}
