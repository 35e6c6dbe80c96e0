import { defineCommand, type CommandDefinition } from "../definition.ts";
import { cacheDirCommand } from "./dir.ts";
import { cachePruneCommand } from "./prune.ts";

/** `shipwheel cache`: where things are kept between runs; below it, what removes them. */
export const cacheCommand: CommandDefinition = defineCommand({
  ...cacheDirCommand,
  name: "cache",
  summary: "show the size of the cache; remove unused files",
  group: "shipwheel itself",
  examples: [
    { run: "shipwheel cache dir", what: "show directories and sizes" },
    { run: "shipwheel cache prune", what: "remove files that were not used for 30 days" },
  ],
  subcommands: [cacheDirCommand, cachePruneCommand],
});
