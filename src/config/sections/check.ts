import * as v from "valibot";
import { contractSection, type Contract } from "./contract.ts";
import { day, oneOf, text } from "./value-schemas.ts";

/** Settings of the check stage. */
export interface CheckConfig {
  /** Rule codes or family letters; empty for all. */
  readonly select: readonly string[];
  /** Rules in addition to these, also such as are off by default. */
  readonly "extend-select": readonly string[];
  readonly ignore: readonly IgnoreEntry[];
  readonly severity: Readonly<Record<string, "error" | "warning" | "info">>;
  /** Ignores that hold for the places that fit a pattern, by pattern. */
  readonly "per-file-ignores": Readonly<Record<string, readonly IgnoreEntry[]>>;
  /** Options of rules by code or slug; each rule's own schema reads them. */
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly contract: Contract;
  /** npm packages or paths of modules with rules; loaded only when the user allows it. */
  readonly plugins: readonly string[];
  /** A file of known findings, relative to the project. */
  readonly baseline?: string | undefined;
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
  until: v.optional(v.pipe(day, v.description("The entry is ignored from this day on."))),
});

const HOW =
  'must be a table of codes and reasons, for example ignore = { I001 = "why it does not apply here" }';

/** `[{rule, reason, until}]`, or a table `CODE = "reason"`. */
const ignore = v.pipe(
  v.union(
    // To valibot a list is a record, too, whose keys are numbers.
    [v.array(ignoreEntry), v.record(v.pipe(v.string(), v.regex(/^[A-Za-z]/, HOW)), text)],
    HOW,
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
  "extend-select": v.optional(
    v.pipe(
      v.array(text, "must be a list"),
      v.description("Additional rules to run, including those that are off by default."),
    ),
    [],
  ),
  ignore: v.optional(
    v.pipe(ignore, v.description("Rules that do not apply here, each with its reason.")),
    [],
  ),
  severity: v.optional(
    v.pipe(v.record(v.string(), oneOf(["error", "warning", "info"])), v.description("Severity by rule.")),
    {},
  ),
  "per-file-ignores": v.optional(
    v.pipe(
      v.record(v.string(), ignore),
      v.description(
        "Rules that do not apply to certain files, by file pattern (`tests/`, `*.sqlite`), each with its reason.",
      ),
    ),
    {},
  ),
  options: v.optional(
    v.pipe(
      v.record(v.string(), v.record(v.string(), v.unknown(), "must be a table"), "must be a table"),
      v.description("Options of a rule, by code or name; the rule's page lists them."),
    ),
    {},
  ),
  contract: v.optional(
    v.pipe(contractSection, v.description("What the project's distributions must contain.")),
    {},
  ),
  plugins: v.optional(
    v.pipe(
      v.array(text, "must be a list"),
      v.description("npm packages or module paths with additional rules; loaded only with --plugins."),
    ),
    [],
  ),
  baseline: v.optional(
    v.pipe(
      text,
      v.description("File of known findings to ignore, as `shipwheel check --write-baseline` writes it."),
    ),
  ),
});
