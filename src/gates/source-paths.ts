import { readLayout } from "../tree/layout.ts";
import type { SourceTree } from "../tree/source-tree.ts";

/** The import packages and modules of a project as paths, for tools that want to be told what to check. */
export function sourcePaths(tree: SourceTree): readonly string[] {
  const { modules } = readLayout(tree);
  const paths = modules.map(({ name, path, root, isPackage }) => {
    const [top = ""] = name.split(".");
    const prefix = root === "" ? "" : `${root}/`;
    return isPackage || name.includes(".") ? `${prefix}${top}` : path;
  });
  return [...new Set(paths)].toSorted();
}

/** How many files of Python the project's import packages have. */
export function sourceFileCount(tree: SourceTree): number {
  const roots = sourcePaths(tree);
  return tree.files.filter(
    ({ path, kind }) =>
      kind === "file" &&
      /\.pyi?$/.test(path) &&
      roots.some((root) => path === root || path.startsWith(`${root}/`)),
  ).length;
}
