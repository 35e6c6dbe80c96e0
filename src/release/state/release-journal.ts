import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { readChain, type JournalEntry } from "../../engine/journal/chain.ts";
import { releaseDirectory, type ReleaseKey } from "./release-state.ts";

/** The journal of a release on this machine, only read; empty without one. Throws `release/journal-broken`. */
export async function journalOf(
  key: ReleaseKey,
  { environment, files }: Pick<Ports, "environment" | "files">,
): Promise<readonly JournalEntry[]> {
  const path = join(releaseDirectory(key, environment), "journal.jsonl");
  if ((await files.stat(path)) === null) return [];
  const chain = readChain(await files.readText(path));
  if (chain.broken === null) return chain.entries;
  const { line, reason } = chain.broken;
  throw fault("release/journal-broken", { file: path, line, reason });
}

/** The steps that the journal proves for a commit: a rehearsal of another one begins anew. */
export function stepsDone(entries: readonly JournalEntry[], commit: string): readonly string[] {
  const rehearsed = entries.findLast((entry) => entry.type === "rehearsed");
  if (rehearsed?.data["commit"] !== commit) return [];
  return entries.flatMap(({ type, data }) => (type === "done" ? [String(data["step"])] : []));
}
