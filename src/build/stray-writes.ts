import { basename, join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { ExportedTree } from "./export/export.ts";
import { tryGit } from "./git-command.ts";
import type { StrayWrite } from "./hooks.ts";
import type { BuildWorkspace } from "./workspace.ts";

type WatchPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/** Where tools keep caches: not the backend's doing. */
const CACHES = /^(\.cache|\.ccache|\.cargo|\.rustup|\.config|\.local|Library|AppData|\.python_history)$/;

/** What a backend's own processes (compilers, make) left in the empty HOME and beside the export. */
export async function strayFiles(
  workspace: BuildWorkspace,
  exportRoot: string,
  ports: WatchPorts,
): Promise<readonly StrayWrite[]> {
  const [home, beside] = await Promise.all([
    ports.files.list(workspace.home),
    ports.files.list(workspace.sources),
  ]);
  const strays = [
    ...home.filter((entry) => !CACHES.test(entry.name)).map((entry) => join(workspace.home, entry.name)),
    ...beside
      .filter((entry) => entry.name !== basename(exportRoot))
      .map((entry) => join(workspace.sources, entry.name)),
  ];
  return strays.map((path) => ({ path, denied: false }));
}

/** A mark of the user's tree, by absolute path, to be compared after the build. */
export type TreeMark = ReadonlyMap<string, string>;

/** Marks the state of the user's own tree: what git calls changed, with times and sizes; without git all files. */
export async function markTree(tree: ExportedTree, ports: WatchPorts): Promise<TreeMark> {
  const top = tree.git?.topLevel ?? tree.root;
  const paths =
    tree.git === null ? tree.files.map((file) => file.path) : await changedPaths(tree.root, ports);
  const marks = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => {
      const stat = await ports.files.stat(join(top, path));
      const mark = stat === null ? "absent" : `${stat.kind} ${stat.size} ${stat.modified.getTime()}`;
      return [join(top, path), stat?.kind === "directory" ? "directory" : mark];
    }),
  );
  return new Map(marks);
}

async function changedPaths(root: string, ports: WatchPorts): Promise<readonly string[]> {
  const status = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--", "."];
  const done = await tryGit(root, status, ports);
  if (done.status !== 0) return [];
  return done.stdout
    .split("\0")
    .filter((record) => record.length > 3)
    .map((record) => record.slice(3));
}

/** What changed in the user's own tree between two marks. */
export function changesBetween(before: TreeMark, after: TreeMark): readonly StrayWrite[] {
  const paths = [...after].filter(([path, mark]) => before.get(path) !== mark).map(([path]) => path);
  return paths.map((path) => ({ path, denied: false }));
}
