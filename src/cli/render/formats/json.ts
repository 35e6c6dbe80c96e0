import type { Severity } from "../../../findings/finding.ts";
import type { CheckReport } from "./format.ts";
import { statistics } from "./shown.ts";

/** The document of `--json`. */
export function render(report: CheckReport): string {
  return `${JSON.stringify(checkDocument(report))}\n`;
}

/** A check as one document: the contract of `shipwheel check --json`. */
export function checkDocument(report: CheckReport): Readonly<Record<string, unknown>> {
  const { checked, verdict } = report;
  const count = (severity: Severity): number =>
    verdict.findings.filter((each) => each.severity === severity).length;
  return {
    schema: 1,
    paths: checked.paths,
    verdict: verdict.green ? "green" : "red",
    phase: verdict.phase,
    findings: verdict.findings,
    ignored: checked.ignored,
    skipped: checked.skipped,
    fixed: checked.fixed,
    edits: checked.edits.filter(({ edits }) => edits.length > 0),
    summary: {
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      rules: checked.ran.length,
      skipped: checked.skipped.length,
      ignored: checked.ignored.length,
      fixed: checked.fixed.length,
    },
    ...(report.statistics && { statistics: statistics(verdict.findings) }),
  };
}
