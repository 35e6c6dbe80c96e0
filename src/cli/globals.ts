import type { OptionsOf } from "./options/declaration.ts";

/** The options that every command has; they may stand before or behind its name. */
export const GLOBAL_OPTIONS = {
  directory: {
    kind: "text",
    short: "C",
    value: "<dir>",
    help: "work in this directory (default: nearest pyproject.toml upwards)",
  },
  json: { kind: "switch", help: "print exactly one JSON document on standard output" },
  quiet: { kind: "switch", short: "q", help: "print only the result" },
  verbose: { kind: "switch", short: "v", help: "print more" },
  color: {
    kind: "choice",
    value: "<when>",
    choices: ["auto", "always", "never"],
    default: "auto",
    help: "colour the output",
  },
  progress: { kind: "negation", help: "no progress on standard error" },
  offline: { kind: "switch", help: "never go to the network for tools or dependencies" },
  yes: { kind: "switch", help: "answer yes to every question" },
} as const;

/** Their values. */
export type GlobalOptions = OptionsOf<typeof GLOBAL_OPTIONS>;
