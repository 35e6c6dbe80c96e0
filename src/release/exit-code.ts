import { EXIT_CODES } from "../findings/phase.ts";
import { judge } from "../engine/verdict.ts";
import type { ReleaseReport } from "./record/release-report.ts";

/**
 * The exit code of a release: 0 only when each step was seen to be done. A part that the index shows and a rest that
 * could not be done now are `incomplete`, which the same command cures.
 */
export function releaseExitCode(
  report: Pick<ReleaseReport, "findings" | "fault" | "rehearsal" | "isPartly" | "complete">,
): number {
  const { findings, fault, rehearsal, isPartly, complete } = report;
  if (rehearsal !== null && rehearsal.exitCode !== 0) return rehearsal.exitCode;
  const verdict = judge(findings, fault === null ? [] : [fault]);
  const passes = verdict.phase === "unavailable" || verdict.phase === "verify";
  if (isPartly && passes) return EXIT_CODES.incomplete;
  if (verdict.green) return complete ? 0 : isPartly ? EXIT_CODES.incomplete : EXIT_CODES.publish;
  // Nothing is public: what could not be confirmed is only to be tried again.
  if (verdict.phase === "incomplete" && !isPartly) return EXIT_CODES.unavailable;
  return verdict.exitCode;
}
