import { resolve } from "node:path";
import { terminal } from "../../../adapters/terminal.ts";
import { EXIT_CODES } from "../../../findings/phase.ts";
import type { CheckedPaths } from "../../../check/inputs/check-paths.ts";
import { FORMAT_NAMES, FORMATS } from "../../render/formats/registry.ts";
import type { CheckReport } from "../../render/formats/format.ts";
import type { Outcome, Session } from "../../session.ts";
import { defineCommand, type CommandDefinition } from "../definition.ts";
import { projectDirectory, workingDirectory } from "../directory.ts";

/** `shipwheel workflow check`: what is wrong with workflows of GitHub and GitLab. */
export const workflowCheckCommand: CommandDefinition = defineCommand({
  name: "check",
  summary: "check workflow files for what breaks or endangers a release",
  description:
    "Checks workflows of GitHub Actions and pipelines of GitLab CI, tracked or not, against every workflow rule. " +
    "Runs nothing and asks nobody.",
  examples: [
    { run: "shipwheel workflow check", what: "check the workflows of the project here" },
    { run: "shipwheel workflow check .github/workflows/release.yml", what: "check one file" },
  ],
  arguments: [
    {
      name: "[paths...]",
      description: "workflow files, or directories that hold them (default: the project here)",
    },
  ],
  options: {
    diff: { kind: "switch", help: "show what the fixes would change, and exit 1 if there is anything" },
    format: {
      kind: "choice",
      aliases: ["outputFormat"],
      value: "<name>",
      choices: FORMAT_NAMES,
      default: "text",
      help: "report format",
    },
    exitZero: { kind: "switch", help: "exit 0 even with errors" },
  },
  async run({ session, args, options }) {
    const checked = await checkedPaths(session, args, options.diff ? "all" : null);
    if (options.diff) return diffOutcome(checked, session);
    const report = await reportOf(checked, session);
    const format = FORMATS.find(({ name }) => name === options.format);
    const [{ checkDocument }, text] = await Promise.all([
      import("../../render/formats/json.ts"),
      format?.load().then(({ render }) => render(report)),
    ]);
    return {
      exitCode: options.exitZero ? 0 : report.verdict.exitCode,
      json: checkDocument(report),
      text: text ?? "",
      escaped: options.format !== "text" && options.format !== "concise",
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

async function reportOf(checked: CheckedPaths, { style, globals }: Session): Promise<CheckReport> {
  const [{ judge }, { SHIPWHEEL_VERSION }] = await Promise.all([
    import("../../../engine/verdict.ts"),
    import("../../../text/own-version.ts"),
  ]);
  return {
    checked,
    verdict: judge(checked.findings, []),
    rules: checked.rules,
    version: SHIPWHEEL_VERSION,
    verbose: globals.verbose > 0,
    statistics: false,
    style,
  };
}

/** The fixes as a patch that `git apply` takes. */
export async function diffOutcome(checked: CheckedPaths, session: Session): Promise<Outcome> {
  const [{ renderDiff }, { checkDocument }] = await Promise.all([
    import("../../render/diff.ts"),
    import("../../render/formats/json.ts"),
  ]);
  const edits = checked.edits.flatMap(({ prefix, edits: all }) =>
    all.map((edit) => ({ ...edit, path: `${prefix}${edit.path}` })),
  );
  return {
    exitCode: edits.length > 0 ? EXIT_CODES.check : 0,
    json: checkDocument(await reportOf(checked, session)),
    text: edits.flatMap((edit) => renderDiff(edit, session.style)).join("\n"),
  };
}
