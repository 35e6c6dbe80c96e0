import { faultEntry as entry, type FaultEntries, type Words } from "./fault-entry.ts";

/** Parameters of the faults of an audit. */
export interface AuditFaults {
  readonly "audit/bad-database": Words<"file" | "reason">;
  readonly "audit/cannot-resolve": Words<"what" | "reason">;
  readonly "audit/incomplete": Words<"reason">;
  readonly "audit/index-unreachable": Words<"what" | "reason">;
  readonly "audit/no-database": Words;
  readonly "audit/no-input": Words<"path">;
  readonly "audit/service-unreachable": Words<"service" | "reason">;
  readonly "audit/service-answer": Words<"service" | "reason">;
}

/** Faults of an audit. */
export const AUDIT_FAULTS: FaultEntries<AuditFaults> = {
  "audit/bad-database": entry(
    "usage",
    ({ file, reason }) => `${file} cannot be imported as an advisory database: ${reason}`,
    () =>
      "download PyPI/all.zip of OSV's exported data again, and import it with: shipwheel audit --import all.zip",
  ),
  "audit/cannot-resolve": entry(
    "check",
    ({ what, reason }) => `${what} cannot be resolved: ${reason}`,
    () => "correct the requirements, or audit a lock file: shipwheel audit requirements.txt",
  ),
  "audit/incomplete": entry(
    "unavailable",
    ({ reason }) => `the audit of the release is incomplete: ${reason}`,
    () => 'try again, or set release.audit = "warn"',
  ),
  "audit/index-unreachable": entry(
    "unavailable",
    ({ what, reason }) => `${what} were not resolved, and nothing was checked: ${reason}`,
    () => "try again, or audit a lock file: shipwheel audit requirements.txt",
  ),
  "audit/no-database": entry(
    "unavailable",
    () => "the vulnerabilities were not checked: --offline, and no advisory database was imported",
    () => "download PyPI/all.zip of OSV's exported data and run: shipwheel audit --import all.zip",
  ),
  "audit/no-input": entry(
    "usage",
    ({ path }) => `${path} is neither a distribution nor a lock file`,
    () =>
      "use a project directory, a wheel, an sdist, uv.lock, pylock.toml or requirements.txt: shipwheel audit requirements.txt",
  ),
  "audit/service-unreachable": entry(
    "unavailable",
    ({ service, reason }) => `the vulnerabilities were not checked: ${service} did not answer (${reason})`,
    () => "try again, or import OSV's exported data with: shipwheel audit --import all.zip",
  ),
  "audit/service-answer": entry(
    "unavailable",
    ({ service, reason }) =>
      `the vulnerabilities were not checked: the answer of ${service} is not OSV's (${reason})`,
    () => "look at the address of the service, and try again",
  ),
};
