import { foldSymptoms, isError, type Finding } from "../values/finding.ts";
import type { Fault } from "../values/fault.ts";
import { EXIT_CODES, PHASE_ORDER, type Phase } from "../values/phase.ts";

/** What a run comes to. */
export interface Verdict {
  readonly green: boolean;
  /** The first phase, in the order of a release, in which something is wrong; null when green. */
  readonly phase: Phase | null;
  readonly exitCode: number;
  /** Each defect once: consequences that another finding explains are left out. */
  readonly findings: readonly Finding[];
}

/** Folds consequences into their causes and names the first phase that failed. */
export function judge(findings: readonly Finding[], faults: readonly Fault[]): Verdict {
  const told = sortFindings(foldSymptoms(findings));
  const red = new Set<Phase>([
    ...told.filter(isError).map((each) => each.phase),
    ...faults.map((each) => each.phase),
  ]);
  // An interruption or a bug is the story, whatever else was seen before it.
  const first = (["internal", "interrupted"] as const).find((each) => red.has(each));
  const phase = first ?? PHASE_ORDER.find((each) => red.has(each)) ?? null;
  return { green: phase === null, phase, exitCode: phase === null ? 0 : EXIT_CODES[phase], findings: told };
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
