import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";

/** Every file below a directory with its digest; links by their target. */
export type Snapshot = ReadonlyMap<string, string>;

/** Reads what lies below the directories; caches, which say nothing of a state, are left out. */
export async function takeSnapshot(
  directories: readonly string[],
  files: Pick<Ports["files"], "list" | "sha256" | "readLink" | "stat">,
): Promise<Snapshot> {
  const found = new Map<string, string>();
  for (const directory of directories) await walk(directory, "");
  return found;

  async function walk(directory: string, below: string): Promise<void> {
    if ((await files.stat(directory)) === null) return;
    for (const { name, kind } of await files.list(directory)) {
      const [path, relative] = [join(directory, name), `${below}${name}`];
      if (kind === "directory") {
        if (![".cache", "__pycache__"].includes(name)) await walk(path, `${relative}/`);
      } else
        found.set(
          path,
          kind === "file" ? await files.sha256(path) : `-> ${(await files.readLink(path)) ?? kind}`,
        );
    }
  }
}

/** What is new, gone or changed, the shortest names first. */
export function changedSince(before: Snapshot, after: Snapshot): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .toSorted((a, b) => a.length - b.length);
}
