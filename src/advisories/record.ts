import { normalizeName } from "../version/names.ts";

/** One event of a range, as the record spells it. */
export interface RangeEvent {
  readonly kind: "introduced" | "fixed" | "last_affected" | "limit";
  readonly version: string;
}

/** A range of versions. Those of commits (GIT) are left out: they match no version. */
export interface AffectedRange {
  readonly type: "ECOSYSTEM" | "SEMVER";
  readonly events: readonly RangeEvent[];
  /** An event has no key or several, or none introduces: nothing can be cleared by it. */
  readonly isMalformed: boolean;
}

/** What a record says of one PyPI project. */
export interface Affected {
  readonly versions: readonly string[];
  readonly ranges: readonly AffectedRange[];
}

/** The part of an advisory (OSV schema 1) by which it is judged. */
export interface AdvisoryRecord {
  readonly id: string;
  readonly modified: string;
  readonly published: string | null;
  readonly withdrawn: string | null;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly link: string | null;
  /** CVSS vectors. */
  readonly vectors: readonly string[];
  /** The database's own word: GHSA has LOW, MODERATE, HIGH and CRITICAL. */
  readonly severityWord: string | null;
  /** By normalized project name; only PyPI's projects. */
  readonly affected: ReadonlyMap<string, readonly Affected[]>;
}

/** A value that is no record of a known form. */
export interface UnreadRecord {
  readonly id: string;
  readonly problem: string;
}

const MAX_SUMMARY = 300;
const EVENT_KINDS: readonly RangeEvent["kind"][] = ["introduced", "fixed", "last_affected", "limit"];

/** Whether a record could not be read. */
export function isUnread(read: AdvisoryRecord | UnreadRecord): read is UnreadRecord {
  return "problem" in read;
}

/**
 * Reads a record of OSV. What is absent or null is empty, unknown keys are ignored, and a record without
 * `schema_version` is one of version 1, as the schema says.
 *
 * @see https://ossf.github.io/osv-schema/
 */
export function readRecord(value: unknown): AdvisoryRecord | UnreadRecord {
  if (!isObject(value) || typeof value["id"] !== "string" || value["id"] === "") {
    return { id: "?", problem: "it has no id" };
  }
  const id = value["id"];
  const schema = value["schema_version"];
  if (schema !== undefined && textOf(schema)?.startsWith("1.") !== true) {
    return { id, problem: `its schema version is ${JSON.stringify(schema).slice(0, 20)}, not 1` };
  }
  const listed = value["affected"] ?? [];
  if (!Array.isArray(listed)) return { id, problem: "its affected is not a list" };
  const affected = new Map<string, Affected[]>();
  const vectors = vectorsOf(value["severity"]);
  for (const each of objects(listed)) {
    const name = projectOf(each);
    if (name === null) continue;
    const versions = strings(each["versions"]);
    const ranges = objects(each["ranges"]).flatMap((range) => readRange(range) ?? []);
    affected.set(name, [...(affected.get(name) ?? []), { versions, ranges }]);
    for (const vector of vectorsOf(each["severity"])) vectors.push(vector);
  }
  const specific = value["database_specific"];
  const word = isObject(specific) ? specific["severity"] : null;
  return {
    id,
    modified: textOf(value["modified"]) ?? "",
    published: textOf(value["published"]),
    withdrawn: textOf(value["withdrawn"]),
    aliases: strings(value["aliases"]),
    summary: summaryOf(value),
    link: linkOf(value["references"]),
    vectors: [...new Set(vectors)],
    severityWord: typeof word === "string" ? word : null,
    affected,
  };
}

/** The normalized name of the project, or null: it has none, or is of another ecosystem. */
function projectOf(affected: Readonly<Record<string, unknown>>): string | null {
  const about = affected["package"];
  if (!isObject(about) || typeof about["name"] !== "string") return null;
  // `PyPI:variant` would be a sub-ecosystem; the schema writes it behind a colon.
  const ecosystem = textOf(about["ecosystem"]) ?? "";
  return ecosystem.split(":")[0] === "PyPI" ? normalizeName(about["name"]) : null;
}

function readRange(range: Readonly<Record<string, unknown>>): AffectedRange | null {
  const type = range["type"];
  if (type !== "ECOSYSTEM" && type !== "SEMVER") return null;
  const events: RangeEvent[] = [];
  let isMalformed = false;
  for (const event of objects(range["events"])) {
    const kinds = EVENT_KINDS.filter((kind) => event[kind] !== undefined);
    if (kinds.length !== 1) isMalformed = true;
    for (const kind of kinds) {
      const version = textOf(event[kind]);
      if (version === null) isMalformed = true;
      else events.push({ kind, version });
    }
  }
  return { type, events, isMalformed };
}

function vectorsOf(severity: unknown): string[] {
  return objects(severity).flatMap((each) => {
    const score = textOf(each["score"]);
    return score !== null && textOf(each["type"])?.startsWith("CVSS_V") === true ? [score] : [];
  });
}

function summaryOf(value: Readonly<Record<string, unknown>>): string {
  const summary = textOf(value["summary"]);
  if (summary !== null && summary.trim() !== "") return oneLine(summary);
  // Most of PyPA's records have details only: their first sentence.
  const details = oneLine(textOf(value["details"]) ?? "");
  return /^.*?[.!?](?=\s|$)/.exec(details)?.[0] ?? details;
}

function oneLine(text: string): string {
  return text
    .slice(0, MAX_SUMMARY * 4)
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, MAX_SUMMARY);
}

function linkOf(references: unknown): string | null {
  const all = objects(references).flatMap((each) => {
    const url = textOf(each["url"]);
    return url !== null && /^https?:\/\//.test(url) ? [{ type: each["type"], url }] : [];
  });
  return (all.find(({ type }) => type === "ADVISORY") ?? all[0])?.url ?? null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objects(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
