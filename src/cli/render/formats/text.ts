import { countBySeverity } from "../../../findings/finding-text.ts";
import { plural } from "../../../text/plural.ts";
import { renderFindings } from "../findings.ts";
import type { CheckReport } from "./format.ts";
import { visibleFindings, statisticsLines } from "./visible-findings.ts";

/** For people: rule, message, source line with a caret, why, help. */
export function render(report: CheckReport): string {
  const { style } = report;
  const shown = visibleFindings(report);
  const body = report.statistics
    ? statisticsLines(shown)
        .map((line) => `${line}\n`)
        .join("")
    : shown.length === 0
      ? ""
      : `${renderFindings(shown, style)}\n`;
  return `${body}${fixLine(report)}${verdictText(report)}\n`;
}

/** The last line, and the only one of `-q`. */
export function verdictText({ checked, verdict, style }: CheckReport): string {
  const word = verdict.green ? style.good("PASSED") : style.error("FAILED");
  const ignored =
    checked.ignored.length === 0 ? "" : `, ${plural(checked.ignored.length, "finding")} ignored`;
  const rules = `${checked.ran.length} rules checked, ${checked.skipped.length} skipped (missing input)`;
  return `${word}: ${countBySeverity(verdict.findings)} · ${rules}${ignored}`;
}

/** What `--fix` would do, or did. */
function fixLine({ checked, verdict, fixCommand }: CheckReport): string {
  if (checked.fixed.length > 0) {
    const files = checked.edits.reduce((sum, { edits }) => sum + edits.length, 0);
    return `fixed ${plural(checked.fixed.length, "finding")} in ${plural(files, "file")}\n`;
  }
  const fixes = verdict.findings.flatMap((finding) => finding.fix ?? []);
  const safe = fixes.filter((fix) => fix.safety === "safe").length;
  const others = fixes.length - safe;
  if (fixes.length === 0) return "";
  if (fixCommand !== undefined)
    return `${plural(fixes.length, "finding")} can be fixed: ${fixCommand} --write (preview: ${fixCommand})\n`;
  if (safe === 0)
    return `${plural(others, "finding")} can be fixed with review: shipwheel check --fix --unsafe-fixes (preview: --diff)\n`;
  const more = others === 0 ? "" : `, ${others} more with --unsafe-fixes`;
  return `${plural(safe, "finding")} can be fixed: shipwheel check --fix${more} (preview: --diff)\n`;
}
