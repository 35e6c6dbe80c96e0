import type { AuditReport } from "../../../audit/audit.ts";
import { countBySeverity } from "../../../findings/finding-text.ts";
import { plural } from "../../../text/plural.ts";
import { renderFindings } from "../findings.ts";
import { cell, code, table } from "../markdown.ts";
import type { Style } from "../style.ts";

/** Rows of a table; a comment of a pull request takes 64 KiB. */
const MOST_ROWS = 200;

/** An audit for people. */
export function renderAudit(report: AuditReport, style: Style): string {
  const { findings, notChecked, waived } = report;
  return [
    ...(findings.length === 0 ? [] : [renderFindings(findings, style)]),
    ...notChecked.map(({ check, reason }) => `${style.warning("not checked")}: ${check}: ${reason}`),
    ...waived.map(
      ({ finding, waiver }) => `waived until ${waiver.until}: ${finding.message} ("${waiver.reason}")`,
    ),
    auditVerdict(report, style),
  ].join("\n");
}

/** The last line, and the only one of `-q`. */
export function auditVerdict(report: AuditReport, style: Style): string {
  const { findings, packages, waived, exitCode, notChecked } = report;
  const word =
    exitCode === 0
      ? style.good("PASSED")
      : exitCode === 7
        ? style.error("NOT CHECKED")
        : style.error("FAILED");
  const open =
    notChecked.length === 0 || exitCode === 7
      ? ""
      : `, ${new Set(notChecked.map(({ check }) => check)).size} not checked`;
  const accepted = waived.length === 0 ? "" : ` · ${waived.length} waived`;
  const parts = report.checked.length === 0 ? "nothing" : report.checked.join(", ");
  return `${word}: ${countBySeverity(findings)} · ${plural(packages.length, "package")} · checked: ${parts}${open}${accepted}${sourceText(report)}`;
}

function sourceText({ advisories }: AuditReport): string {
  if (advisories === null) return "";
  if ("service" in advisories) return ` · advisories from ${advisories.service}`;
  const { newest, imported } = advisories.database;
  return ` · advisories until ${newest.slice(0, 10)}, imported on ${imported.slice(0, 10)}`;
}

/** An audit as a comment of a pull request or an asset of a release. */
export function auditMarkdown(report: AuditReport, style: Style): string {
  const { subject, findings, notChecked, waived, packages, exitCode } = report;
  const sections = [
    `### ${exitCode === 0 ? "✅" : "❌"} Audit of ${cell(subject)}`,
    cell(auditVerdict(report, style)),
    table(
      ["", "code", "what", "help"],
      findings
        .slice(0, MOST_ROWS)
        .map((each) => [each.severity, `\`${code(each.rule)}\``, cell(each.message), cell(each.help ?? "")]),
    ),
    table(
      ["not checked", "reason"],
      notChecked.slice(0, MOST_ROWS).map(({ check, reason }) => [check, cell(reason)]),
    ),
    table(
      ["waived", "until", "reason"],
      waived
        .slice(0, MOST_ROWS)
        .map(({ finding, waiver }) => [cell(finding.message), waiver.until, cell(waiver.reason)]),
    ),
    table(
      ["package", "version", "license", "extras"],
      packages
        .slice(0, MOST_ROWS)
        .map((each) => [
          cell(each.name),
          cell(each.version),
          cell(each.license ?? "unknown"),
          cell(each.extras.join(", ")),
        ]),
    ),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}
