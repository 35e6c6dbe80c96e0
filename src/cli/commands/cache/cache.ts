import { defineCommand, type CommandDefinition } from "../definition.ts";
import { cacheDirCommand } from "./dir.ts";
import { cachePruneCommand } from "./prune.ts";

/** `shipwheel cache`: where things are kept between runs; below it, what removes them. */
export const cacheCommand: CommandDefinition = defineCommand({
  ...cacheDirCommand,
  name: "cache",
  summary: "show what is kept between runs and how large it is; remove what is not used",
  group: "shipwheel itself",
  examples: [
    { run: "shipwheel cache dir", what: "where, and how large" },
    { run: "shipwheel cache prune", what: "remove what was not used for 30 days" },
  ],
  subcommands: [cacheDirCommand, cachePruneCommand],
});
