import type {
  Comparison as FoundComparison,
  Difference as FoundDifference,
} from "../../compare/difference.ts";
import { matchesFromTop } from "../../text/glob.ts";
import type { DifferenceCode, Intention } from "../model/remarks.ts";

/** Something that differs between two builds. */
export interface Difference extends FoundDifference<DifferenceCode> {
  /** Known to be right, whatever the project, for this reason. */
  readonly reason?: string;
}

/** One aspect of two builds, compared. */
export interface Comparison extends FoundComparison<DifferenceCode> {
  readonly differences: readonly Difference[];
}

/** A difference that is meant, or a defect. */
export interface JudgedDifference extends Difference {
  readonly verdict: "intended" | "accepted" | "defect";
}

/** What a person takes knowingly: `--accept CODE:SUBJECT --reason TEXT`. */
export interface Acceptance {
  readonly code: string;
  readonly subject: string;
  readonly reason: string;
}

/** Judges a difference by the intentions of the migration, then by what a person accepts. */
export function judge(
  difference: Difference,
  intentions: readonly Intention[],
  accepted: readonly Acceptance[],
): JudgedDifference {
  if (difference.reason !== undefined) return { ...difference, verdict: "intended" };
  const intention = intentions.find(
    (each) => each.code === difference.code && fits(each.subject, difference.subject),
  );
  if (intention !== undefined) return { ...difference, verdict: "intended", reason: intention.reason };
  // What does not build cannot be taken knowingly: nobody could install it.
  if (difference.code === "build" && difference.subject === "after")
    return { ...difference, verdict: "defect" };
  const acceptance = accepted.find(
    (each) => each.code === difference.code && fits(each.subject, difference.subject),
  );
  if (acceptance !== undefined) return { ...difference, verdict: "accepted", reason: acceptance.reason };
  return { ...difference, verdict: "defect" };
}

function fits(pattern: string | undefined, subject: string): boolean {
  if (pattern === undefined || pattern === subject) return true;
  return pattern.includes("*") && matchesFromTop(pattern, subject);
}
