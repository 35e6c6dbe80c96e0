import { createHash } from "node:crypto";

/**
 * One line of a journal. Each entry holds the hash of the one before it, so that none can be changed, taken out or put
 * in between without the rest telling.
 */
export interface JournalEntry {
  /** From 1. */
  readonly n: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** Lower-case hex sha256 over `previous` and the rest of the entry. */
  readonly hash: string;
}

/** What a chain starts from. */
export const NO_ENTRY: string = "0".repeat(64);

/** What reading a journal's text came to. */
export interface ReadChain {
  readonly entries: readonly JournalEntry[];
  /** A last line that was cut off in the middle of writing: the action that it would have told of was never begun. */
  readonly cutOff: string;
  /** The first line (1-based) that does not fit, and why; what follows it is not read. */
  readonly broken: { readonly line: number; readonly reason: string } | null;
}

/** The entry that follows another one. */
export function nextEntry(
  before: JournalEntry | undefined,
  time: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
): JournalEntry {
  const bare = { n: (before?.n ?? 0) + 1, time, type, data, previous: before?.hash ?? NO_ENTRY };
  return { ...bare, hash: hashOf(bare) };
}

/** An entry as a line, with its end. */
export function entryLine(entry: JournalEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Reads a journal and follows its chain. */
export function readChain(text: string): ReadChain {
  const lines = text.split("\n");
  const cutOff = lines.pop() ?? "";
  const entries: JournalEntry[] = [];
  for (const [position, line] of lines.entries()) {
    const before = entries.at(-1);
    const reason = faultOf(line, before);
    if (typeof reason === "string") return { entries, cutOff, broken: { line: position + 1, reason } };
    entries.push(reason);
  }
  return { entries, cutOff, broken: null };
}

function faultOf(line: string, before: JournalEntry | undefined): JournalEntry | string {
  let entry: JournalEntry;
  try {
    entry = JSON.parse(line) as JournalEntry;
  } catch {
    return "is not JSON";
  }
  if (typeof entry !== "object" || entry === null) return "is not an entry";
  if (entry.n !== (before?.n ?? 0) + 1) return `has the number ${entry.n}, not ${(before?.n ?? 0) + 1}`;
  if (entry.previous !== (before?.hash ?? NO_ENTRY)) return "does not follow the entry before it";
  if (entry.hash !== hashOf(entry)) return "was changed after it was written";
  return entry;
}

function hashOf({ n, time, type, data, previous }: Omit<JournalEntry, "hash">): string {
  return createHash("sha256")
    .update(`${previous}\n${JSON.stringify([n, time, type, data])}`)
    .digest("hex");
}
