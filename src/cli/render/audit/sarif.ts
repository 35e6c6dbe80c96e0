import type { AuditReport } from "../../../audit/audit.ts";
import { RULES } from "../../../check/engine/registry.ts";
import { STAGE_RULES } from "../../../explain/stage-rules.ts";
import type { Finding } from "../../../findings/finding.ts";
import { SHIPWHEEL_VERSION } from "../../../text/own-version.ts";
import { render } from "../formats/sarif.ts";
import type { Style } from "../style.ts";

/** An audit as SARIF; what is waived is there as suppressed. A finding without a place is at the project's file. */
export function auditSarif({ findings, waived, exitCode }: AuditReport, style: Style): string {
  const placed = (finding: Finding): Finding =>
    finding.location === undefined ? { ...finding, location: { file: "pyproject.toml", line: 1 } } : finding;
  return render({
    checked: {
      findings: findings.map(placed),
      ignored: waived.map(({ finding, waiver }) => ({ finding: placed(finding), reason: waiver.reason })),
      skipped: [],
      ran: [],
      paths: [],
      edits: [],
      fixed: [],
      baseline: "",
      rules: [],
    },
    verdict: {
      green: exitCode === 0,
      phase: exitCode === 0 ? null : "check",
      exitCode,
      findings: findings.map(placed),
    },
    rules: [...RULES, ...STAGE_RULES],
    version: SHIPWHEEL_VERSION,
    verbose: true,
    statistics: false,
    style,
  });
}
