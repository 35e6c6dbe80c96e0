import { dirname } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { entryLine, nextEntry, readChain, type JournalEntry } from "./chain.ts";

/** The append-only journal of a release: what was decided, begun and proved, in that order. */
export interface Journal {
  /** All entries so far, those of earlier runs first. */
  readonly entries: readonly JournalEntry[];
  /**
   * Writes one entry and waits until it is on the disk: only then may what it announces be begun. Throws
   * `release/journal-unwritable`; what came to the file all the same is taken away before the next entry.
   */
  append(type: string, data?: Readonly<Record<string, unknown>>): Promise<JournalEntry>;
  /** The last entry of a type. */
  last(type: string): JournalEntry | undefined;
}

/**
 * Opens a journal, a new one when there is none. A line that was cut off by a crash is taken away; a chain that does
 * not hold is the fault `release/journal-broken`: such a journal proves nothing, and nothing is done on its word.
 */
export async function openJournal(path: string, ports: Pick<Ports, "files" | "clock">): Promise<Journal> {
  const { files, clock } = ports;
  await files.makeDirectory(dirname(path));
  const text = (await files.stat(path)) === null ? "" : await files.readText(path);
  const chain = readChain(text);
  if (chain.broken !== null) {
    const { line, reason } = chain.broken;
    throw fault("release/journal-broken", { file: path, line, reason });
  }
  const entries = [...chain.entries];
  if (chain.cutOff !== "") await files.write(path, entries.map(entryLine).join(""));
  let writing: Promise<unknown> = Promise.resolve();
  let isDamaged = false;
  return {
    entries,
    append(type, data = {}) {
      const written = writing.then(async () => {
        const entry = nextEntry(entries.at(-1), clock.now().toISOString(), type, data);
        try {
          if (isDamaged) await files.write(path, entries.map(entryLine).join(""));
          isDamaged = true;
          await files.append(path, entryLine(entry), { sync: true });
          isDamaged = false;
        } catch (error) {
          const reason = (error as Error).message;
          throw fault("release/journal-unwritable", { file: path, reason }, { cause: error });
        }
        entries.push(entry);
        return entry;
      });
      // A failed write is its caller's; the next entry may still be tried.
      writing = written.catch(() => undefined);
      return written;
    },
    last: (type) => entries.findLast((entry) => entry.type === type),
  };
}
