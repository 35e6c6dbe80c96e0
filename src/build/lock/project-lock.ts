import { join } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { readLock, type BuildLock } from "./lock-file.ts";

/** The lock of a project; `unused` says why a file of its name is none. */
export interface ProjectLock {
  readonly lock: BuildLock | null;
  readonly unused: string | null;
}

/** The lock that a project has: a file of the tree, as all that is built from. Throws `build/broken-lock`. */
export async function projectLock(
  tree: Pick<SourceTree, "root" | "has" | "readText">,
  file: string,
  { files }: Pick<Ports, "files">,
): Promise<ProjectLock> {
  if (!tree.has(file)) {
    const isThere = (await files.stat(join(tree.root, file)))?.kind === "file";
    const unused = `${file} is not used: git does not track it; run git add ${file}, and commit it`;
    return { lock: null, unused: isThere ? unused : null };
  }
  const text = await tree.readText(file);
  if (text === null) return { lock: null, unused: `${file} is not used: it cannot be read` };
  const lock = readLock(file, text);
  if (typeof lock === "string") throw fault("build/broken-lock", { file, reason: lock });
  return { lock, unused: null };
}
