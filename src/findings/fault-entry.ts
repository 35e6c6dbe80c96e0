import type { Phase } from "./phase.ts";

/** Values that are filled into a fault's sentences. */
export type FaultParameters = Readonly<Record<string, string | number>>;

/** A fault as a table holds it. */
export interface FaultEntry {
  readonly phase: Phase;
  readonly message: (p: FaultParameters) => string;
  readonly remedy: (p: FaultParameters) => string;
}

/** One row of a fault table: phase, sentence, cure. */
export function faultEntry(
  phase: Phase,
  message: FaultEntry["message"],
  remedy: FaultEntry["remedy"],
): FaultEntry {
  return { phase, message, remedy };
}
