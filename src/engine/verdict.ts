import { foldSymptoms, isError, type Finding } from "../findings/finding.ts";
import type { Fault } from "../findings/fault.ts";
import { EXIT_CODES, PHASE_ORDER, type Phase } from "../findings/phase.ts";
import type { Outcome } from "./outcomes.ts";
import { OUTCOME_UNEXPLAINED } from "./verdict-rules.ts";

/** What a run comes to. */
export interface Verdict {
  readonly green: boolean;
  /** The first phase, in the order of a release, in which something is wrong; null when green. */
  readonly phase: Phase | null;
  readonly exitCode: number;
  /** Each defect once: consequences that another finding explains are left out. */
  readonly findings: readonly Finding[];
}

/**
 * Folds consequences into their causes and names the first phase that failed. Outcomes decide and findings explain:
 * an outcome that failed, and that no error or fault tells of, becomes a finding of its own.
 */
export function judge(
  findings: readonly Finding[],
  faults: readonly Fault[],
  outcomes: readonly Outcome[] = [],
): Verdict {
  const failed = untold(
    outcomes.filter((each) => each.state === "failed"),
    findings,
    faults,
  );
  const isRed = failed.length > 0 || faults.length > 0 || findings.some(isError);
  // What was not tried because something else failed is a consequence; without a failure it is a hole.
  const holes = isRed ? [] : outcomes.filter((each) => each.state === "untried");
  const told = sortFindings([...foldSymptoms(findings), ...[...failed, ...holes].map(unexplained)]);
  const red = new Set<Phase>([
    ...told.filter(isError).map((each) => each.phase),
    ...faults.map((each) => each.phase),
  ]);
  // An interruption or a bug is the story, whatever else was seen before it.
  const first = (["internal", "interrupted"] as const).find((each) => red.has(each));
  const phase = first ?? PHASE_ORDER.find((each) => red.has(each)) ?? null;
  return { green: phase === null, phase, exitCode: phase === null ? 0 : EXIT_CODES[phase], findings: told };
}

/** Those of which neither a fault nor an error among the findings tells. */
function untold(
  failed: readonly Outcome[],
  findings: readonly Finding[],
  faults: readonly Fault[],
): readonly Outcome[] {
  const errors = new Set(findings.filter(isError));
  return failed.filter(
    (each) =>
      !(each.isFault === true && faults.length > 0) && !each.findings.some((finding) => errors.has(finding)),
  );
}

function unexplained({ what, phase, state, detail }: Outcome): Finding {
  const ended = state === "failed" ? "failed" : "was not run";
  return OUTCOME_UNEXPLAINED.finding({
    phase,
    observed: true,
    message: `${what} ${ended}${detail === "" ? "" : `: ${detail}`}`,
    subject: what,
    why: "a release passes only if everything that was tried succeeded",
    help: "read the record and the logs of this run, fix the cause, and run the command again",
  });
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/** By phase, then the worst first, then by rule and place: the same input gives the same page. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      PHASE_ORDER.indexOf(a.phase) - PHASE_ORDER.indexOf(b.phase) ||
      SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
      compareText(a.rule, b.rule) ||
      compareText(a.location?.file ?? "", b.location?.file ?? "") ||
      (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
      compareText(a.message, b.message),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
