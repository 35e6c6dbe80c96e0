import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { readSourceDateEpoch } from "../text/source-date-epoch.ts";

/** `SOURCE_DATE_EPOCH`: the user's, else the commit's time; a plain directory has none. */
export function sourceDateEpoch(
  tree: Pick<SourceTree, "git">,
  ports: Pick<Ports, "environment">,
): Readonly<Record<string, string>> {
  const own = ports.environment.variables["SOURCE_DATE_EPOCH"];
  if (own !== undefined) return { SOURCE_DATE_EPOCH: own };
  if (tree.git === null) return {};
  return { SOURCE_DATE_EPOCH: String(Math.floor(tree.git.commitTime.getTime() / 1000)) };
}

/** The time that a build is told; null: it is told none, or nothing that Python reads as one. */
export function sourceDate(tree: Pick<SourceTree, "git">, ports: Pick<Ports, "environment">): Date | null {
  return readSourceDateEpoch(sourceDateEpoch(tree, ports));
}
