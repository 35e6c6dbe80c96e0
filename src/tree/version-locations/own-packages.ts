import { normalizeName } from "../../version/names.ts";
import { readLayout } from "../layout.ts";
import type { SourceTree } from "../source-tree.ts";

/** A top-level package or module of the project. */
interface OwnModule {
  readonly name: string;
  /** Of `__init__.py`, or of the lone module. */
  readonly file: string;
  /** The package's directory with a slash behind it; null for a lone module. */
  readonly directory: string | null;
}

/**
 * The packages and modules that may state the project's version: those that bear its name, else the only one there is;
 * of several others all, and then just one of them may state a version.
 */
export function ownModules({ tree, name }: { readonly tree: SourceTree; readonly name: string | null }): {
  readonly modules: readonly OwnModule[];
  readonly certain: boolean;
} {
  const { modules } = readLayout(tree);
  const packages = new Set(modules.filter((each) => each.isPackage).map((each) => each.name));
  const tops = modules
    .filter((each) => !hasParent(each.name, packages) && (each.isPackage || !each.name.includes(".")))
    .map((each) => ({
      name: each.name,
      file: each.path,
      directory: each.isPackage ? each.path.slice(0, -"__init__.py".length) : null,
    }));
  const named = tops.filter((each) => name !== null && normalizeName(each.name) === name);
  if (named.length > 0) return { modules: named, certain: true };
  return { modules: tops, certain: tops.length === 1 };
}

function hasParent(name: string, packages: ReadonlySet<string>): boolean {
  for (let dot = name.lastIndexOf("."); dot !== -1; dot = name.lastIndexOf(".", dot - 1)) {
    if (packages.has(name.slice(0, dot))) return true;
  }
  return false;
}
