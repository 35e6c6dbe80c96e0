import * as v from "valibot";

/** One of these names. */
export function oneOf<const Name extends string>(names: readonly Name[]): v.GenericSchema<Name> {
  return v.picklist(names, `must be ${listed(names.map((name) => JSON.stringify(name)))}`);
}

/** `a, b or c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`;
}

/** A duration in seconds, one at least. */
export const seconds: v.GenericSchema<number> = v.pipe(
  v.number("must be a number of seconds"),
  v.minValue(1, "must be at least 1"),
);

/** A text that says something. */
export const text: v.GenericSchema<string> = v.pipe(
  v.string("must be a string"),
  v.nonEmpty("must not be empty"),
);

/** A setting that is on or off, and what it decides. */
export function flag(description: string): v.GenericSchema<boolean> {
  return v.pipe(v.boolean("must be true or false"), v.description(description));
}

/** Arguments of a program, without its name. */
export const argv: v.GenericSchema<string[]> = v.array(
  v.string("must be a string"),
  "must be a list of arguments",
);

const exitStatus = v.pipe(v.number("must be an exit status"), v.integer("must be an exit status"));

/** One exit status or several. */
export const exitStatuses: v.GenericSchema<unknown, number[]> = v.pipe(
  v.union([exitStatus, v.array(exitStatus)], "must be an exit status or a list of them"),
  v.transform((value) => (Array.isArray(value) ? value : [value])),
  v.description("Accepted exit statuses."),
);

/** A date of TOML or `"YYYY-MM-DD"`, kept as `YYYY-MM-DD`. */
export const day: v.GenericSchema<unknown, string> = v.pipe(
  v.union([v.date(), v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))], "must be a date, YYYY-MM-DD"),
  v.transform((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)),
);
