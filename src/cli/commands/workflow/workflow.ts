import { defineCommand, type CommandDefinition } from "../definition.ts";
import { fault } from "../../../findings/fault.ts";
import { workflowAdoptCommand } from "./adopt.ts";
import { workflowCheckCommand } from "./check.ts";
import { workflowJobCommand } from "./job.ts";
import { workflowGenerateCommand } from "./generate.ts";

/** `shipwheel workflow`: the release pipeline itself. */
export const workflowCommand: CommandDefinition = defineCommand({
  name: "workflow",
  summary: "generate and check the workflows that release the project",
  group: "Release",
  examples: [
    { run: "shipwheel workflow generate", what: "write the workflows" },
    { run: "shipwheel workflow generate --diff", what: "show what would change" },
  ],
  description:
    "Generates, checks and adopts the workflows of GitHub Actions and GitLab CI that release the project.",
  arguments: [],
  options: {},
  subcommands: [workflowGenerateCommand, workflowCheckCommand, workflowAdoptCommand, workflowJobCommand],
  run() {
    const reason = "use one of the commands generate, check or adopt";
    return Promise.reject(fault("usage/arguments", { reason, command: "workflow" }));
  },
});
