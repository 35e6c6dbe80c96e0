import { join, resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { workingDirectory } from "./directory.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import {
  BUILD_OPTIONS,
  ONLINE_OPTIONS,
  FORMAT_OPTIONS,
  OUTPUT_OPTIONS,
  PYTHON_OPTIONS,
  SOURCE_OPTIONS,
} from "./options/run-options.ts";

/** `shipwheel build`: the sdist, and the wheel from that sdist, from a clean export. */
export const buildCommand: CommandDefinition = defineCommand({
  name: "build",
  summary: "build the sdist, and the wheel from that sdist, into dist/",
  group: "Check and build",
  opening: "Prepare",
  examples: [
    { run: "shipwheel build", what: "the commit at HEAD, into dist/" },
    { run: "shipwheel build --reproducible", what: "twice, and name what differs" },
  ],
  description:
    "Exports the commit cleanly, builds the sdist in isolation and the wheel from that sdist, and reads both strictly.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...SOURCE_OPTIONS,
    ...ONLINE_OPTIONS,
    ...BUILD_OPTIONS,
    ...PYTHON_OPTIONS,
    lock: {
      kind: "switch",
      help: "lock the build requirements with their hashes, into build-requirements.lock",
    },
    output: {
      ...OUTPUT_OPTIONS.output,
      scope: "build",
      help: "directory for sdist and wheel (default: dist/)",
    },
    ...FORMAT_OPTIONS,
  },
  async run(invocation) {
    const [{ runAndReport }, { build }] = await Promise.all([
      import("./run-and-report.ts"),
      import("../../rehearse/rehearse.ts"),
    ]);
    const { placeDistributions, requirePlace } = await import("./place-distributions.ts");
    const { options, session } = invocation;
    const named = options.output;
    const here = workingDirectory(session.globals, terminal.directory());
    const place = named === undefined ? null : resolve(here, named);
    return runAndReport(
      async (request, ports) => {
        const directory = place ?? join(request.directory, "dist");
        await requirePlace(directory, ports);
        return placeDistributions(await build(request, ports), directory, ports);
      },
      { ...invocation, options: { ...options, output: undefined } },
      options.lock ? { lock: true } : {},
    );
  },
});
