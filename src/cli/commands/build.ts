import { buildStages } from "../../pipeline/stages.ts";
import type { CommandDefinition } from "./definition.ts";
import { runAndReport } from "./run-and-report.ts";
import { runOptions } from "./run-options.ts";

/** `shipwheel build`: the sdist, and the wheel from that sdist, from a clean export. */
export const buildCommand: CommandDefinition = {
  name: "build",
  summary: "the sdist, and the wheel from that sdist, from a clean export",
  description:
    "Exports the commit cleanly, builds the sdist in isolation and the wheel from that sdist, and reads both strictly.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: runOptions,
  run: (invocation) => runAndReport("build", buildStages, invocation),
};
