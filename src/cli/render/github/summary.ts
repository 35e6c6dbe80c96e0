import { locationText } from "../../../findings/finding-text.ts";
import { plural } from "../../../text/plural.ts";
import { safeText } from "../../../text/printable.ts";
import { formatBytes, formatSeconds } from "../../../text/quantities.ts";
import { cell, code, table } from "../markdown.ts";
import { faultsOf, projectOf, type SummaryDocument } from "./summary-document.ts";

/** Findings in full; GitHub takes 1 MiB for a step's summary, and nobody reads more. */
const MOST_FINDINGS = 30;

const MARKS = {
  ok: "✅",
  warned: "⚠️",
  failed: "❌",
  skipped: "⏭️",
  done: "✅",
  already: "✅",
  open: "⏭️",
} as const;

/** The Markdown page of a step for GitHub's job summary. `budget`: seconds that the run may take. */
export function jobSummary(document: SummaryDocument, budget?: number): string {
  const run = document.rehearsal ?? document;
  const sections = [
    heading(document, budget),
    findingsSection(document),
    (document.notes ?? []).map((note) => `- ${cell(note)}`).join("\n"),
    artifactsSection(document),
    table(["step", "", ""], stepRows(document)),
    table(["stage", "", "time", ""], stageRows(run)),
    table(["trial", "", "time", ""], trialRows(run)),
    installSection(document),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}

function heading(document: SummaryDocument, budget: number | undefined): string {
  const { name, version } = projectOf(document);
  const what = [name, version].filter((each) => each !== null).join(" ") || "shipwheel";
  const isRed = document.verdict === "red" || faultsOf(document).length > 0;
  const phase = document.phase ?? faultsOf(document)[0]?.phase;
  const where = isRed && phase !== undefined && phase !== null ? `: phase ${phase}` : "";
  const line = `## ${isRed ? MARKS.failed : MARKS.ok} ${cell(`${document.command ?? "shipwheel"} · ${what}${where}`)}`;
  const seconds = document.seconds ?? document.rehearsal?.seconds;
  if (seconds === undefined) return line;
  const over = budget !== undefined && seconds > budget;
  const limit =
    budget === undefined
      ? ""
      : ` of ${formatSeconds(budget)}${over ? ` ${MARKS.warned} over the budget` : ""}`;
  return `${line}\n\nTook ${formatSeconds(seconds)}${limit}.`;
}

function findingsSection(document: SummaryDocument): string {
  const faults = faultsOf(document).map(
    ({ code, phase, message, remedy }) =>
      `- ${MARKS.failed} **${cell(code)}** (${phase}) ${cell(message)}<br>${cell(remedy)}`,
  );
  const findings = (document.findings ?? document.rehearsal?.findings ?? []).filter(
    (each) => each.severity !== "info",
  );
  const shown = findings.slice(0, MOST_FINDINGS).map((each) => {
    const place = each.location === undefined ? "" : ` \`${code(locationText(each.location))}\``;
    const help = each.help === undefined ? "" : `<br>${cell(each.help)}`;
    return `- ${each.severity === "error" ? MARKS.failed : MARKS.warned} **${each.rule}** (${each.phase})${place} ${cell(each.message)}${help}`;
  });
  const rest = findings.length - shown.length;
  const more = rest > 0 ? [`- and ${plural(rest, "more finding")}: see the report`] : [];
  return [...faults, ...shown, ...more].join("\n");
}

function artifactsSection(document: SummaryDocument): string {
  const artifacts = document.artifacts ?? document.rehearsal?.artifacts ?? document.files ?? [];
  const rows = artifacts.map(({ file, size, sha256 }) => [
    `\`${code(file)}\``,
    size === undefined ? "" : formatBytes(size),
    sha256 === undefined ? "" : `\`${code(sha256)}\``,
  ]);
  return table(["file", "size", "sha256"], rows);
}

function stepRows({ steps = [] }: SummaryDocument): readonly (readonly string[])[] {
  return steps.flatMap((step) =>
    "outcome" in step ? [[cell(step.title), MARKS[step.outcome], cell(step.detail)]] : [],
  );
}

function stageRows({ stages = [] }: SummaryDocument): readonly (readonly string[])[] {
  return stages
    .filter((each) => each.outcome !== "skipped")
    .map((each) => [
      cell(each.title),
      MARKS[each.outcome],
      formatSeconds(each.seconds),
      cell(each.detail ?? ""),
    ]);
}

function trialRows({ trials = [] }: SummaryDocument): readonly (readonly string[])[] {
  return trials.map((each) => [
    cell(`${each.artifact} · ${each.installer} · Python ${each.python}`),
    MARKS[each.outcome],
    formatSeconds(each.seconds),
    cell(each.detail ?? ""),
  ]);
}

function installSection({ install = [], verdict }: SummaryDocument): string {
  return verdict === "green" && install.length > 0
    ? `\`\`\`console\n${install.map((each) => safeText(each).replaceAll(/[`\n]/g, " ")).join("\n")}\n\`\`\``
    : "";
}
