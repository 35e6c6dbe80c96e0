import { defineCommand, type CommandDefinition } from "./definition.ts";
import {
  BUILD_OPTIONS,
  ONLINE_OPTIONS,
  FORMAT_OPTIONS,
  OUTPUT_OPTIONS,
  PYTHON_OPTIONS,
  SOURCE_OPTIONS,
} from "./run-options.ts";

/** `shipwheel build`: the sdist, and the wheel from that sdist, from a clean export. */
export const buildCommand: CommandDefinition = defineCommand({
  name: "build",
  summary: "build the sdist, and the wheel from that sdist, into dist/",
  group: "Check and build",
  examples: [
    { run: "shipwheel build", what: "the commit at HEAD, into dist/" },
    { run: "shipwheel build --out-dir out --python 3.12", what: "elsewhere, with another interpreter" },
  ],
  description:
    "Exports the commit cleanly, builds the sdist in isolation and the wheel from that sdist, and reads both strictly.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...SOURCE_OPTIONS,
    ...ONLINE_OPTIONS,
    ...BUILD_OPTIONS,
    ...PYTHON_OPTIONS,
    ...OUTPUT_OPTIONS,
    ...FORMAT_OPTIONS,
  },
  async run(invocation) {
    const [{ runAndReport }, { build }] = await Promise.all([
      import("./run-and-report.ts"),
      import("../../rehearse/rehearse.ts"),
    ]);
    return runAndReport(build, invocation);
  },
});
