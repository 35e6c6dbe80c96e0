import { countBySeverity } from "../../../findings/finding-text.ts";
import { plural } from "../../../text/plural.ts";
import { renderFindings } from "../findings.ts";
import type { CheckReport } from "./format.ts";
import { visibleFindings, statisticsLines } from "./visible-findings.ts";

/** For people: rule, message, source line with a caret, why, help. */
export function render(report: CheckReport): string {
  const { checked, verdict, style } = report;
  const shown = visibleFindings(report);
  const body = report.statistics
    ? statisticsLines(shown)
        .map((line) => `${line}\n`)
        .join("")
    : shown.length === 0
      ? ""
      : `${renderFindings(shown, style)}\n`;
  const told = countBySeverity(verdict.findings);
  const last = verdict.green ? `${style.good("green")}: ${told}` : `${style.error("red")}: ${told}`;
  const rules = `${checked.ran.length} rules ran, ${checked.skipped.length} skipped for want of input`;
  const ignored =
    checked.ignored.length === 0 ? "" : `, ${plural(checked.ignored.length, "finding")} ignored`;
  return `${body}${fixLine(report)}${last} · ${rules}${ignored}\n`;
}

/** What `--fix` would do, or did. */
function fixLine({ checked, verdict }: CheckReport): string {
  if (checked.fixed.length > 0) {
    const files = checked.edits.reduce((sum, { edits }) => sum + edits.length, 0);
    return `fixed ${plural(checked.fixed.length, "finding")} in ${plural(files, "file")}\n`;
  }
  const fixes = verdict.findings.flatMap((finding) => finding.fix ?? []);
  const safe = fixes.filter((fix) => fix.safety === "safe").length;
  const others = fixes.length - safe;
  if (fixes.length === 0) return "";
  if (safe === 0)
    return `${plural(others, "finding")} can be fixed, to be looked at: check --fix --unsafe-fixes (first: --diff)\n`;
  const more = others === 0 ? "" : `, ${others} more with --unsafe-fixes`;
  return `${plural(safe, "finding")} can be fixed: check --fix${more} (first: --diff)\n`;
}
