import { dirname, join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { RECORD_FILE } from "../record/record-file.ts";

/** So many finished releases of a project are kept on a machine, as many as results of its runs. */
const RELEASES_KEPT = 20;

/**
 * Removes the oldest finished releases beside one, with their files: what is sealed is on the index and the repository host.
 * What was begun and not finished stays, whatever its age. What cannot be removed is no reason to fail.
 */
export async function pruneReleases(
  directory: string,
  { files }: Pick<Ports, "files">,
  kept: number = RELEASES_KEPT,
): Promise<void> {
  const parent = dirname(directory);
  const finished: { readonly path: string; readonly sealed: number }[] = [];
  for (const { name } of await files.list(parent)) {
    const path = join(parent, name);
    const record = await files.stat(join(path, RECORD_FILE));
    if (record?.kind === "file") finished.push({ path, sealed: record.modified.getTime() });
  }
  const oldest = finished.toSorted((a, b) => b.sealed - a.sealed).slice(kept);
  for (const { path } of oldest) if (path !== directory) await files.remove(path).catch(() => undefined);
}
