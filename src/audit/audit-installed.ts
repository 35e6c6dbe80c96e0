import type { Config } from "../config/schema.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import type { Ports } from "../ports/ports.ts";
import { wheelNamePart } from "../distribution/file-names.ts";
import { splitInstalled } from "../sbom/package-url.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { normalizeName } from "../version/names.ts";
import { audit, type AuditReport } from "./audit.ts";

/** What a release is audited with. */
export interface InstalledAudit {
  readonly project: string;
  /** What the trials installed beside the release, `name==version`. */
  readonly installed: readonly string[];
  readonly tree: SourceTree;
  readonly config: Config;
  readonly offline: boolean;
}

/** The name of the VEX document of a release. */
export function vexName(project: string, version: string): string {
  return `${wheelNamePart(project)}-${version}.vex.cdx.json`;
}

/**
 * Audits what the trials of a release installed, and its repository. Workflows and build requirements are for other
 * stages. Throws `audit/incomplete` where `release.audit = "error"` and something could not be checked.
 */
export async function auditInstalled(
  { project, installed, tree, config, offline }: InstalledAudit,
  ports: Ports,
): Promise<AuditReport> {
  const packages = [...new Set(installed)].toSorted().map((each) => {
    const [name, version] = splitInstalled(each);
    return { name: normalizeName(name), version, extras: [] };
  });
  const input = {
    label: project,
    root: tree.root,
    requirements: null,
    extras: new Map(),
    packages,
    file: null,
    requiresPython: null,
  };
  const checks = ["vulnerabilities", "releases", "licenses", "secrets"] as const;
  const report = await audit({ input, tree, config, checks, offline, service: null }, ports);
  const [open] = report.notChecked;
  if (open !== undefined && config.release.audit === "error") {
    throw fault("audit/incomplete", { reason: `${open.check}: ${open.reason}` });
  }
  return report;
}

/** The findings as `release.audit` weighs them. */
export function weighedFindings(
  { findings }: Pick<AuditReport, "findings">,
  level: Config["release"]["audit"],
): readonly Finding[] {
  if (level === "error") return findings;
  return findings.map((each) => (each.severity === "error" ? { ...each, severity: "warning" } : each));
}
