import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OsvRecord } from "./played-osv.ts";

/** One record, and whether it affects some versions: the schema's algorithm, evaluated with PyPA's packaging. */
export interface OsvVerdicts {
  readonly record: OsvRecord;
  readonly verdicts: readonly {
    readonly name: string;
    readonly version: string;
    readonly affected: boolean;
    /** OSV's own server decides differently. */
    readonly ours?: boolean;
  }[];
}

export const OSV_VERDICTS = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "vectors", "osv", "verdicts.json"), "utf8"),
) as readonly OsvVerdicts[];
