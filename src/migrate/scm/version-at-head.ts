import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { readHistoryVersion } from "../../versioning/read-version.ts";
import type { Migration } from "../migration.ts";

/** The version that the tags give this commit once the migration is written: read over the new pyproject.toml, which is nowhere yet. */
export async function versionAtHead(
  tree: SourceTree,
  { edits }: Pick<Migration, "edits">,
  ports: Ports,
): Promise<string | null> {
  const after = edits.find(({ path }) => path === "pyproject.toml")?.after ?? null;
  if (after === null) return null;
  const place = await ports.files.realPath(join(tree.root, "pyproject.toml"));
  const files = {
    ...ports.files,
    read: (path: string): Promise<Uint8Array> =>
      path === place ? Promise.resolve(Buffer.from(after)) : ports.files.read(path),
  };
  try {
    return (await readHistoryVersion(tree.root, { ...ports, files }, "head")).version;
  } catch {
    // Without any tag there is none: the notes say so.
    return null;
  }
}
