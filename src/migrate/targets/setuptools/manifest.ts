import type { MigratedTree } from "../../model/migrated-tree.ts";
import { coveringPaths, foldersAbove } from "../covering-paths.ts";
import type { ProjectModel } from "../../model/project-model.ts";

const READMES: ReadonlySet<string> = new Set(["README", "README.txt", "README.rst", "README.md"]);

/**
 * MANIFEST.in for an sdist that holds what it holds today; null when setuptools does so unasked. With setuptools-scm every
 * tracked file would be in it, so that everything goes first.
 */
export function manifestIn(model: ProjectModel, tree: MigratedTree): string | null {
  const wanted = new Set([...model.sdist].filter((path) => tree.has(path)));
  if (model.version.kind === "scm") return allOf(wanted, tree);
  const automatic = automaticFiles(model, tree);
  const more = [...wanted].filter((path) => !automatic.has(path));
  const less = [...automatic].filter(
    (path) => !wanted.has(path) && !["pyproject.toml", "MANIFEST.in", "setup.py", "setup.cfg"].includes(path),
  );
  if (more.length === 0 && less.length === 0) return null;
  return `${[...inclusions(more, wanted, tree), ...exclusions(less, wanted)].join("\n")}\n`;
}

function automaticFiles(
  { wheel, licenseFiles, readme, scriptFiles }: ProjectModel,
  tree: MigratedTree,
): ReadonlySet<string> {
  const found = new Set([...wheel.values(), ...licenseFiles, ...(readme?.value.files ?? []), ...scriptFiles]);
  for (const path of tree.files)
    if (
      READMES.has(path) ||
      /^tests?\/test[^/]*\.py$/.test(path) ||
      path === "pyproject.toml" ||
      path === "setup.py" ||
      path === "setup.cfg"
    )
      found.add(path);
  return found;
}

function allOf(wanted: ReadonlySet<string>, tree: MigratedTree): string | null {
  if (tree.files.every((path) => wanted.has(path))) return null;
  return `${["global-exclude *", ...inclusions([...wanted], wanted, tree)].join("\n")}\n`;
}

/** Whole directories by `graft`, other files by name. */
function inclusions(
  paths: readonly string[],
  wanted: ReadonlySet<string>,
  tree: MigratedTree,
): readonly string[] {
  const files = new Set(tree.files);
  const needed = new Set(paths);
  const covering = coveringPaths(wanted, tree.files).filter(
    (path) => needed.has(path) || paths.some((each) => each.startsWith(`${path}/`)),
  );
  return [
    ...covering.filter((path) => files.has(path)).map((path) => `include ${path}`),
    ...covering.filter((path) => !files.has(path)).map((folder) => `graft ${folder}`),
  ];
}

function exclusions(paths: readonly string[], wanted: ReadonlySet<string>): readonly string[] {
  const kept = new Set([...wanted].flatMap(foldersAbove));
  const prunes = new Set<string>();
  const files: string[] = [];
  for (const path of [...paths].sort()) {
    const gone = foldersAbove(path).find((folder) => !kept.has(folder));
    if (gone === undefined) files.push(path);
    else prunes.add(gone);
  }
  return [...files.map((path) => `exclude ${path}`), ...[...prunes].map((folder) => `prune ${folder}`)];
}
