import { gatesNotTried } from "../../gates/gate-result.ts";
import { dirname } from "node:path";
import { countBySeverity } from "../../findings/finding-text.ts";
import { formatBytes } from "../../text/quantities.ts";
import { printable } from "../../text/printable.ts";
import type { RunReport } from "../../engine/report.ts";
import { renderFault } from "./fault.ts";
import { renderFindings } from "./findings.ts";
import type { Style } from "./style.ts";

/** The end of a run as a person reads it: findings, where things are, the verdict. Its stages were told while they ran. */
export function renderTextReport(
  report: RunReport,
  style: Style,
  options: { readonly verbose: boolean },
): string {
  const shown = options.verbose
    ? report.findings
    : report.findings.filter((each) => each.severity !== "info");
  const parts = [
    ...(shown.length === 0 ? [] : [renderFindings(shown, style)]),
    ...(report.errors ?? []).flatMap((error) => [renderFault(error, style), ""]),
  ];
  const apart = options.verbose ? apartLines(report) : [];
  if (apart.length > 0) parts.push(...apart, "");
  parts.push(...artifactLines(report, style), ...outputLines(report, style), verdictLine(report, style));
  return `${parts.join("\n")}\n`;
}

function artifactLines({ artifacts, command, build }: RunReport, style: Style): readonly string[] {
  if (command === "verify" || artifacts[0] === undefined) return [];
  const directory = dirname(artifacts[0].path);
  const sizes = artifacts.map(({ kind, size }) => `${kind} ${formatBytes(size)}`).join(", ");
  return [
    ...diffLines(build?.readme ?? null),
    `built    ${style.link(style.path(directory), `file://${directory}`)} (${sizes})`,
    ...(build?.reproducible === true ? ["again    the same bytes under other conditions"] : []),
    ...(command === "build" && build?.lock != null ? [`locked   by ${build.lock.file}`] : []),
  ];
}

/** What the build changed in the README: the tree has it as before. */
function diffLines(readme: NonNullable<RunReport["build"]>["readme"]): readonly string[] {
  if (readme === null || readme.diff === "") return [];
  return [`${readme.file} as it was built (the tree is unchanged):`, readme.diff];
}

function outputLines({ output }: RunReport, style: Style): readonly string[] {
  if (output === null) return [];
  return [`report   ${style.link(style.path(output.report), `file://${output.report}`)}`];
}

/** What a run that passed promises: no more than its trials showed. */
function promiseOf({ command, shown }: RunReport): string {
  switch (command) {
    case "rehearse": {
      return `would be accepted by the index, and it ${deedsOf(shown)}`;
    }
    case "verify": {
      return deedsOf(shown);
    }
    case "build": {
      return "builds (sdist, and the wheel from it); nothing was checked, uploaded or installed";
    }
    case "check": {
      return "breaks no rule";
    }
  }
}

/** `installs, imports and runs`, or which part of that was seen. */
function deedsOf({ modules, notImported, withMore, notRun }: RunReport["shown"]): string {
  const imports = modules > 0 && notImported.length + withMore.length === 0;
  const missing = [
    ...(modules === 0 ? ["0 modules imported"] : []),
    ...(notImported.length === 0 ? [] : [`${few(notImported)} not imported`]),
    ...(withMore.length === 0 ? [] : [`${few(withMore)} imported only with an extra or host application`]),
    ...(notRun.length === 0 ? [] : [`${notRun.length === 1 ? "script" : "scripts"} ${few(notRun)} not run`]),
  ];
  if (missing.length === 0) return "installs, imports and runs";
  return `${imports ? "installs and imports" : "installs"}; ${missing.join(", ")}`;
}

function few(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(", ")
    : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

const DEEDS: Readonly<Record<RunReport["command"], string>> = {
  rehearse: "rehearsed",
  build: "built",
  verify: "verified",
  check: "checked",
};

/** `PASSED: modelforge 0.2.6 would be accepted …`. */
export function verdictLine(report: RunReport, style: Style): string {
  const { name, version, worktree } = report.project;
  const what = `${name ?? "the project"}${version === null ? "" : ` ${version}`}`;
  const of = worktree ? " (the working tree, not a commit)" : "";
  if (report.verdict === "green") {
    const exempt = exemptText(report);
    const isClean = report.findings.length === 0 && exempt !== "";
    const told = isClean ? "" : ` · ${countBySeverity(report.findings)}`;
    return `${style.good("PASSED")}: ${what}${of} ${promiseOf(report)}${told}${exempt}`;
  }
  const faults = report.errors?.length ?? 0;
  // A missing tool says nothing about the project.
  const judged = faults === 0 || report.summary.errors > 0;
  const counted = judged ? countBySeverity(report.findings) : "";
  const said = judged ? "cannot be released" : `could not be ${DEEDS[report.command]}`;
  const counts = counted === "" ? "" : `: ${counted}`;
  return `${style.error("FAILED")}: ${what}${of} ${said} (${report.phase})${counts}${exemptText(report)}`;
}

/** ` · 2 ignored, 1 waived, 3 not tried, 1 exempt`: what the settings took out of the verdict is part of it. */
function exemptText({ summary }: RunReport): string {
  const { ignored, waived, notTried, exempt } = summary;
  const parts = [
    [ignored, "ignored"],
    [waived, "waived"],
    [notTried, "not tried"],
    [exempt, "exempt"],
  ] as const;
  const told = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return told.length === 0 ? "" : ` · ${told.join(", ")}`;
}

/** What the trials and the gates left out, and which of their failures do not count, each once with its reason. */
export function apartLines({
  trials,
  gates,
  skippedGates,
}: Pick<RunReport, "trials" | "gates" | "skippedGates">): readonly string[] {
  const lines = trials.flatMap(({ notTried, failures }) => [
    ...notTried.map(({ kind, name, reason }) => `not tried: ${kind} ${name}: ${reason}`),
    ...failures.flatMap(({ kind, name, exemption }) =>
      exemption === null || exemption.kind === "consequence"
        ? []
        : `exempt: ${kind} ${name}: ${exemption.reason}`,
    ),
  ]);
  const untried = gatesNotTried(gates, skippedGates).map((line) => `not tried: ${line}`);
  return [...new Set([...lines, ...untried])].map(printable);
}
