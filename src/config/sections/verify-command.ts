import * as v from "valibot";
import { argv, exitStatuses, flag, oneOf, seconds, text } from "./value-schemas.ts";

/** Where a command runs. */
export const COMMAND_PLACES = ["empty", "writable", "read-only"] as const;

/** The JSON types that a shape names. */
export const JSON_TYPES = ["string", "number", "boolean", "null", "array", "object"] as const;

/** A command with what is expected of it. */
export interface CommandTable {
  readonly run: string | readonly string[];
  readonly cwd: (typeof COMMAND_PLACES)[number];
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
  readonly network: boolean;
  readonly exit: readonly number[];
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  readonly creates: readonly string[];
  readonly "not-creates": readonly string[];
  /** By path (`items[].name`): the type that the output has there. */
  readonly json: Readonly<Record<string, (typeof JSON_TYPES)[number]>>;
  /** Whether a second run must change nothing. */
  readonly idempotent: boolean;
}

const pattern = v.pipe(
  text,
  v.check((value) => isPattern(value), "must be a regular expression"),
);

/** [[tool.shipwheel.verify.commands]]. */
export const commandTable: v.GenericSchema<unknown, CommandTable> = v.strictObject({
  run: v.pipe(
    v.union([text, argv], "must be a command or a list of arguments"),
    v.description("The command, with `{python}`, `{version}`, `{wheel}`, `{sdist}`, `{tmp}` filled in."),
  ),
  cwd: v.optional(
    v.pipe(
      oneOf(COMMAND_PLACES),
      v.description(
        "Its directory: `empty`, one that all commands of a trial may write into, or one that is read-only, also for root.",
      ),
    ),
    "empty",
  ),
  env: v.optional(v.pipe(v.record(v.string(), v.string()), v.description("More variables, by name.")), {}),
  input: v.optional(v.pipe(v.string("must be a string"), v.description("Text for its standard input."))),
  timeout: v.optional(v.pipe(seconds, v.description("Seconds; by default `script-timeout`."))),
  network: v.optional(flag("Whether it may use the network."), true),
  exit: v.optional(exitStatuses, 0),
  stdout: v.optional(v.pipe(pattern, v.description("Regular expression that standard output must match."))),
  stderr: v.optional(v.pipe(pattern, v.description("Regular expression that standard error must match."))),
  creates: v.optional(
    v.pipe(v.array(text), v.description("Files that it must make, below its directory or `~/`.")),
    [],
  ),
  "not-creates": v.optional(
    v.pipe(v.array(text), v.description("Files that it must not make, below its directory or `~/`.")),
    [],
  ),
  json: v.optional(
    v.pipe(
      v.record(v.string(), oneOf(JSON_TYPES)),
      v.description(
        'Standard output is JSON, with these types by path: `{ version = "string", "items[].id" = "number" }`.',
      ),
    ),
    {},
  ),
  idempotent: v.optional(flag("Whether a second run must print the same and change no file."), false),
});

/** A command of the settings; a string is split as a shell would split it, without any expansion. */
export type ConfiguredCommand = string | readonly string[] | CommandTable;

/** A list of commands, empty by default. */
export function commandList(
  what: string,
): v.OptionalSchema<v.GenericSchema<unknown, ConfiguredCommand[]>, []> {
  return v.optional(
    v.pipe(
      v.array(
        v.union([text, argv, commandTable], "must be a command, a list of arguments or a table"),
        "must be a list",
      ),
      v.description(what),
    ),
    [],
  );
}

/** True for a table, which says what is expected of the command. */
export function isCommandTable(command: ConfiguredCommand): command is CommandTable {
  return typeof command === "object" && "run" in command;
}

/** The command as a table: a plain one is held to the defaults. */
export function tableOf(command: ConfiguredCommand): CommandTable {
  return isCommandTable(command) ? command : { ...DEFAULTS, run: command };
}

const DEFAULTS: CommandTable = v.parse(commandTable, { run: [] });

function isPattern(value: string): boolean {
  try {
    return new RegExp(value, "m").source !== "";
  } catch {
    return false;
  }
}
