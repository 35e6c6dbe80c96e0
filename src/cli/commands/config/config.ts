import { defineCommand, type CommandDefinition } from "../definition.ts";
import { configSchemaCommand } from "./schema.ts";
import { configShowCommand } from "./show.ts";

/** `shipwheel config`: the settings in effect; below it, the schema of all of them. */
export const configCommand: CommandDefinition = defineCommand({
  ...configShowCommand,
  name: "config",
  summary: "show the effective settings and their origin; print their JSON Schema",
  group: "shipwheel itself",
  examples: [
    { run: "shipwheel config show --origin", what: "each setting with its file and line" },
    { run: "shipwheel config schema", what: "the JSON Schema of [tool.shipwheel]" },
  ],
  subcommands: [configShowCommand, configSchemaCommand],
});
