import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { listIndex, type TrackedFile } from "./git-state.ts";

type GitPorts = Pick<Ports, "files" | "processes" | "environment" | "signal">;

/**
 * The tracked files with those of initialised submodules in place of the submodules: a build in the checkout sees
 * them. A submodule that is not initialised stays one entry.
 */
export async function withSubmodules(
  root: string,
  files: readonly TrackedFile[],
  ports: GitPorts,
): Promise<readonly TrackedFile[]> {
  if (!files.some((file) => file.kind === "submodule")) return files;
  const lists = await Promise.all(files.map((file) => contentOf(root, file, ports)));
  return lists.flat();
}

async function contentOf(root: string, file: TrackedFile, ports: GitPorts): Promise<readonly TrackedFile[]> {
  const directory = join(root, file.path);
  // Without a repository of its own git would answer for the outer one.
  if (file.kind !== "submodule" || (await ports.files.stat(join(directory, ".git"))) === null) return [file];
  const listed = await listIndex(directory, ports);
  if (listed === null) return [file];
  const inner = await withSubmodules(directory, listed, ports);
  return inner.map((each) => ({ ...each, path: `${file.path}/${each.path}` }));
}
