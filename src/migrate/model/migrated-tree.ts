import type { SourceTree } from "../../tree/source-tree.ts";

/** What a target may know of the tree: which files there will be, and their texts. Nothing of today's backend. */
export interface MigratedTree {
  /** Sorted paths. */
  readonly files: readonly string[];
  has(path: string): boolean;
  /** Files that the migration takes away, unless the target keeps them. */
  readonly gone: ReadonlySet<string>;
}

/** The tree once files are gone and others are there. */
export function migratedTree(
  tree: SourceTree,
  gone: readonly string[],
  added: readonly string[],
): MigratedTree {
  const kept = tree.files.filter(({ path, kind }) => kind !== "submodule" && !gone.includes(path));
  const files = [...new Set([...kept.map(({ path }) => path), ...added])].sort();
  const known = new Set(files);
  return { files, has: (path) => known.has(path), gone: new Set(gone) };
}
