import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { cacheDirectories, lastUse } from "../pinned/tool-cache.ts";

type CachePorts = Pick<Ports, "files" | "environment" | "clock">;

/** One thing in the cache that is kept or removed whole. */
export interface CacheEntry {
  /** Relative to the cache. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly used: Date;
}

/** A directory and the bytes in it. */
export interface SizedDirectory {
  readonly directory: string;
  readonly bytes: number;
}

/** The cache and what is in it. */
export interface CacheContents {
  readonly directory: string;
  readonly entries: readonly CacheEntry[];
}

/** How deep the entries of a folder lie: `tools/uv-0.13.8`, `answers/scans/HASH.json`. Others are entries themselves. */
const DEPTHS: Readonly<Record<string, number>> = { tools: 1, interpreters: 1, answers: 2, bytecode: 2 };

/** Everything that shipwheel keeps to be faster the next time. */
export async function readCache(ports: CachePorts): Promise<CacheContents> {
  const { root } = await cacheDirectories(ports);
  const top = await ports.files.list(root);
  const found = await Promise.all(top.map(({ name }) => entriesAt(root, name, DEPTHS[name] ?? 0, ports)));
  return { directory: root, entries: found.flat() };
}

/**
 * Removes what was not used for so many days. A run that lasts a day would be the first: what another run uses stays,
 * as long as `days` is 1 at least. Answers what is gone; what cannot be removed stays.
 */
export async function pruneCache(days: number, ports: CachePorts): Promise<readonly CacheEntry[]> {
  const { entries } = await readCache(ports);
  const latest = ports.clock.now().getTime() - days * 86_400_000;
  const old = entries.filter(({ used }) => used.getTime() < latest);
  return removeEach(old, ports.files);
}

/** Removes one after the other; answers those that are gone. */
export async function removeEach<Entry extends { readonly path: string }>(
  entries: readonly Entry[],
  files: Ports["files"],
): Promise<readonly Entry[]> {
  const removed: Entry[] = [];
  for (const entry of entries) {
    const isGone = await files.remove(entry.path).then(
      () => true,
      () => false,
    );
    if (isGone) removed.push(entry);
  }
  return removed;
}

async function entriesAt(
  root: string,
  name: string,
  depth: number,
  ports: CachePorts,
): Promise<readonly CacheEntry[]> {
  const path = join(root, name);
  const stat = await ports.files.stat(path);
  if (stat === null) return [];
  if (depth > 0 && stat.kind === "directory") {
    const inner = await ports.files.list(path);
    const found = await Promise.all(
      inner.map((each) => entriesAt(root, join(name, each.name), depth - 1, ports)),
    );
    return found.flat();
  }
  const used = await lastUse(path, ports);
  return [{ name, path, bytes: await sizeOnDisk(path, ports.files), used: used ?? stat.modified }];
}

/** Bytes of a file, or of all files below a directory; a link has none. */
export async function sizeOnDisk(path: string, files: Ports["files"]): Promise<number> {
  const stat = await files.stat(path).catch(() => null);
  if (stat?.kind === "file") return stat.size;
  if (stat?.kind !== "directory") return 0;
  let bytes = 0;
  for (const { name } of await files.list(path)) bytes += await sizeOnDisk(join(path, name), files);
  return bytes;
}
