import { matchesFromTop } from "../../text/glob.ts";
import type { DifferenceCode, Intention } from "../model/remarks.ts";

/** Something that differs between two builds. */
export interface Difference {
  readonly code: DifferenceCode;
  /** What it is about: a requirement's name, a file, a classifier. */
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Known to be right, whatever the project, for this reason. */
  readonly reason?: string;
}

/** One aspect of two builds, compared. */
export interface Comparison {
  readonly code: DifferenceCode;
  /** How many things are the same. */
  readonly equal: number;
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

/** Compares two sets of texts by their keys. */
export function compareSets(
  code: DifferenceCode,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  reason?: (subject: string) => string | undefined,
): Comparison {
  const differences: Difference[] = [];
  let equal = 0;
  for (const subject of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(subject) ?? null, after.get(subject) ?? null];
    if (old === now) equal += 1;
    else {
      const why = reason?.(subject);
      differences.push({ code, subject, before: old, after: now, ...(why !== undefined && { reason: why }) });
    }
  }
  return { code, equal, differences };
}

/** Compares what is in both sets; what only one has is the difference of something else. */
export function compareShared(
  code: DifferenceCode,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Comparison {
  const shared = (own: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): typeof own =>
    new Map([...own].filter(([subject]) => other.has(subject)));
  return compareSets(code, shared(before, after), shared(after, before));
}

/** Compares single values. */
export function compareValues(
  code: DifferenceCode,
  subject: string,
  before: string | null,
  after: string | null,
  reason?: string,
): Comparison {
  if (before === after) return { code, equal: before === null ? 0 : 1, differences: [] };
  return {
    code,
    equal: 0,
    differences: [{ code, subject, before, after, ...(reason !== undefined && { reason }) }],
  };
}
