import { locationText } from "../../../findings/finding-text.ts";
import { printableLine } from "../../../text/printable.ts";
import type { Finding } from "../../../findings/finding.ts";
import type { CheckReport } from "./format.ts";
import { visibleFindings, statisticsLines } from "./visible-findings.ts";

/** `file:line:col: CODE message`, one line a finding: for editors, grep and diff. */
export function render(report: CheckReport): string {
  const shown = visibleFindings(report);
  const lines = report.statistics ? statisticsLines(shown) : shown.map(conciseLine);
  return lines.map((line) => `${line}\n`).join("");
}

/** A finding in one line. */
export function conciseLine(finding: Finding): string {
  const place = finding.location === undefined ? "(release)" : locationText(finding.location);
  return `${place}: ${finding.rule} ${printableLine(finding.message)}`;
}
