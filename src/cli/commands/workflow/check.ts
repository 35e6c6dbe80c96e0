import { resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import type { CheckedPaths } from "../../../check/inputs/check-paths.ts";
import type { CheckReport } from "../../render/formats/format.ts";
import type { Session } from "../../session.ts";
import { diffOutcome, isEscaped, makeReport, renderReport, REPORT_OPTIONS } from "../check-outcome.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";

/** `shipwheel workflow check`: what is wrong with workflows of GitHub and GitLab. */
export const workflowCheckCommand: CommandDefinition = defineCommand({
  name: "check",
  summary: "check workflow files for what breaks or endangers a release",
  description:
    "Checks workflows of GitHub Actions and pipelines of GitLab CI, tracked or not, against every workflow rule. " +
    "Runs nothing and uses no network.",
  examples: [
    { run: "shipwheel workflow check", what: "check the workflows of the project here" },
    { run: "shipwheel workflow check .github/workflows/release.yml", what: "check one file" },
  ],
  arguments: [
    {
      name: "[paths...]",
      description: "workflow files, or their directories (default: the project here)",
    },
  ],
  options: {
    diff: { kind: "switch", help: "show what the fixes would change, and exit 1 if there is anything" },
    ...REPORT_OPTIONS,
  },
  async run({ session, args, options }) {
    const checked = await checkedPaths(session, args, options.diff ? "all" : null);
    const report = await reportOf(checked, session);
    if (options.diff) return diffOutcome(report);
    const [{ checkDocument }, text] = await Promise.all([
      import("../../render/formats/json.ts"),
      renderReport(report, options.format),
    ]);
    return {
      exitCode: options.exitZero ? 0 : report.verdict.exitCode,
      json: checkDocument(report),
      text,
      escaped: isEscaped(options.format),
    };
  },
});

/** Checks what the arguments name. */
export async function checkedPaths(
  { globals, ports }: Pick<Session, "globals" | "ports">,
  args: readonly string[],
  fix: "safe" | "all" | null,
): Promise<CheckedPaths> {
  const base = workingDirectory(globals, terminal.directory());
  const paths =
    args.length > 0
      ? args.map((path) => resolve(base, path))
      : [await projectDirectory(undefined, globals, terminal.directory(), ports.files)];
  const { checkWorkflows } = await import("../../../workflow/check/check-workflows.ts");
  return checkWorkflows({ paths, base, fix }, ports);
}

/** What was found, to be rendered. */
export function reportOf(checked: CheckedPaths, { style, globals }: Session): Promise<CheckReport> {
  const fixCommand = "shipwheel workflow adopt";
  return makeReport(checked, { verbose: globals.verbose > 0, statistics: false, style, fixCommand });
}
