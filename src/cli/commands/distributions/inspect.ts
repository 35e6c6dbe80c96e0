import { resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { document } from "../../documents.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { workingDirectory } from "../directory.ts";

/** `shipwheel inspect`: what a wheel or sdist is and holds. */
export const inspectCommand: CommandDefinition = defineCommand({
  name: "inspect",
  summary: "show what a wheel or sdist is and holds",
  group: "Check and build",
  examples: [
    { run: "shipwheel inspect dist/demo-1.0.0-py3-none-any.whl", what: "name, tags, metadata, files" },
    { run: "shipwheel inspect dist/demo-1.0.0.tar.gz -v", what: "with every file" },
  ],
  description:
    "Explains the name and tags, and shows metadata, entry points, the files by kind and size, and a summary of RECORD " +
    "or egg-info. Runs nothing; shipwheel check judges.",
  arguments: [{ name: "<file>", description: "a wheel or an sdist" }],
  options: {},
  onlyLooks: () => ({ backend: false }),
  async run({ session, args: [file = ""] }) {
    const { ports, globals, style } = session;
    const [{ inspect }, { renderInspection }] = await Promise.all([
      import("../../../inspect/inspect.ts"),
      import("../../render/inspection.ts"),
    ]);
    const inspection = await inspect(resolve(workingDirectory(globals, terminal.directory()), file), ports);
    return {
      exitCode: 0,
      json: document("inspect", inspection),
      text: renderInspection(inspection, style, globals.verbose > 0),
    };
  },
});
