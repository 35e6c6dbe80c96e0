import * as v from "valibot";
import { GATE_CHOICES } from "../../gates/choices.ts";
import { nearest } from "../../text/nearest.ts";
import { argv, flag, oneOf, seconds, text } from "./value-schemas.ts";

/** [tool.shipwheel.gates.NAME]. */
export interface GateTable {
  /** Absent: the gate's name. */
  readonly kind?: string | undefined;
  readonly run?: string | readonly string[] | undefined;
  readonly paths: readonly string[];
  readonly args: readonly string[];
  readonly group?: string | undefined;
  readonly requirements: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly python: readonly string[];
  /** Seconds. */
  readonly timeout: number;
  readonly required: boolean;
}

/** A gate of the settings: a kind with its defaults, switched off, a command, or a table. */
export type GateEntry = boolean | string | readonly string[] | GateTable;

/** [tool.shipwheel.gates], by name. */
export type GatesConfig = Readonly<Record<string, GateEntry>>;

const table: v.GenericSchema<unknown, GateTable> = v.strictObject({
  kind: v.optional(v.pipe(oneOf(GATE_CHOICES), v.description("What it runs; by default its name."))),
  run: v.optional(
    v.pipe(
      v.union([text, argv], "must be a command or a list of arguments"),
      v.description("A command of your own instead; split as a shell would, without expansion."),
    ),
  ),
  paths: v.optional(
    v.pipe(
      v.array(text, "must be a list"),
      v.description("Files and directories to check; by default those that the kind finds."),
    ),
    [],
  ),
  args: v.optional(v.pipe(argv, v.description("More arguments.")), []),
  group: v.optional(
    v.pipe(
      text,
      v.description(
        "Dependency group or extra that it needs; by default the smallest one that contains its tool.",
      ),
    ),
  ),
  requirements: v.optional(v.pipe(v.array(text, "must be a list"), v.description("More requirements.")), []),
  env: v.optional(v.pipe(v.record(v.string(), v.string()), v.description("More variables, by name.")), {}),
  python: v.optional(
    v.pipe(
      v.array(text, "must be a list"),
      v.description("Python versions to run it on; `pytest` runs on every declared one by default."),
    ),
    [],
  ),
  timeout: v.optional(v.pipe(seconds, v.description("Time limit in seconds.")), 1800),
  required: v.optional(flag("Whether its failure fails the release; else it is a warning."), true),
});

/** [tool.shipwheel.gates]: the checks that a release depends on. */
export const gatesSection: v.GenericSchema<unknown, GatesConfig> = v.pipe(
  v.record(
    v.string(),
    v.union([v.boolean(), text, argv, table], "must be true, false, a command or a table"),
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [name, entry] of Object.entries(dataset.value)) {
      const message = problemOf(name, entry);
      if (message === null) continue;
      const item = {
        type: "object",
        origin: "value",
        input: dataset.value,
        key: name,
        value: entry,
      } as const;
      addIssue({ message, path: [item] });
    }
  }),
  v.description(
    `The checks that a release depends on, by name. The name of a kind runs that tool (${GATE_CHOICES.map((id) => `\`${id}\``).join(", ")}): \`true\` with its defaults, \`false\` never. A string or a list is a command of your own.`,
  ),
);

/** Why an entry says nothing that could be run; null: it does. */
function problemOf(name: string, entry: GateEntry): string | null {
  const isTable = typeof entry === "object" && !Array.isArray(entry);
  if (isTable) {
    const { kind, run } = entry as GateTable;
    if (run !== undefined && kind !== undefined) return "takes kind or run, not both";
    if (run !== undefined || kind !== undefined) return null;
  } else if (entry !== true) return null;
  if (GATE_CHOICES.includes(name) && name !== "command") return null;
  const near = nearest(name, GATE_CHOICES);
  const hint = near === null ? "" : `; did you mean ${near}?`;
  return `is not a kind of gate, so it needs kind or run${hint}`;
}
