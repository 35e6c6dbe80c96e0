import { defineCommand, type CommandDefinition } from "./definition.ts";
import { runIndexOptions } from "./options/index-options.ts";
import {
  AS_OPTIONS,
  BUILD_OPTIONS,
  ONLINE_OPTIONS,
  FORMAT_OPTIONS,
  GATE_OPTIONS,
  OUTPUT_OPTIONS,
  PLUGIN_OPTIONS,
  PYTHON_OPTIONS,
  SOURCE_OPTIONS,
  TRIAL_OPTIONS,
  WHEELS_OPTIONS,
} from "./options/run-options.ts";

/** `shipwheel rehearse`: the whole release against the embedded index. */
export const rehearseCommand: CommandDefinition = defineCommand({
  name: "rehearse",
  summary: "rehearse the whole release on this machine with the files to be published",
  group: "Release",
  opening: "Prepare",
  examples: [
    { run: "shipwheel rehearse", what: "the commit at HEAD" },
    { run: "shipwheel rehearse --worktree -v", what: "include uncommitted changes, show every stage" },
  ],
  description:
    "Builds, checks, uploads to a built-in index with trusted publishing, installs from it with real installers, imports every module and runs every script. Keeps the artifacts, the record and a report.",
  arguments: [{ name: "[path]", description: "the project's directory" }],
  options: {
    ...SOURCE_OPTIONS,
    ...ONLINE_OPTIONS,
    ...PLUGIN_OPTIONS,
    ...BUILD_OPTIONS,
    ...WHEELS_OPTIONS,
    ...PYTHON_OPTIONS,
    ...OUTPUT_OPTIONS,
    ...FORMAT_OPTIONS,
    ...AS_OPTIONS,
    ...runIndexOptions("rehearse"),
    ...TRIAL_OPTIONS,
    workflow: {
      kind: "text",
      value: "[event]",
      bare: "all",
      help: "rehearse workflows instead: run push, tag, release, pull_request or dispatch (or EVENT:FILE) with act; without a value, show what each event starts",
    },
    workflowInput: {
      kind: "list",
      value: "<name=value>",
      help: "with --workflow dispatch: an input of the workflow",
    },
    localAction: {
      kind: "list",
      value: "<owner/name=dir>",
      help: "with --workflow: use the action in this directory instead of fetching it",
    },
    gates: { kind: "negation", help: "skip all gates" },
    ...GATE_OPTIONS,
  },
  async run(invocation) {
    if (invocation.options.workflow !== undefined) {
      const { rehearseWorkflows } = await import("./workflow/rehearse-workflow.ts");
      return rehearseWorkflows(invocation);
    }
    const [{ runAndReport }, { rehearseRelease }] = await Promise.all([
      import("./run-and-report.ts"),
      import("../../release/rehearse-release.ts"),
    ]);
    return runAndReport(rehearseRelease, invocation);
  },
});
