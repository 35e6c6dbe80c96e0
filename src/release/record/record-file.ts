import { entryLine, readChain, type JournalEntry } from "../../engine/journal/chain.ts";

/** The name of a release's record. */
export const RECORD_FILE = "record.json";
/** The name of the journal that it is made of. */
export const JOURNAL_FILE = "journal.jsonl";

/** What a sealed record says of the whole. */
export interface SealedRelease {
  readonly project: string;
  readonly version: string;
  readonly tag: string | null;
  /** The tag as git has it; null for a tag that is no object, or none. */
  readonly tagObject: { readonly id: string; readonly text: string } | null;
  readonly commit: string | null;
  readonly index: string;
  /** sha256 by name: distributions and what was attached beside them. */
  readonly files: Readonly<Record<string, string>>;
}

/** A record that was read. */
export interface ReleaseRecord extends SealedRelease {
  /** Up to the one that seals. */
  readonly entries: readonly JournalEntry[];
  /** The hash of the sealing entry. */
  readonly sealed: string;
}

/** Why a text is no record that could be trusted: the thing in it that is wrong, and what of it. */
export interface RecordProblem {
  readonly part: string;
  readonly reason: string;
}

/**
 * The text of `record.json`: what was sealed, and every line of the journal that led there. It is made of the journal
 * alone, so that no byte of it can be changed without its telling. Null when nothing was sealed.
 */
export function renderRecord(entries: readonly JournalEntry[]): string | null {
  const end = entries.findLastIndex((entry) => entry.type === "sealed");
  const seal = entries[end];
  if (seal === undefined) return null;
  const journal = entries.slice(0, end + 1).map((entry) => entryLine(entry).trimEnd());
  const head = { schema: 1, kind: "shipwheel-release", ...seal.data, sealed: seal.hash };
  return `${JSON.stringify({ ...head, journal }, null, 2)}\n`;
}

/** Reads a record, and holds it to its own journal. */
export function readRecord(text: string): ReleaseRecord | RecordProblem {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    return { part: RECORD_FILE, reason: `is not JSON: ${(error as Error).message}` };
  }
  const lines = (value as { journal?: unknown } | null)?.journal;
  if (!Array.isArray(lines) || !lines.every((line) => typeof line === "string")) {
    return { part: RECORD_FILE, reason: "has no journal" };
  }
  const read = readJournal(lines.map((line) => `${line}\n`).join(""), `${RECORD_FILE}, journal`);
  if ("reason" in read) return read;
  const made = renderRecord(read.entries);
  if (made === null || read.entries.at(-1)?.type !== "sealed") {
    return { part: `${RECORD_FILE}, journal`, reason: "does not end with a seal" };
  }
  const record = recordOf(read.entries);
  if (record === null) return { part: `${RECORD_FILE}, journal`, reason: "has an incomplete seal" };
  if (made !== text) return { part: RECORD_FILE, reason: differing(value, made) };
  return record;
}

/** Reads the text of a journal, each line to the byte. */
export function readJournal(
  text: string,
  part: string,
): { readonly entries: readonly JournalEntry[] } | RecordProblem {
  const { entries, broken, cutOff } = readChain(text);
  const lines = text.split("\n");
  const other = entries.findIndex((entry, at) => entryLine(entry) !== `${lines[at] ?? ""}\n`);
  if (other !== -1 && (broken === null || other + 1 < broken.line)) {
    return { part: `${part} line ${other + 1}`, reason: "was changed after it was written" };
  }
  if (broken !== null) return { part: `${part} line ${broken.line}`, reason: broken.reason };
  if (cutOff !== "") return { part: `${part} line ${entries.length + 1}`, reason: "is cut off" };
  return { entries };
}

/** The record that these entries make; null without a seal that names files. */
export function recordOf(entries: readonly JournalEntry[]): ReleaseRecord | null {
  const end = entries.findLastIndex((entry) => entry.type === "sealed");
  const seal = entries[end];
  if (seal === undefined) return null;
  const { project, version, tag, tagObject, commit, index, files } = seal.data;
  const isText = (each: unknown): each is string => typeof each === "string";
  const isOwn = (name: string): boolean => /^[^/\\\0]+$/.test(name) && name !== "." && name !== "..";
  if (!isText(project) || !isText(version) || typeof files !== "object" || files === null) return null;
  const named = Object.entries(files as Readonly<Record<string, unknown>>);
  if (!named.every(([name, sha256]) => isOwn(name) && isText(sha256))) return null;
  const object = tagObject as { readonly id?: unknown; readonly text?: unknown } | null | undefined;
  return {
    project,
    version,
    tag: isText(tag) ? tag : null,
    tagObject: isText(object?.id) && isText(object.text) ? { id: object.id, text: object.text } : null,
    commit: isText(commit) ? commit : null,
    index: isText(index) ? index : "",
    files: Object.fromEntries(named) as Readonly<Record<string, string>>,
    entries: entries.slice(0, end + 1),
    sealed: seal.hash,
  };
}

/** Which part of a record is not what its journal says. */
function differing(value: Readonly<Record<string, unknown>>, made: string): string {
  const expected = JSON.parse(made) as Readonly<Record<string, unknown>>;
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const key = [...new Set([...Object.keys(value), ...Object.keys(expected)])].find(
    (each) => !same(value[each], expected[each]),
  );
  if (key === undefined) return "was rewritten";
  if (key !== "files") return `says another ${key} than its journal`;
  const [own, sealed] = [value[key], expected[key]] as Readonly<Record<string, unknown>>[];
  const name = [...new Set([...Object.keys(own ?? {}), ...Object.keys(sealed ?? {})])].find(
    (each) => !same(own?.[each], sealed?.[each]),
  );
  return name === undefined ? "lists different files" : `has a different digest for ${name} than its journal`;
}
