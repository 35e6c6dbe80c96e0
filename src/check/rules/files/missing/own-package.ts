import { normalizeName } from "../../../../version/names.ts";
import { rootOf, topPackages, type OwnSources } from "../../../views/packages/own-sources.ts";

/** A package of the project that users would import, and that the wheel does not provide. */
export interface UnshippedPackage {
  /** Dotted import name. */
  readonly name: string;
  /** Its folder in the sources. */
  readonly folder: string;
}

/**
 * The package of the sources that bears the project's name, or whose inside the wheel installs instead of itself, when
 * it cannot be imported from the files of the wheel (`paths`: below site-packages; `names`: dotted, importable).
 */
export function unshippedPackage(
  project: string,
  sources: OwnSources,
  paths: Iterable<string>,
  names: ReadonlySet<string>,
): UnshippedPackage | null {
  const importable = new Set([...names].map((name) => name.toLowerCase()));
  const normal = normalizeName(project);
  const spellings = [normal.replaceAll("-", "_"), normal.replaceAll("-", ".")];
  const installed = [...paths].filter((path) => path.endsWith(".py"));
  // Somebody named another folder on purpose, or the package is generated.
  if (spellings.some((name) => importable.has(name))) return null;
  const missing = topPackages(sources, spellings).filter((folder) => !isRenamed(folder));
  for (const folder of missing) {
    const name = suffixes(folder).find((each) => spellings.includes(each.toLowerCase()));
    if (name !== undefined) return { name, folder };
  }
  if (missing.some((folder) => suffixes(folder).some((name) => importable.has(name.toLowerCase()))))
    return null;
  for (const folder of missing) {
    const isInside = installed.some((path) => {
      const root = rootOf(sources, path);
      return root === folder || root?.startsWith(`${folder}/`) === true;
    });
    if (isInside) return { name: folder.slice(folder.lastIndexOf("/") + 1), folder };
  }
  return null;

  /** Whether all its modules lie in the wheel under another name, as `package_dir` and the like do it. */
  function isRenamed(folder: string): boolean {
    const own = folder.slice(folder.lastIndexOf("/") + 1);
    const inside = [...sources.paths].flatMap((path) =>
      path.startsWith(`${folder}/`) && path.endsWith(".py") ? [path.slice(folder.length)] : [],
    );
    const homes = installed.flatMap((path) =>
      path.endsWith("/__init__.py") ? [path.slice(0, -"/__init__.py".length)] : [],
    );
    const known = new Set(installed);
    return homes.some(
      (home) =>
        home.slice(home.lastIndexOf("/") + 1) !== own && inside.every((path) => known.has(home + path)),
    );
  }
}

/** The dotted names that a folder may have, by where the import path begins: the longest first. */
function suffixes(folder: string): readonly string[] {
  const parts = folder.split("/");
  return parts.map((_, index) => parts.slice(index).join("."));
}
