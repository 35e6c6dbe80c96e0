import type { BackendFacts } from "../../../../tree/backend.ts";
import { normalizeName } from "../../../../version/names.ts";
import { isAsideFolder, rootOf, topPackages, type OwnSources } from "../../../views/packages/own-sources.ts";
import type { WheelView } from "../../../views/packages/wheel-view.ts";

/** A package of the project that users would import, and that the wheel does not provide. */
export interface UnshippedPackage {
  /** Dotted import name. */
  readonly name: string;
  /** Its folder in the sources. */
  readonly folder: string;
}

/**
 * The package of the sources that cannot be imported from the wheel although the project is about it: it bears the
 * project's name, or the wheel installs its inside instead of itself, or nothing but tests, scripts and the like.
 */
export async function unshippedPackage(
  project: string,
  sources: OwnSources,
  view: Pick<WheelView, "paths" | "names" | "sha256">,
): Promise<UnshippedPackage | null> {
  const importable = new Set([...view.names].map((name) => name.toLowerCase()));
  const spellings = spellingsOf(project);
  // Somebody named another folder on purpose, or the package is generated.
  if (spellings.some((name) => importable.has(name))) return null;
  const installed = [...view.paths].filter((path) => path.endsWith(".py"));
  const missing: string[] = [];
  for (const folder of topPackages(sources, spellings))
    if (!(await isRenamed(folder, installed, sources, view))) missing.push(folder);
  for (const folder of missing) {
    const name = suffixes(folder).find((each) => spellings.includes(each.toLowerCase()));
    if (name !== undefined) return { name, folder };
  }
  if (missing.some((folder) => suffixes(folder).some((name) => importable.has(name.toLowerCase()))))
    return null;
  const isInside = (folder: string): boolean =>
    installed.some((path) => {
      const root = rootOf(sources, path);
      return root === folder || root?.startsWith(`${folder}/`) === true;
    });
  const tops = [...view.names].filter((name) => !name.includes("."));
  const meant = tops.length > 0 && tops.every(isAsideFolder) ? missing[0] : missing.find(isInside);
  return meant === undefined ? null : { name: meant.slice(meant.lastIndexOf("/") + 1), folder: meant };
}

/**
 * Whether the wheel has a package's modules under a name that is not in the sources, as `package_dir` and the like make
 * it. The same file names say nothing (every package has an `__init__.py`): one module has to be the same.
 */
async function isRenamed(
  folder: string,
  installed: readonly string[],
  sources: OwnSources,
  view: Pick<WheelView, "sha256">,
): Promise<boolean> {
  const inside = [...sources.paths].flatMap((path) =>
    path.startsWith(`${folder}/`) && path.endsWith(".py") ? [path.slice(folder.length)] : [],
  );
  const known = new Set(installed);
  const homes = installed.flatMap((path) =>
    path.endsWith("/__init__.py") && rootOf(sources, path) === null
      ? [path.slice(0, -"/__init__.py".length)]
      : [],
  );
  for (const home of homes) {
    if (!inside.every((path) => known.has(home + path))) continue;
    const digests = await Promise.all(inside.map((path) => sources.sha256(folder + path)));
    if (digests.every((digest) => digest === EMPTY)) return true;
    for (const [at, path] of inside.entries())
      if (digests[at] !== EMPTY && digests[at] === (await view.sha256(home + path))) return true;
  }
  return false;
}

/** SHA-256 of no bytes: two empty modules have nothing in common. */
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** What a package may be called that bears the project's name. */
export function spellingsOf(project: string): readonly string[] {
  const normal = normalizeName(project);
  return [normal.replaceAll("-", "_"), normal.replaceAll("-", ".")];
}

/** The dotted names that a folder may have, by where the import path begins: the longest first. */
function suffixes(folder: string): readonly string[] {
  const parts = folder.split("/");
  return parts.map((_, index) => parts.slice(index).join("."));
}

/** The setting that makes a build backend ship a package. */
export function packageHelp(facts: BackendFacts, { folder, name }: UnshippedPackage): string {
  const root = folder.split("/").slice(0, -name.split(".").length).join("/");
  const help = facts.packageHelp({ root, top: name.split(".")[0] ?? name, name });
  return help ?? `name ${folder} as the package in the settings of the build backend`;
}
