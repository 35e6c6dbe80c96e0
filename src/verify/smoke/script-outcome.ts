import type { Finding } from "../../findings/finding.ts";
import type { Attempt } from "../attempt.ts";
import type { NotTried, RanCommand } from "../trial.ts";

/** What running the console scripts showed. */
export interface ScriptOutcome {
  readonly commands: readonly RanCommand[];
  readonly attempts: readonly Attempt[];
  readonly notTried: readonly NotTried[];
  readonly findings: readonly Finding[];
}
