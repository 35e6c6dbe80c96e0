import { document } from "../documents.ts";
import { writeResult } from "../write-result.ts";
import { relative, resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import type { CheckedPaths } from "../../check/inputs/check-paths.ts";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { plural } from "../../text/plural.ts";
import { TARGET_IDS } from "../../index-client/targets.ts";
import type { CheckReport } from "../render/formats/format.ts";
import type { OptionDeclarations, OptionsOf } from "../options/declaration.ts";
import type { Outcome } from "../session.ts";
import { diffOutcome, isEscaped, makeReport, renderReport, REPORT_OPTIONS } from "./check-outcome.ts";
import { defineCommand, type CommandDefinition } from "./definition.ts";
import { projectDirectory, workingDirectory } from "./directory.ts";
import { ONLINE_OPTIONS, PLUGIN_OPTIONS } from "./options/run-options.ts";

const OPTIONS = {
  select: {
    kind: "list",
    value: "<rule>",
    help: "run only these rules: codes, families (P) or names; `all` adds those off by default",
  },
  extendSelect: { kind: "list", value: "<rule>", help: "also run these rules" },
  ignore: { kind: "list", value: "<rule>", help: "do not run these rules" },
  target: {
    kind: "choice",
    value: "<kind>",
    choices: TARGET_IDS,
    help: "kind of index",
  },
  requireGit: { kind: "switch", help: "reject a directory that is not a git repository" },
  allowNoGit: {
    kind: "switch",
    hidden: true,
    help: "accept a directory that is not a git repository (the default)",
  },
  ...ONLINE_OPTIONS,
  fix: { kind: "switch", help: "apply safe fixes" },
  diff: { kind: "switch", help: "show what --fix would change; exit 1 if anything would" },
  unsafeFixes: { kind: "switch", help: "with --fix or --diff: also fixes that need review" },
  format: REPORT_OPTIONS.format,
  outputFile: {
    kind: "text",
    value: "<file>",
    help: "write the report to a file, and plain text to standard output",
  },
  statistics: { kind: "switch", help: "show the number of findings per rule instead of the findings" },
  baseline: { kind: "text", value: "<file>", help: "ignore findings recorded in this baseline" },
  writeBaseline: { kind: "text", value: "<file>", help: "write all findings into a new baseline" },
  ...PLUGIN_OPTIONS,
  exitZero: REPORT_OPTIONS.exitZero,
} as const satisfies OptionDeclarations;

type CheckOptions = OptionsOf<typeof OPTIONS>;

/** `shipwheel check`: a tree, sdists, wheels; builds nothing. */
export const checkCommand: CommandDefinition = defineCommand({
  name: "check",
  summary: "check a project, sdists and wheels against every rule",
  group: "Check and build",
  opening: "Check",
  examples: [
    { run: "shipwheel check", what: "the project in this directory" },
    { run: "shipwheel check . dist/* --fix", what: "also check its distributions; apply safe fixes" },
  ],
  description:
    "Reports what PyPI would reject and what would break for users, before an upload. Builds and runs nothing.",
  arguments: [
    { name: "[paths...]", description: "project directories, wheels, sdists (default: the project here)" },
  ],
  options: OPTIONS,
  onlyLooks: () => ({ backend: false }),
  async run({ session, args, options: given }) {
    const { ports, style, globals } = session;
    const here = terminal.directory();
    const there = workingDirectory(globals, here);
    requireSense(given);
    const paths =
      args.length > 0
        ? args.map((path) => resolve(there, path))
        : [await projectDirectory(undefined, globals, here, ports.files)];
    const [{ checkPaths }, { checkRequest }] = await Promise.all([
      import("../../check/inputs/check-paths.ts"),
      import("../../check/inputs/check-request.ts"),
    ]);
    const request = await checkRequest(paths, there, { ...given, offline: globals.offline }, ports);
    if (given.writeBaseline !== undefined) {
      const path = resolve(there, given.writeBaseline);
      return writeBaseline(path, await checkPaths({ ...request, baseline: null }, ports), ports);
    }
    const checked = await checkPaths(request, ports);
    if (given.fix) await makeEdits(checked, ports);
    const { statistics } = given;
    const report = await makeReport(checked, { verbose: globals.verbose > 0, statistics, style });
    if (given.diff) return diffOutcome(report);
    return reportOutcome(report, given, there, ports);
  },
});

function requireSense(given: CheckOptions): void {
  const refuse = (reason: string): never => {
    throw fault("usage/arguments", { reason, command: "check" });
  };
  if (given.fix && given.diff)
    refuse("--fix applies the changes and --diff only shows them: use one of the two");
  if (given.unsafeFixes && !given.fix && !given.diff) {
    refuse("--unsafe-fixes requires --fix or --diff");
  }
}

async function writeBaseline(path: string, checked: CheckedPaths, ports: Ports): Promise<Outcome> {
  await writeResult(path, checked.baseline, ports.files);
  const count = checked.findings.length;
  return {
    exitCode: 0,
    json: document("baseline", { baseline: path, findings: count }),
    text: `${path}: ${plural(count, "finding")}; from now on: shipwheel check --baseline ${relative(terminal.directory(), path)}`,
  };
}

async function makeEdits(checked: CheckedPaths, ports: Ports): Promise<void> {
  const { applyEdits } = await import("../../git/apply-edits.ts");
  for (const { root, edits } of checked.edits) await applyEdits(root, edits, ports);
}

async function brief(report: CheckReport): Promise<string> {
  const { verdictText } = await import("../render/formats/text.ts");
  return verdictText(report);
}

async function reportOutcome(
  report: CheckReport,
  given: CheckOptions,
  there: string,
  ports: Ports,
): Promise<Outcome> {
  const { checkDocument } = await import("../render/formats/json.ts");
  if (given.outputFile !== undefined) {
    const text = await renderReport(report, given.format);
    await writeResult(resolve(there, given.outputFile), text, ports.files);
  }
  const shown = given.outputFile === undefined ? given.format : "text";
  return {
    exitCode: given.exitZero ? 0 : report.verdict.exitCode,
    json: checkDocument(report),
    text: await renderReport(report, shown),
    ...(shown === "text" ? { brief: await brief(report) } : {}),
    escaped: isEscaped(shown),
  };
}
