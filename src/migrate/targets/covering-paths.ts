/** The fewest paths that stand for these files: whole directories where every file below is among them. Sorted. */
export function coveringPaths(wanted: ReadonlySet<string>, all: readonly string[]): readonly string[] {
  const incomplete = new Set<string>();
  for (const path of all)
    if (!wanted.has(path)) for (const folder of foldersAbove(path)) incomplete.add(folder);
  const covering = new Set<string>();
  for (const path of wanted)
    covering.add(foldersAbove(path).find((folder) => !incomplete.has(folder)) ?? path);
  return [...covering].sort();
}

/** `a/b/c.py` lies in `a` and in `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}
