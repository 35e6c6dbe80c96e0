import {
  compareVersions,
  formatVersion,
  parseVersion,
  publicVersion,
  type Version,
} from "../version/pep440.ts";
import type { Affected, AffectedRange, RangeEvent } from "./record.ts";

/** What a record says of one installed version. */
export interface AffectedVerdict {
  readonly isAffected: boolean;
  /** A bound is no version (PEP 440), or the range is malformed: nobody can say that the version is cleared by it. */
  readonly isUnreadable: boolean;
}

/** An installed version, parsed once; null where it is none of PEP 440. */
export interface InstalledVersion {
  readonly text: string;
  readonly parsed: Version | null;
}

const NOT_AFFECTED: AffectedVerdict = { isAffected: false, isUnreadable: false };

/** The order in which events of one version take effect, as OSV's own server has it. */
const EVENT_ORDER: readonly RangeEvent["kind"][] = ["introduced", "last_affected", "fixed", "limit"];

/** Parses an installed version. */
export function installedVersion(text: string): InstalledVersion {
  return { text, parsed: parseVersion(text) };
}

/**
 * Whether a version is affected: listed, or within a range. A local version (`3.1+cu118`) is affected when its public
 * version is. SEMVER ranges are compared by PEP 440, as OSV's server does it.
 */
export function judgeVersion(affected: readonly Affected[], installed: InstalledVersion): AffectedVerdict {
  let isUnreadable = false;
  for (const { versions, ranges } of affected) {
    if (versions.some((each) => sameListed(each, installed)))
      return { isAffected: true, isUnreadable: false };
    for (const range of ranges) {
      const verdict = judgeRange(range, installed);
      if (verdict.isAffected && !verdict.isUnreadable) return verdict;
      isUnreadable ||= verdict.isUnreadable;
    }
  }
  return isUnreadable ? { isAffected: true, isUnreadable } : NOT_AFFECTED;
}

/** The versions that end the ranges, without those that no ordering knows. */
export function fixedVersions(affected: readonly Affected[]): readonly string[] {
  return affected.flatMap(({ ranges }) =>
    ranges.flatMap(({ events }) =>
      events.flatMap(({ kind, version }) =>
        kind === "fixed" && parseVersion(version) !== null ? version : [],
      ),
    ),
  );
}

function sameListed(listed: string, { text, parsed }: InstalledVersion): boolean {
  if (listed === text) return true;
  const other = parsed === null ? null : parseVersion(listed);
  if (parsed === null || other === null) return false;
  return forms(parsed).some((each) => compareVersions(each, other) === 0);
}

/** The version, and without its local part. */
function forms(version: Version): readonly Version[] {
  return version.local === null ? [version] : [version, { ...version, local: null }];
}

function judgeRange({ events, isMalformed }: AffectedRange, { parsed }: InstalledVersion): AffectedVerdict {
  if (parsed === null || events.length === 0) return NOT_AFFECTED;
  if (!events.some(({ kind }) => kind === "introduced")) return NOT_AFFECTED;
  const bounds = events.map(({ kind, version }) => ({
    kind,
    // Before every version, as the schema says; OSV's server takes the version 0.
    isStart: kind === "introduced" && version === "0",
    at: version === "*" && kind === "limit" ? null : parseVersion(version),
    isEndless: version === "*" && kind === "limit",
  }));
  const known = bounds.filter(({ at, isStart, isEndless }) => at !== null || isStart || isEndless);
  const isUnreadable = isMalformed || known.length < bounds.length;
  // An end that cannot be read clears nothing: the range may reach further than it seems.
  const isAffected = isUnreadable || forms(parsed).some((version) => isWithin(version, known));
  return { isAffected, isUnreadable };
}

interface Bound {
  readonly kind: RangeEvent["kind"];
  readonly at: Version | null;
  readonly isStart: boolean;
}

function isWithin(version: Version, bounds: readonly Bound[]): boolean {
  const limits = bounds.filter(({ kind }) => kind === "limit");
  const isBeyond =
    limits.length > 0 && !limits.some(({ at }) => at === null || compareVersions(version, at) < 0);
  if (isBeyond) return false;
  const sorted = bounds
    .filter(({ kind }) => kind !== "limit")
    .toSorted((a, b) => compareBounds(a, b) || EVENT_ORDER.indexOf(a.kind) - EVENT_ORDER.indexOf(b.kind));
  let isAffected = false;
  for (const { kind, at, isStart } of sorted) {
    if (isStart) {
      isAffected = true;
      continue;
    }
    const order = at === null ? 1 : compareVersions(version, at);
    if (kind === "introduced" && order >= 0) isAffected = true;
    if (kind === "fixed" && order >= 0) isAffected = false;
    if (kind === "last_affected" && order > 0) isAffected = false;
  }
  return isAffected;
}

function compareBounds(a: Bound, b: Bound): number {
  if (a.isStart || b.isStart) return Number(b.isStart) - Number(a.isStart);
  if (a.at === null || b.at === null) return 0;
  return compareVersions(a.at, b.at);
}

/** The versions behind an installed one, each once, the nearest first. */
export function laterVersions(versions: readonly string[], { parsed }: InstalledVersion): readonly string[] {
  const later = new Map<string, Version>();
  for (const text of versions) {
    const version = parseVersion(text);
    if (version === null || (parsed !== null && compareVersions(version, parsed) <= 0)) continue;
    later.set(formatVersion(version), version);
  }
  return [...later].sort(([, a], [, b]) => compareVersions(a, b)).map(([text]) => text);
}

/** The versions by which a service is to be asked: it knows no local ones. */
export function askedVersion({ text, parsed }: InstalledVersion): string {
  return parsed === null || parsed.local === null ? text : publicVersion(parsed);
}
