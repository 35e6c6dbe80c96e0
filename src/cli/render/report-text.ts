import { countBySeverity } from "../../findings/finding-text.ts";
import { formatBytes, formatSeconds } from "../../text/quantities.ts";
import { printable } from "../../text/printable.ts";
import type { RunReport } from "../../engine/report.ts";
import { plural } from "../../text/plural.ts";
import { renderFault } from "./fault.ts";
import { renderFindings } from "./findings.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";

/** The end of a run as a person reads it: findings, stages with their times, the verdict, where things are. */
export function renderTextReport(
  report: RunReport,
  style: Style,
  options: { readonly verbose: boolean },
): string {
  const parts: string[] = [];
  const told = options.verbose ? report.findings : report.findings.filter((each) => each.severity !== "info");
  if (told.length > 0) parts.push(renderFindings(told, style));
  const hidden = report.findings.length - told.length;
  if (hidden > 0)
    parts.push(style.faint(`${hidden} more at level info: shown with --verbose and in the report`), "");
  for (const error of report.errors ?? []) parts.push(renderFault(error, style), "");
  parts.push(...stageTable(report, style), "");
  if (report.trials.length > 0) parts.push(...trialTable(report, style), "");
  const apart = options.verbose ? apartLines(report) : [];
  if (apart.length > 0) parts.push(...apart, "");
  parts.push(...artifactLines(report), ...outputLines(report), verdictLine(report, style));
  return `${parts.join("\n")}\n`;
}

function mark(outcome: RunReport["stages"][number]["outcome"], style: Style): string {
  return {
    ok: style.good("ok"),
    warned: style.warning("warned"),
    failed: style.error("failed"),
    skipped: style.faint("skipped"),
  }[outcome];
}

function stageTable(report: RunReport, style: Style): readonly string[] {
  const done = report.stages.filter((stage) => stage.outcome !== "skipped");
  const rows = done.map((stage) => [
    stage.title,
    mark(stage.outcome, style),
    formatSeconds(stage.seconds),
    firstLine(stage.detail ?? ""),
  ]);
  for (const [why, stages] of Map.groupBy(
    report.stages.filter((stage) => stage.outcome === "skipped"),
    (stage) => stage.detail ?? "",
  )) {
    rows.push([`${plural(stages.length, "stage")} not reached`, mark("skipped", style), "", why]);
  }
  rows.push(["together", "", formatSeconds(report.seconds), ""]);
  return renderTable(["stage", "", "time", ""], rows, [2]);
}

function trialTable(report: RunReport, style: Style): readonly string[] {
  const rows = report.trials.map((trial) => [
    `${trial.artifact} · ${trial.installer} · Python ${trial.python}`,
    mark(trial.outcome, style),
    formatSeconds(trial.seconds),
    firstLine(
      trial.detail ??
        trial.steps
          .map((step) => step.detail ?? "")
          .filter((each) => each !== "")
          .join(" · "),
    ),
  ]);
  return renderTable(["trial", "", "time", ""], rows, [2]);
}

function artifactLines(report: RunReport): readonly string[] {
  return report.artifacts.map(
    (each) =>
      `${each.kind.padEnd(8)} ${each.path}  ${formatBytes(each.size)}  sha256 ${each.sha256.slice(0, 16)}…`,
  );
}

function outputLines(report: RunReport): readonly string[] {
  if (report.output === null) return [];
  return [`record   ${report.output.record}`, `report   ${report.output.report}`, ""];
}

/** What a green run promises: no more than its trials showed. */
function promiseOf({ command, shown }: RunReport): string {
  switch (command) {
    case "rehearse": {
      return `would be accepted by the index, and it ${deedsOf(shown)}`;
    }
    case "verify": {
      return deedsOf(shown);
    }
    case "build": {
      return "builds, the wheel from the sdist; nothing was checked, uploaded or installed";
    }
    case "check": {
      return "has no defect that the rules know";
    }
  }
}

/** `installs, imports and runs`, or which part of that was seen. */
function deedsOf({ modules, notImported, withMore, notRun }: RunReport["shown"]): string {
  const imports = modules > 0 && notImported.length + withMore.length === 0;
  const missing = [
    ...(modules === 0 ? ["0 modules imported"] : []),
    ...(notImported.length === 0 ? [] : [`${few(notImported)} not imported`]),
    ...(withMore.length === 0 ? [] : [`${few(withMore)} imported with an extra or host only`]),
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

/** `green: modelforge 0.2.6 could be released …`. */
export function verdictLine(report: RunReport, style: Style): string {
  const { name, version, worktree } = report.project;
  const what = `${name ?? "the project"}${version === null ? "" : ` ${version}`}`;
  const of = worktree ? " (the working tree, not a commit)" : "";
  if (report.verdict === "green") {
    const exempt = exemptText(report);
    const isClean = report.findings.length === 0 && exempt !== "";
    const told = isClean ? "" : ` · ${countBySeverity(report.findings)}`;
    return `${style.good("green")}: ${what}${of} ${promiseOf(report)}${told}${exempt}`;
  }
  const faults = report.errors?.length ?? 0;
  // A missing tool says nothing about the project.
  const judged = faults === 0 || report.summary.errors > 0;
  const counted = [
    ...(faults > 0 ? [plural(faults, "fault")] : []),
    ...(report.findings.length > 0 || faults === 0 ? [countBySeverity(report.findings)] : []),
  ].join(", ");
  const said = judged ? "is not fit to be released" : `could not be ${DEEDS[report.command]} to the end`;
  return `${style.error("red")}: ${what}${of} ${said} · phase ${report.phase} · exit ${report.exitCode} · ${counted}${exemptText(report)}`;
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
  skippedGates,
}: Pick<RunReport, "trials" | "skippedGates">): readonly string[] {
  const lines = trials.flatMap(({ notTried, failures }) => [
    ...notTried.map(({ kind, name, reason }) => `not tried: ${kind} ${name}: ${reason}`),
    ...failures.flatMap(({ kind, name, exemption }) =>
      exemption === null || exemption.kind === "consequence"
        ? []
        : `exempt: ${kind} ${name}: ${exemption.reason}`,
    ),
  ]);
  const gates = skippedGates.map((name) => `not tried: gate ${name}: --no-gates`);
  return [...new Set([...lines, ...gates])].map(printable);
}

function firstLine(text: string): string {
  const line = printable(text).split("\n")[0] ?? "";
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
