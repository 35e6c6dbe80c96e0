import * as v from "valibot";
import { argv, day, text } from "./value-schemas.ts";

/** Settings of the trials. */
export interface VerifyConfig {
  /** A string is split as a shell would split it, without any expansion. */
  readonly commands: readonly (string | readonly string[])[];
  readonly waive: readonly WaiverEntry[];
}

/** A failure of the trials that a release may have until a day, when --allow-waived is given, too. */
export interface WaiverEntry {
  readonly code: string;
  readonly subject: string;
  readonly reason: string;
  /** `YYYY-MM-DD`; from that day on the entry no longer counts. */
  readonly until: string;
}

const waiver = v.strictObject({
  code: v.pipe(text, v.description("Code of the finding that tells of the failure.")),
  subject: v.pipe(text, v.description("What failed, as the finding's `subject` in the report names it.")),
  reason: v.pipe(text, v.description("Why the release may have it; shown in the report.")),
  until: v.pipe(day, v.description("From this day on the entry no longer counts.")),
});

/** [tool.shipwheel.verify]. */
export const verifySection: v.GenericSchema<unknown, VerifyConfig> = v.strictObject({
  commands: v.optional(
    v.pipe(
      v.array(v.union([text, argv], "must be a command or a list of arguments"), "must be a list"),
      v.description("More commands to run in each trial environment."),
    ),
    [],
  ),
  waive: v.optional(
    v.pipe(
      v.array(waiver, "must be a list"),
      v.description("Failures of the trials that pass with --allow-waived until a day."),
    ),
    [],
  ),
});
