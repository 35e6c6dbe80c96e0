import type { OptionsOf } from "./options/declaration.ts";

/** The options that every command has; they may stand before or behind its name. */
export const GLOBAL_OPTIONS = {
  directory: {
    kind: "text",
    short: "C",
    value: "<dir>",
    help: "work in this directory (default: nearest pyproject.toml upwards)",
  },
  json: { kind: "switch", help: "print one JSON document on standard output" },
  quiet: { kind: "count", short: "q", help: "print one line (-q) or nothing (-qq)" },
  verbose: {
    kind: "count",
    short: "v",
    help: "show stages and notes (-v), commands (-vv) and their output (-vvv)",
  },
  color: {
    kind: "choice",
    value: "<when>",
    choices: ["auto", "always", "never"],
    default: "auto",
    help: "color the output",
  },
  progress: { kind: "negation", help: "show no progress on standard error" },
  offline: { kind: "switch", help: "use no network for tools or dependencies" },
  yes: { kind: "switch", help: "do not ask before a release is published" },
} as const;

/** Their values. */
export type GlobalOptions = OptionsOf<typeof GLOBAL_OPTIONS>;
