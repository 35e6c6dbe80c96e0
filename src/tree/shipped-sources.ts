import type { SourceTree } from "./source-tree.ts";

/**
 * Modules of the tree that wheels hold, where they lie in the tree: at its top or below one directory, as `src`. Tests
 * of what is installed run without them.
 */
export function shippedSources(
  tree: Pick<SourceTree, "files">,
  members: Iterable<{ readonly name: string }>,
): ReadonlySet<string> {
  const modules = new Set(
    Array.from(members, ({ name }) => name).filter((name) => /\.(?:py|pyd|so)$/.test(name)),
  );
  return new Set(
    tree.files
      .map(({ path }) => path)
      .filter((path) => modules.has(path) || modules.has(path.slice(path.indexOf("/") + 1))),
  );
}
