import type { Companions } from "./imports/companions.ts";
import type { ImportCache } from "./imports/import-cache.ts";
import type { Limit } from "../ports/limit.ts";
import type { ScriptMemory } from "./smoke/scripts.ts";

/** What the trials of one verification share, so that nothing is done twice. */
export interface SharedTrials {
  /** When the verification began, by the stopwatch. */
  readonly begin: number;
  readonly imports: ImportCache;
  readonly companions: Companions;
  readonly scripts: ScriptMemory;
  /** Admits the installations of sdists. */
  readonly sdists: Limit;
}
