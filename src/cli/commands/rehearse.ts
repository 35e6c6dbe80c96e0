import { option } from "../globals.ts";
import type { CommandDefinition } from "./definition.ts";
import { asOption, runOptions, trialOptions } from "./run-options.ts";

/** `shipwheel rehearse`: the whole release against the embedded index. */
export const rehearseCommand: CommandDefinition = {
  name: "rehearse",
  summary: "the whole release, on this machine, with the very bytes that would ship",
  description:
    "Builds, checks, uploads to an index inside this program by trusted publishing, installs from it with real " +
    "installers, imports every module and runs every script. Leaves the artefacts, the record and a report.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: () => [
    ...runOptions(),
    asOption(),
    ...trialOptions(),
    option("--no-gates", "skip the commands of [tool.shipwheel.release] gates"),
  ],
  async run(invocation) {
    const [{ runAndReport }, { rehearsalStages }] = await Promise.all([
      import("./run-and-report.ts"),
      import("../../rehearse/stages.ts"),
    ]);
    return runAndReport("rehearse", rehearsalStages, invocation);
  },
};
