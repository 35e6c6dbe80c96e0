import { isModuleOf } from "../../../python-source/set-aside.ts";
import type { Layout } from "../../../tree/layout.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";

/** A data file inside a package of the tree. */
export interface PackageFile {
  /** In the tree. */
  readonly path: string;
  /** Where it would lie below site-packages. */
  readonly installed: string;
  /** The package whose folder holds it. */
  readonly package: string;
}

/** Sources of compiled modules, notes to developers and the like: not meant for the wheel. */
const NOT_DATA =
  /(\.(py|pyc|pyx|pxd|pxi|c|cc|cpp|cxx|h|hpp|hh|f|f90|rs|go|in|am|ac|build|cmake|toml|cfg|ini|po|pot|md|rst|orig|sh|bat|lock|ipynb|yml|yaml\.in)|~)$|(^|\/)(\.[^/]*|Makefile|CMakeLists\.txt|meson\.build|BUILD|LICENSE[^/]*|COPYING[^/]*|NOTICE[^/]*|AUTHORS[^/]*|README[^/]*|CHANGE[^/]*)$/i;

/** Whether a package is one that a wheel is expected to hold: tests and examples are left out on purpose. */
export function isMeantToShip(name: string): boolean {
  return (
    !isModuleOf(name, ["tests", "fixtures", "examples"]) && !/(^|\.)(_?build|__pycache__)(\.|$)/.test(name)
  );
}

/** The data files in the folders of the tree's packages: configuration and sources left out. */
export function packageDataFiles(tree: SourceTree, layout: Layout): readonly PackageFile[] {
  const packages = layout.modules
    .filter((module) => module.isPackage)
    .map((module) => ({ ...module, folder: module.path.slice(0, -"__init__.py".length) }))
    .sort((a, b) => b.folder.length - a.folder.length);
  return tree.files.flatMap(({ path, kind }) => {
    if (kind !== "file" || NOT_DATA.test(path)) return [];
    const owner = packages.find((candidate) => path.startsWith(candidate.folder));
    if (owner === undefined || !isMeantToShip(path.split("/").slice(0, -1).join("."))) return [];
    const installed = owner.root === "" ? path : path.slice(owner.root.length + 1);
    return [{ path, installed, package: owner.name }];
  });
}
