import { append } from "../../text/append.ts";
import type { ArchiveEntry } from "../archive/archive.ts";
import type { Distribution } from "../distribution.ts";
import { isRecordFile } from "../record.ts";

/** What of a member, or of the archive around it, differs between two files. */
export type DifferenceKind =
  | "missing"
  | "added"
  | "content"
  | "mode"
  | "time"
  | "owner"
  | "order"
  | "archive";

/** A difference between two archives that should be the same. */
export interface MemberDifference {
  /** Null: of the archive itself. */
  readonly member: string | null;
  readonly kind: DifferenceKind;
  readonly first: string;
  readonly second: string;
}

type Compared = Pick<Distribution, "kind" | "entries" | "entryDigests" | "digests">;

/**
 * Every difference between two archives, member by member. `meaning`: names and contents only, as for two builds that are
 * packed at different times; `bytes`: all that makes the files differ.
 */
export function compareArchives(
  first: Compared,
  second: Compared,
  how: "meaning" | "bytes",
): readonly MemberDifference[] {
  if (first.digests.sha256 === second.digests.sha256) return [];
  const ours = byName(first);
  const theirs = byName(second);
  const found: MemberDifference[] = [];
  for (const name of [...ours.keys()].sort()) {
    if (!theirs.has(name))
      found.push({ member: name, kind: "missing", first: "is there", second: "missing" });
  }
  for (const name of [...theirs.keys()].sort()) {
    if (!ours.has(name)) found.push({ member: name, kind: "added", first: "missing", second: "is there" });
  }
  for (const [name, entry] of ours) {
    const other = theirs.get(name);
    if (other === undefined) continue;
    const [a, b] = [first.entryDigests.get(name)?.sha256 ?? "", second.entryDigests.get(name)?.sha256 ?? ""];
    if (a !== b || entry.kind !== other.kind || entry.linkTarget !== other.linkTarget)
      found.push({ member: name, kind: "content", first: a, second: b });
    if (how === "bytes") append(found, packing(entry, other));
  }
  // RECORD repeats the other differences.
  const told = found.filter(({ member, kind }) => !(kind === "content" && isRecordFile(member ?? "")));
  const contents = told.length > 0 ? told : found;
  if (how === "meaning" || contents.some(({ kind }) => kind === "missing" || kind === "added"))
    return contents;
  const order = firstOutOfOrder(first.entries, second.entries);
  if (order !== null) return [...contents, order];
  return contents.length > 0 ? contents : [ARCHIVE];
}

/** Nothing of a member: gzip's header, or how the bytes are packed. */
const ARCHIVE: MemberDifference = {
  member: null,
  kind: "archive",
  first: "other bytes around the members",
  second: "other bytes around the members",
};

/** Directories count only where a tar has them. */
function byName({ kind, entries }: Compared): ReadonlyMap<string, ArchiveEntry> {
  const counted = entries.filter((entry) => kind === "sdist" || entry.kind !== "directory");
  return new Map(counted.map((entry) => [entry.name, entry]));
}

function packing(first: ArchiveEntry, second: ArchiveEntry): readonly MemberDifference[] {
  const { name: member } = first;
  const found: MemberDifference[] = [];
  if (first.mode !== second.mode) {
    const octal = ({ mode }: ArchiveEntry): string => `0${mode.toString(8)}`;
    found.push({ member, kind: "mode", first: octal(first), second: octal(second) });
  }
  if (first.modified !== second.modified)
    found.push({ member, kind: "time", first: timeOf(first), second: timeOf(second) });
  if (first.owner !== second.owner)
    found.push({
      member,
      kind: "owner",
      first: first.owner ?? "root:root",
      second: second.owner ?? "root:root",
    });
  return found;
}

/** ISO, without a zone: a zip's time has none. */
function timeOf({ modified }: ArchiveEntry): string {
  return modified === undefined
    ? "no date"
    : new Date(modified * 1000).toISOString().replace(/\.000Z$|Z$/, "");
}

function firstOutOfOrder(
  first: readonly ArchiveEntry[],
  second: readonly ArchiveEntry[],
): MemberDifference | null {
  const at = first.findIndex(({ name }, index) => second[index]?.name !== name);
  const [a, b] = [first[at], second[at]];
  return a === undefined || b === undefined
    ? null
    : { member: a.name, kind: "order", first: a.name, second: b.name };
}
