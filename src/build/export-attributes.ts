import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { git } from "./git-command.ts";
import type { ExportedTree } from "./export.ts";

type ExportPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/**
 * Makes a fresh clone hold what `git archive` gives: `export-subst` files are expanded, `export-ignore` files
 * are gone. Both are marked in the clone's index as unchanged, so that `git describe --dirty` stays clean.
 */
export async function unpackArchive(root: string, ports: ExportPorts): Promise<void> {
  const archive = `${root}.tar`;
  const unpacked = `${root}.archive`;
  await ports.files.makeDirectory(unpacked);
  await git(root, ["archive", "--format=tar", "-o", archive, "HEAD"], ports);
  const env = { PATH: ports.environment.variables["PATH"] ?? "", LC_ALL: "C" };
  const done = await ports.processes.run({
    argv: ["tar", "-xf", archive, "-C", unpacked],
    cwd: unpacked,
    env,
    signal: ports.signal,
  });
  if (done.status !== 0) throw new Error(`tar could not unpack git's archive: ${done.stderr}`);
  await ports.files.remove(archive);
  await ports.files.rename(join(root, ".git"), join(unpacked, ".git"));
  await ports.files.remove(root);
  await ports.files.rename(unpacked, root);
  await git(root, ["read-tree", "HEAD"], ports);
  const differing = await git(root, ["ls-files", "-z", "-m", "-d", "--deduplicate"], ports);
  if (differing !== "") {
    await git(root, ["update-index", "--assume-unchanged", "-z", "--stdin"], ports, differing);
  }
}

/** True when a `.gitattributes` below `root` (a copy of the tree's repository) asks for more than a checkout. */
export async function usesExportAttributes(
  tree: ExportedTree,
  root: string,
  ports: ExportPorts,
): Promise<boolean> {
  const prefix = tree.git?.prefix ?? "";
  const above = prefix.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/"));
  const places = new Set(above.map((directory) => join(root, directory, ".gitattributes")));
  for (const { path } of tree.files) {
    if (/(^|\/)\.gitattributes$/.test(path)) places.add(join(root, prefix, path));
  }
  for (const place of places) {
    if ((await ports.files.stat(place)) === null) continue;
    if (/\bexport-(subst|ignore)\b/.test(await ports.files.readText(place))) return true;
  }
  return false;
}
