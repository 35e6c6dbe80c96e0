import type { DocumentHead } from "../../../text/document-head.ts";
import type { Documents } from "../../documents.ts";
import { safeJson } from "../../../text/printable.ts";
import { checkReport } from "../../../engine/check-report.ts";
import type { CheckReport } from "./format.ts";
import { statistics } from "./visible-findings.ts";

/** The document of `--json`. */
export function render(report: CheckReport): string {
  return `${safeJson(checkDocument(report))}\n`;
}

/** A check as one document: the contract of `shipwheel check --json`. */
export function checkDocument({
  checked,
  verdict,
  ...report
}: CheckReport): DocumentHead & Documents["check"] {
  return {
    ...checkReport(checked, verdict),
    ...(report.statistics && { statistics: statistics(verdict.findings) }),
  };
}
