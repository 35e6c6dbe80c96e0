import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { applyEvent, emptyState, type IndexState } from "./state.ts";
import type { IndexEvent, StoredFile } from "./events.ts";

/** The index on disk: a journal of events, and the files by digest. A restart replays the journal. */
export interface Store {
  readonly state: IndexState;
  /** Where uploads are received before they are judged. */
  readonly incoming: string;
  /** Appends to the journal, then changes the state. */
  record(event: IndexEvent): Promise<void>;
  /** Path of a stored file's bytes; with `.metadata` appended, of a wheel's METADATA. */
  pathOf(file: Pick<StoredFile, "blake2b256" | "fileName">): string;
  /** Moves received bytes to their place and writes the metadata beside them; gives the metadata's sha256. */
  keep(
    file: Pick<StoredFile, "blake2b256" | "fileName">,
    from: string,
    metadata: Uint8Array | null,
  ): Promise<string | null>;
}

/** Opens a directory as an index; makes it when it is new. */
export async function openStore(directory: string, files: Files): Promise<Store> {
  const journal = join(directory, "index.jsonl");
  const incoming = join(directory, "incoming");
  await files.remove(incoming);
  await files.makeDirectory(incoming);
  const state = emptyState();
  if ((await files.stat(journal)) !== null) replay(state, await files.readText(journal));
  let last: Promise<void> = Promise.resolve();
  const pathOf: Store["pathOf"] = (file) =>
    join(directory, "files", ...digestPath(file.blake2b256), file.fileName);
  return {
    state,
    incoming,
    pathOf,
    async record(event) {
      const written = last.then(() => files.append(journal, `${JSON.stringify(event)}\n`));
      last = written.catch(() => undefined);
      await written;
      applyEvent(state, event);
    },
    async keep(file, from, metadata) {
      const target = pathOf(file);
      await files.makeDirectory(dirname(target));
      await files.rename(from, target);
      if (metadata === null) return null;
      await files.write(`${target}.metadata`, metadata);
      return createHash("sha256").update(metadata).digest("hex");
    },
  };
}

/** The three path segments under which PyPI's file host keeps a digest. */
export function digestPath(blake2b256: string): readonly [string, string, string] {
  return [blake2b256.slice(0, 2), blake2b256.slice(2, 4), blake2b256.slice(4)];
}

/** A kill may leave the last line torn: that event never happened. */
function replay(state: IndexState, journal: string): void {
  const lines = journal.split("\n");
  lines.pop();
  for (const line of lines) if (line !== "") applyEvent(state, JSON.parse(line) as IndexEvent);
}
