import type { SourceTree } from "../../tree/source-tree.ts";

/** What a target may know of the tree: which files there will be, and their texts. Nothing of today's backend. */
export interface MigratedTree {
  /** Sorted paths. */
  readonly files: readonly string[];
  has(path: string): boolean;
  /** Whether git keeps the tree. */
  readonly isRepository: boolean;
}

/** The tree once these files are gone. */
export function migratedTree(tree: SourceTree, gone: readonly string[]): MigratedTree {
  const files = tree.files
    .filter(({ path, kind }) => kind !== "submodule" && !gone.includes(path))
    .map(({ path }) => path);
  const known = new Set(files);
  return { files, has: (path) => known.has(path), isRepository: tree.git !== null };
}
