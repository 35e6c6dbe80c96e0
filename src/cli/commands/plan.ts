import { terminal } from "../../adapters/terminal.ts";
import { isError } from "../../findings/finding.ts";
import { EXIT_CODES } from "../../findings/phase.ts";
import { renderFindings } from "../render/findings.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory } from "./directory.ts";
import {
  AS_OPTIONS,
  BUILD_OPTIONS,
  ONLINE_OPTIONS,
  PYTHON_OPTIONS,
  runRequest,
  SOURCE_OPTIONS,
  TRIAL_OPTIONS,
} from "./run-options.ts";

/** `shipwheel plan`: what a release of this tree would do; changes nothing. */
export const planCommand: CommandDefinition = defineCommand({
  name: "plan",
  summary: "what a release of this tree would do, step by step; changes nothing",
  description: "Shows the version that would ship and every step of its release, irreversible ones marked.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...SOURCE_OPTIONS,
    ...ONLINE_OPTIONS,
    ...BUILD_OPTIONS,
    ...PYTHON_OPTIONS,
    ...AS_OPTIONS,
    ...TRIAL_OPTIONS,
  },
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const { readPlan } = await import("../../release/read-plan.ts");
    const directory = await projectDirectory(args[0], globals, terminal.directory(), ports.files);
    const plan = await readPlan(runRequest(directory, globals, options), ports);
    const lines = plan.actions.map((action, position) => {
      const number = String(position + 1).padStart(2);
      const mark = action.reversible ? " " : style.error("!");
      return `${number} ${mark} ${action.title}`;
    });
    const heading = style.strong(
      `${plan.name} ${plan.version ?? "(version: dynamic, known after the build)"}${plan.prerelease ? " (a pre-release)" : ""}`,
    );
    const note = renderFindings(plan.findings, style);
    return {
      exitCode: plan.findings.some(isError) ? EXIT_CODES.version : 0,
      json: { schema: 1, ...plan },
      text: [
        heading,
        "",
        ...(note === "" ? [] : [note, ""]),
        ...lines,
        "",
        `${style.error("!")} cannot be undone`,
      ].join("\n"),
    };
  },
});
