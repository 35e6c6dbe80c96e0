import { fingerprints } from "../../../check/engine/fingerprint.ts";
import type { ReportFormat } from "./format.ts";

const LEVELS = { error: "major", warning: "minor", info: "info" } as const;

/** GitLab's code quality report: the part of the Code Climate form that GitLab reads. */
export const gitlab: ReportFormat = {
  name: "gitlab",
  summary: "GitLab's code quality report",
  render({ verdict }) {
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
    return `${JSON.stringify(issues, null, 2)}\n`;
  },
};
