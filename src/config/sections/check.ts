import * as v from "valibot";
import { day, text } from "./pieces.ts";

/** Settings of the check stage. */
export interface CheckConfig {
  /** Rule codes or family letters; empty for all. */
  readonly select: readonly string[];
  readonly ignore: readonly IgnoreEntry[];
  readonly severity: Readonly<Record<string, "error" | "warning" | "info">>;
}

/** A rule that does not apply here, and why. */
export interface IgnoreEntry {
  readonly rule: string;
  readonly reason: string;
  /** `YYYY-MM-DD`; from that day on the entry no longer counts. */
  readonly until?: string | undefined;
}

const ignoreEntry = v.strictObject({
  rule: v.pipe(text, v.description("Code of a rule, or the letter of a family.")),
  reason: v.pipe(text, v.description("Why it does not apply; shown in the report.")),
  until: v.optional(v.pipe(day, v.description("From this day on the entry no longer counts."))),
});

/** `[{rule, reason, until}]`, or a table `CODE = "reason"`. */
const ignore = v.pipe(
  v.union(
    [v.array(ignoreEntry), v.record(v.string(), text)],
    'must be a list of {rule, reason} or a table of CODE = "reason"',
  ),
  v.transform((value) =>
    Array.isArray(value) ? value : Object.entries(value).map(([rule, reason]) => ({ rule, reason })),
  ),
);

/** [tool.shipwheel.check]. */
export const checkSection: v.GenericSchema<unknown, CheckConfig> = v.strictObject({
  select: v.optional(
    v.pipe(v.array(text, "must be a list"), v.description("Rules or families to run; by default all.")),
    [],
  ),
  ignore: v.optional(
    v.pipe(ignore, v.description("Rules that do not apply here, each with its reason.")),
    [],
  ),
  severity: v.optional(
    v.pipe(
      v.record(v.string(), v.picklist(["error", "warning", "info"], 'must be "error", "warning" or "info"')),
      v.description("Severity by rule."),
    ),
    {},
  ),
});
