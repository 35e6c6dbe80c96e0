import { documentHead, type DocumentHead } from "../text/document-head.ts";
import type { CheckedPaths } from "../check/inputs/check-paths.ts";
import type { Finding, Severity } from "../findings/finding.ts";
import type { Phase } from "../findings/phase.ts";
import type { Verdict } from "./verdict.ts";

/** A check as one document: the contract of `shipwheel check --json`. */
export interface CheckReport
  extends DocumentHead, Pick<CheckedPaths, "paths" | "ignored" | "skipped" | "fixed" | "edits"> {
  readonly verdict: "green" | "red";
  /** The first phase that failed; null when green. */
  readonly phase: Phase | null;
  readonly findings: readonly Finding[];
  readonly summary: {
    readonly errors: number;
    readonly warnings: number;
    readonly infos: number;
    readonly rules: number;
    readonly skipped: number;
    readonly ignored: number;
    readonly fixed: number;
  };
}

/** Puts a check and its verdict into one document. */
export function checkReport(checked: CheckedPaths, verdict: Verdict): CheckReport {
  const { paths, ignored, skipped, fixed, ran } = checked;
  const count = (severity: Severity): number =>
    verdict.findings.filter((each) => each.severity === severity).length;
  return {
    ...documentHead("check"),
    paths,
    verdict: verdict.green ? "green" : "red",
    phase: verdict.phase,
    findings: verdict.findings,
    ignored,
    skipped,
    fixed,
    edits: checked.edits.filter(({ edits }) => edits.length > 0),
    summary: {
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      rules: ran.length,
      skipped: skipped.length,
      ignored: ignored.length,
      fixed: fixed.length,
    },
  };
}
