import { resolve } from "node:path";
import { terminal } from "../../adapters/terminal.ts";
import { judge } from "../../pipeline/verdict.ts";
import type { Severity } from "../../values/finding.ts";
import { option } from "../globals.ts";
import { countBySeverity, renderFindings } from "../render/findings.ts";
import type { CommandDefinition } from "./definition.ts";
import { projectDirectory, workingDirectory } from "./directory.ts";
import { listOf } from "./run-options.ts";

/** `shipwheel check`: a tree, sdists, wheels; builds nothing. */
export const checkCommand: CommandDefinition = {
  name: "check",
  summary: "checks a tree, sdists and wheels against every rule",
  description:
    "Says before an upload what PyPI would refuse and what would break for users. Builds and runs nothing.",
  arguments: [
    { name: "[paths...]", description: "project directories, wheels, sdists (default: the project here)" },
  ],
  options: () => [
    option("--select <code>", "only these rules or families").argParser(listOf(null)),
    option("--ignore <code>", "not these rules or families").argParser(listOf(null)),
    option("--target <kind>", "the kind of index").choices(["pypi", "testpypi", "private"]),
    option("--require-git", "refuse a directory that is not a git repository").default(false),
    option("--online", "ask your own index about the project, too (name, versions, files)").default(false),
    option("--exit-zero", "exit 0 in spite of errors").default(false),
  ],
  async run({ session, args, options }) {
    const { ports, style, globals } = session;
    const here = terminal.directory();
    const paths =
      args.length > 0
        ? args.map((path) => resolve(workingDirectory(options, here), path))
        : [await projectDirectory(undefined, options, here, ports.files)];
    const { select, ignore, target } = options as {
      select?: readonly string[];
      ignore?: readonly string[];
      target?: "pypi" | "testpypi" | "private";
    };
    const { checkPaths } = await import("../../pipeline/check-paths.ts");
    const checked = await checkPaths(
      {
        paths,
        allowNoGit: options["requireGit"] !== true,
        select: select ?? [],
        ignore: ignore ?? [],
        ...(target === undefined ? {} : { target }),
        online: options["online"] === true && !globals.offline,
        offline: globals.offline,
      },
      ports,
    );
    const verdict = judge(checked.findings, []);
    const count = (severity: Severity): number =>
      verdict.findings.filter((each) => each.severity === severity).length;
    const summary = {
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      rules: checked.ran.length,
      skipped: checked.skipped.length,
      ignored: checked.ignored.length,
    };
    const shown = globals.verbose
      ? verdict.findings
      : verdict.findings.filter((each) => each.severity !== "info");
    const told = countBySeverity(verdict.findings);
    const last = verdict.green ? `${style.good("green")}: ${told}` : `${style.error("red")}: ${told}`;
    return {
      exitCode: options["exitZero"] === true ? 0 : verdict.exitCode,
      json: {
        schema: 1,
        paths,
        verdict: verdict.green ? "green" : "red",
        phase: verdict.phase,
        findings: verdict.findings,
        ignored: checked.ignored,
        skipped: checked.skipped,
        summary,
      },
      text: `${shown.length === 0 ? "" : `${renderFindings(shown, style)}\n`}${last} · ${summary.rules} rules ran, ${summary.skipped} skipped for want of input`,
    };
  },
};
