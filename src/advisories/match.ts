import { normalizeName } from "../version/names.ts";
import {
  fixedVersions,
  installedVersion,
  judgeVersion,
  laterVersions,
  type InstalledVersion,
} from "./affected.ts";
import type { AdvisoryRecord } from "./record.ts";

/** A version of a project, as it is installed or resolved. */
export interface Package {
  readonly name: string;
  readonly version: string;
}

/** Advisories by project, from wherever they come. */
export interface AdvisoryDatabase {
  /** By normalized name. */
  recordsOf(name: string): readonly AdvisoryRecord[];
  /** The ids that a service itself matched; absent for a database that only holds records. */
  matchedBy?(name: string, version: string): ReadonlySet<string>;
}

/** One vulnerability of one package: all records that are aliases of each other. */
export interface Vulnerability {
  readonly package: Package;
  /** The id that people know it by: of PyPA's database, else of GitHub's, else the CVE, else its own. */
  readonly id: string;
  /** All of its ids, sorted. */
  readonly ids: readonly string[];
  readonly summary: string;
  readonly link: string | null;
  /** Versions later than the installed one in which it is fixed, nearest first. */
  readonly fixedIn: readonly string[];
  readonly vectors: readonly string[];
  readonly severityWords: readonly string[];
  readonly published: string | null;
  readonly modified: string;
  /** Affected only because a bound of the range is no version. */
  readonly isUnreadable: boolean;
  /** Only the service says so: the record's own versions and ranges do not hold the installed one. */
  readonly isByService: boolean;
}

/** What a database says of a set of packages. */
export interface Matches {
  readonly vulnerabilities: readonly Vulnerability[];
  /** Their versions are none of PEP 440, and no record lists them: nobody can say anything of them. */
  readonly notAuditable: readonly Package[];
  /** Ids of records that were withdrawn, by which somebody may still know them. */
  readonly withdrawn: readonly string[];
}

interface Hit {
  readonly record: AdvisoryRecord;
  readonly isUnreadable: boolean;
  readonly isByService: boolean;
}

/** The known vulnerabilities of packages, in the order of the packages. Pure. */
export function matchAdvisories(packages: readonly Package[], database: AdvisoryDatabase): Matches {
  const vulnerabilities: Vulnerability[] = [];
  const notAuditable: Package[] = [];
  const withdrawn = new Set<string>();
  for (const each of packages) {
    const name = normalizeName(each.name);
    const installed = installedVersion(each.version);
    const served = database.matchedBy?.(name, each.version);
    const hits: Hit[] = [];
    for (const record of database.recordsOf(name)) {
      if (record.withdrawn !== null) {
        for (const id of [record.id, ...record.aliases]) withdrawn.add(id);
        continue;
      }
      const { isAffected, isUnreadable } = judgeVersion(record.affected.get(name) ?? [], installed);
      const isByService = !isAffected && served?.has(record.id) === true;
      if (isAffected || isByService) hits.push({ record, isUnreadable, isByService });
    }
    if (installed.parsed === null && hits.length === 0) notAuditable.push(each);
    for (const group of joinAliases(hits)) vulnerabilities.push(vulnerabilityOf(each, installed, group));
  }
  return { vulnerabilities, notAuditable, withdrawn: [...withdrawn].sort() };
}

/** Joins records that share an id or an alias, however many others lie between them. */
function joinAliases(hits: readonly Hit[]): readonly (readonly Hit[])[] {
  const groups: { readonly ids: Set<string>; readonly hits: Hit[] }[] = [];
  for (const hit of hits) {
    const ids = new Set([hit.record.id, ...hit.record.aliases]);
    const joined = groups.filter((group) => [...ids].some((id) => group.ids.has(id)));
    const [first = { ids: new Set<string>(), hits: [] }, ...others] = joined;
    if (joined.length === 0) groups.push(first);
    for (const other of others) {
      for (const id of other.ids) first.ids.add(id);
      for (const each of other.hits) first.hits.push(each);
      groups.splice(groups.indexOf(other), 1);
    }
    for (const id of ids) first.ids.add(id);
    first.hits.push(hit);
  }
  return groups.map(({ hits: joined }) => joined);
}

function vulnerabilityOf(
  { name, version }: Package,
  installed: InstalledVersion,
  hits: readonly Hit[],
): Vulnerability {
  const records = hits.map(({ record }) => record).toSorted((a, b) => rank(a.id) - rank(b.id));
  const ids = [...new Set(records.flatMap(({ id, aliases }) => [id, ...aliases]))].sort();
  const project = normalizeName(name);
  const fixes = records.flatMap((record) => fixedVersions(record.affected.get(project) ?? []));
  const clean = laterVersions(fixes, installed).filter((each) => {
    const fixed = installedVersion(each);
    return records.every((record) => !judgeVersion(record.affected.get(project) ?? [], fixed).isAffected);
  });
  return {
    package: { name, version },
    id: ids.toSorted((a, b) => rank(a) - rank(b))[0] ?? "",
    ids,
    summary: records.find(({ summary }) => summary !== "")?.summary ?? "",
    link: records.find(({ link }) => link !== null)?.link ?? null,
    fixedIn: clean,
    vectors: [...new Set(records.flatMap(({ vectors }) => vectors))],
    severityWords: [...new Set(records.flatMap(({ severityWord }) => severityWord ?? []))],
    published: records.flatMap(({ published }) => published ?? []).toSorted()[0] ?? null,
    modified:
      records
        .map(({ modified }) => modified)
        .toSorted()
        .at(-1) ?? "",
    isUnreadable: hits.every(({ isUnreadable }) => isUnreadable),
    isByService: hits.every(({ isByService }) => isByService),
  };
}

/** Malware first: whoever has it has another problem than a vulnerability. */
function rank(id: string): number {
  const at = ["MAL-", "PYSEC-", "GHSA-", "CVE-"].findIndex((prefix) => id.startsWith(prefix));
  return at === -1 ? 4 : at;
}
