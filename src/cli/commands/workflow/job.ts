import { document } from "../../documents.ts";
import { terminal } from "../../../adapters/terminal.ts";
import { fault } from "../../../findings/fault.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { FORMAT_OPTIONS, PYTHON_OPTIONS } from "../options/run-options.ts";
import { projectDirectory } from "../directory.ts";
import { INDEX_OPTIONS, PUBLISH_INDEX, UPLOAD_OPTIONS } from "../options/index-options.ts";

/** `shipwheel workflow job`: what the jobs of a generated workflow run. */
export const workflowJobCommand: CommandDefinition = defineCommand({
  name: "job",
  summary: "run one job of a generated workflow",
  description:
    "Runs a job of a generated workflow: plan, build, sdist, collect, verify, verified, publish, installed, " +
    "draft, announce or watch. " +
    "Values come from the outputs of earlier jobs, as options or variables; outputs go to GITHUB_OUTPUT or shipwheel.env.",
  examples: [
    { run: "shipwheel workflow job plan", what: "print channel and matrix of this commit" },
    { run: "shipwheel workflow job build --channel none", what: "build and check into release/" },
  ],
  arguments: [{ name: "<name>", description: "the job" }],
  options: {
    channel: {
      kind: "text",
      value: "<name>",
      help: "index that the version may go to, or none (default: by the event)",
    },
    digests: { kind: "text", value: "<json>", help: "sha256 of each file, as printed by the build job" },
    plan: { kind: "text", value: "<json>", help: "plan, as printed by the plan job" },
    cell: { kind: "text", value: "<name>", help: "cell of the matrix" },
    ...PYTHON_OPTIONS,
    systems: {
      kind: "list",
      value: "<label>",
      help: "runners to plan for (default: those of [tool.shipwheel.workflow])",
    },
    project: { kind: "text", value: "<name>", help: "project to watch" },
    index: PUBLISH_INDEX,
    ...INDEX_OPTIONS,
    auth: { ...UPLOAD_OPTIONS.auth, default: "trusted", help: "authentication method of the publish job" },
    ca: UPLOAD_OPTIONS.ca,
    format: FORMAT_OPTIONS.format,
  },
  async run({ session, args, options }) {
    const { ports, globals } = session;
    const { JOB_NAMES, runJob } = await import("../../../workflow/jobs/run-job.ts");
    const [name = ""] = args;
    if (!JOB_NAMES.includes(name))
      throw fault("usage/arguments", {
        reason: `unknown job ${name}: ${JOB_NAMES.join(", ")}`,
        command: "workflow job",
      });
    const started = terminal.directory();
    const directory = await projectDirectory(undefined, globals, started, ports.files);
    const request = { directory, workspace: started, values: { ...options, offline: globals.offline } };
    const { exitCode, text, outputs, report, notes = [] } = await runJob(name, request, ports);
    const json = document("job", {
      command: `workflow job ${name}`,
      job: name,
      verdict: exitCode === 0 ? "green" : "red",
      outputs,
      notes,
      rehearsal: report ?? null,
    });
    return { exitCode, json, text: [text, ...notes].join("\n") };
  },
});
