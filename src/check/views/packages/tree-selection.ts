import { normalizeName } from "../../../version/names.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { KeyPath } from "../../../tree/formats/toml-file.ts";

/** The paths of a tree without its submodules. */
export function files(tree: SourceTree): readonly string[] {
  return tree.files.flatMap((file) => (file.kind === "submodule" ? [] : [file.path]));
}

/** A string or the strings of a list at a key. */
export function strings(tree: SourceTree, path: KeyPath): readonly string[] {
  const value = tree.pyproject?.get(path);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Everything below a folder (or the file itself), seen from the folder that is on the import path. */
export function below(tree: SourceTree, folder: string, root: string): Map<string, string> | null {
  const prefix = root === "" ? "" : `${root}/`;
  const found = files(tree).filter((path) => path === folder || path.startsWith(`${folder}/`));
  return found.length === 0 ? null : new Map(found.map((path) => [path.slice(prefix.length), path]));
}

/** The folder of a path; empty at the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The project's name as a module bears it. */
export function moduleName(tree: SourceTree): string {
  return normalizeName(tree.project.name?.value ?? "").replaceAll("-", "_");
}

/** The first of the places that the tree has: a folder, or a module when the place ends in .py. */
export function firstThere(tree: SourceTree, places: readonly string[]): string | null {
  return (
    places.find((place) => (place.endsWith(".py") ? tree.has(place) : tree.has(`${place}/__init__.py`))) ??
    null
  );
}
