import type { AuditWaiver } from "../config/sections/audit.ts";
import type { Finding } from "../findings/finding.ts";
import type { TomlFile } from "../tree/formats/toml-file.ts";
import { normalizeName } from "../version/names.ts";
import { parseSpecifierSet } from "../version/specifiers.ts";
import { AUDIT_WAIVER_USELESS } from "./audit-rules.ts";

/** A finding that is accepted, and why. */
export interface WaivedFinding {
  readonly finding: Finding;
  readonly waiver: AuditWaiver;
}

/** What the waivers come to. */
export interface AppliedAuditWaivers {
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
}

/** What waivers are held against. */
export interface AuditWaiverScope {
  readonly waivers: readonly AuditWaiver[];
  readonly pyproject: TomlFile | null;
  readonly today: Date;
  readonly withdrawn: readonly string[];
  /** Whether everything was checked: what was not looked for cannot be missing. */
  readonly isComplete: boolean;
}

/** Takes out what a waiver accepts, and reports every waiver that accepts nothing. Pure. */
export function applyAuditWaivers(
  findings: readonly Finding[],
  { waivers, pyproject, today, withdrawn, isComplete }: AuditWaiverScope,
): AppliedAuditWaivers {
  const day = today.toISOString().slice(0, 10);
  const waived = new Map<Finding, AuditWaiver>();
  const notes: Finding[] = [];
  for (const [at, waiver] of waivers.entries()) {
    const location = pyproject?.locate(["tool", "shipwheel", "audit", "waive", at]) ?? {
      file: "pyproject.toml",
    };
    const note = (message: string): void => {
      notes.push(
        AUDIT_WAIVER_USELESS.finding({ message, location, subject: `${waiver.id} ${waiver.package}` }),
      );
    };
    const name = `the waiver of ${waiver.id} for ${waiver.package}`;
    const meant = findings.filter((each) => isMeant(each, waiver));
    if (day >= waiver.until) {
      note(`${name} ended on ${waiver.until} ("${waiver.reason}")`);
    } else if (waiver.justification !== undefined && waiver.state !== "not_affected") {
      note(`${name} has a justification, which only the state not_affected can have`);
    } else if (meant.length > 0) {
      for (const finding of meant) if (!waived.has(finding)) waived.set(finding, waiver);
    } else if (withdrawn.includes(waiver.id)) {
      note(`${name} is obsolete: the advisory was withdrawn`);
    } else if (isComplete) {
      note(`${name} matches nothing that was found`);
    }
  }
  return {
    findings: [...findings.filter((each) => !waived.has(each)), ...notes],
    waived: [...waived].map(([finding, waiver]) => ({ finding, waiver })),
  };
}

function isMeant(finding: Finding, { id, package: of, versions }: AuditWaiver): boolean {
  const ids = finding.details?.["ids"];
  const names = [finding.rule, finding.slug, ...(Array.isArray(ids) ? (ids as readonly unknown[]) : [])];
  if (!names.includes(id) || finding.rule === AUDIT_WAIVER_USELESS.code) return false;
  const [name = "", version] = (finding.subject ?? "").split("==");
  if (version === undefined) return of === name;
  if (normalizeName(of) !== normalizeName(name)) return false;
  return (
    versions === undefined || parseSpecifierSet(versions)?.contains(version, { prereleases: true }) === true
  );
}
