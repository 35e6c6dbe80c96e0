import type { DeclaredOutcome } from "./request.ts";
import type { Finding } from "../findings/finding.ts";
import type { Trial } from "./trial.ts";

/** The result of the whole matrix. */
export interface VerifyOutcome {
  readonly trials: readonly Trial[];
  readonly declared: DeclaredOutcome;
  /** Merged over the trials: a defect that several trials show is one finding with `details.trials`. */
  readonly findings: readonly Finding[];
  readonly seconds: number;
}
