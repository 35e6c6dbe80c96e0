import { document } from "../../documents.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";

/** `shipwheel config schema`. */
export const configSchemaCommand: CommandDefinition = defineCommand({
  name: "schema",
  summary: "print the JSON Schema of [tool.shipwheel], for editors",
  description:
    "Prints the JSON Schema (draft-07) of [tool.shipwheel] with the options of every rule. Editors use it to complete and check the settings.",
  examples: [
    { run: "shipwheel config schema", what: "on standard output" },
    { run: "shipwheel config schema --json", what: "inside a JSON document, like every command" },
  ],
  arguments: [],
  options: {},
  async run() {
    const [{ configJsonSchema }, { RULES }] = await Promise.all([
      import("../../../config/json-schema.ts"),
      import("../../../check/engine/registry.ts"),
    ]);
    const text = configJsonSchema(RULES);
    const settingsSchema = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return { exitCode: 0, json: document("settings-schema", { settingsSchema }), text, escaped: true };
  },
});
