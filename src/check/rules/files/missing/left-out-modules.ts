import { isMeantToShip } from "../../../views/packages/package-files.ts";
import { isGenerated } from "../../../views/sdist-content.ts";
import { rootOf, type OwnSources } from "../../../views/packages/own-sources.ts";
import { isAside } from "../../../views/packages/missing-modules.ts";

/** A module or package that lies in the sources of a package that ships, and not in the wheel. */
export interface LeftOutModule {
  /** Dotted. */
  readonly name: string;
  /** In the sources: the module, or the `__init__.py` of the outermost package. */
  readonly source: string;
}

/** What the wheel (`paths`: below site-packages) lacks of the regular packages that it installs. */
export function leftOutModules(sources: OwnSources, paths: ReadonlySet<string>): readonly LeftOutModule[] {
  const found = new Map<string, LeftOutModule>();
  const homes = [...paths].filter((path) => /^[^/]+\/__init__\.py$/.test(path));
  for (const home of homes) {
    const root = rootOf(sources, home);
    if (root === null) continue;
    const prefix = root === "" ? "" : `${root}/`;
    const folder = `${prefix}${home.slice(0, -"__init__.py".length)}`;
    for (const source of sources.paths) {
      if (!source.startsWith(folder) || !source.endsWith(".py") || isGenerated(source)) continue;
      const installed = source.slice(prefix.length);
      if (paths.has(installed) || isAside(installed) || NO_MODULE.test(installed)) continue;
      const [name, at] = outermost(installed, paths, (path) => sources.paths.has(`${prefix}${path}`));
      // What is private, and what nothing imports (K016 looks), is for the build.
      if (name !== null && isMeantToShip(name) && !/(^|\.)_/.test(name))
        found.set(name, { name, source: `${prefix}${at}` });
    }
  }
  return [...found.values()];
}

/** The outermost package around a path that the wheel lacks; no name where a folder between is no package. */
function outermost(
  installed: string,
  paths: ReadonlySet<string>,
  isSource: (path: string) => boolean,
): readonly [string | null, string] {
  const parts = installed.split("/");
  for (let length = 2; length < parts.length; length++) {
    const init = `${parts.slice(0, length).join("/")}/__init__.py`;
    if (!isSource(init)) return [null, init];
    if (!paths.has(init)) return [parts.slice(0, length).join("."), init];
  }
  const name = installed.replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
  return [name, installed];
}

/** Scripts, build files and what is no identifier. */
const NO_MODULE =
  /(^|\/)(setup|conftest|__main__|_?build[^/]*|_?cffi[^/]*|[^/]*[^\w/][^/]*)\.py$|(^|\/)[^/]*[^\w/][^/]*\//;
