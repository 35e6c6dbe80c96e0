import { safeJson } from "../../../text/printable.ts";
import { fingerprints } from "../../../check/engine/fingerprint.ts";
import type { CheckReport } from "./format.ts";

const LEVELS = { error: "major", warning: "minor", info: "info" } as const;

/** GitLab's code quality report: the part of the Code Climate form that GitLab reads. */
export function render({ verdict }: CheckReport): string {
  const marks = fingerprints(verdict.findings);
  const issues = verdict.findings.map((finding, at) => ({
    description: finding.message,
    check_name: `${finding.rule} ${finding.slug}`,
    fingerprint: marks[at],
    severity: LEVELS[finding.severity],
    location: {
      path: finding.location?.file ?? "pyproject.toml",
      lines: { begin: finding.location?.line ?? 1 },
    },
  }));
  return `${safeJson(issues, 2)}\n`;
}
