import { ASIDE, isPathOf } from "../../../python-source/set-aside.ts";
import { createHash } from "node:crypto";
import { normalizeName } from "../../../version/names.ts";
import { sdistPaths, topFolder } from "../sdist-content.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";

/** The files that a wheel is made from: the tree's, without a tree those of the sdist of the same release. */
export interface OwnSources {
  /** For messages: `the tree`, or the file name of the sdist. */
  readonly label: string;
  readonly paths: ReadonlySet<string>;
  /** Folders above the paths. */
  readonly folders: ReadonlySet<string>;
  /** For locations: the path itself, or the member of the sdist. */
  place(path: string): string;
  /** Lower-case hex; null for what cannot be read. */
  sha256(path: string): Promise<string | null>;
}

/** Null when there is neither, or what is given belongs to another project. */
export function ownSources(inputs: RuleInputs): OwnSources | null {
  const wheel = inputs.wheels[0];
  const own = normalizeName(wheel?.metadata?.name ?? "");
  const { tree } = inputs;
  if (tree !== undefined) {
    const name = tree.project.name?.value;
    if (own !== "" && name !== undefined && normalizeName(name) !== own) return null;
    const paths = tree.files.filter((file) => file.kind !== "submodule").map((file) => file.path);
    return sources("the tree", paths, { place: (path) => path, sha256: (path) => treeDigest(tree, path) });
  }
  const sdist = inputs.sdists.find(
    ({ metadata }) =>
      own !== "" &&
      normalizeName(metadata?.name ?? "") === own &&
      metadata?.version === wheel?.metadata?.version,
  );
  if (sdist === undefined) return null;
  const member = (path: string): string => `${topFolder(sdist)}/${path}`;
  return sources(sdist.fileName, [...sdistPaths(sdist)], {
    place: (path) => `${sdist.fileName}!/${member(path)}`,
    sha256: (path) => Promise.resolve(sdist.entryDigests.get(member(path))?.sha256 ?? null),
  });
}

/** The digest of a file of a tree; null for what cannot be read. */
export async function treeDigest(tree: Pick<SourceTree, "readBytes">, path: string): Promise<string | null> {
  const bytes = await tree.readBytes(path);
  return bytes === null ? null : createHash("sha256").update(bytes).digest("hex");
}

function sources(
  label: string,
  paths: readonly string[],
  access: Pick<OwnSources, "place" | "sha256">,
): OwnSources {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1))
      folders.add(path.slice(0, slash));
  }
  return { label, paths: new Set(paths), folders, ...access };
}

/** The folder of the sources that lies on the import path (empty for the root), by a file that both sides have; null when it has no source. */
export function rootOf(sources: OwnSources, installed: string): string | null {
  const known = ROOTS.get(sources) ?? new Map<string, string | null>();
  ROOTS.set(sources, known);
  const before = known.get(installed);
  if (before !== undefined) return before;
  const root = findRoot(sources, installed);
  known.set(installed, root);
  return root;
}

// A module is asked for with each of its imports.
const ROOTS = new WeakMap<OwnSources, Map<string, string | null>>();

function findRoot(sources: OwnSources, installed: string): string | null {
  if (sources.paths.has(installed)) return "";
  let best: string | null = null;
  for (const path of sources.paths) {
    if (!path.endsWith(`/${installed}`)) continue;
    const root = path.slice(0, -installed.length - 1);
    if (best === null || root.length < best.length) best = root;
  }
  return best;
}

/** The same by a module of the wheel, or by the package that it belongs to when it is itself made by the build. */
export function rootOfModule(sources: OwnSources, installed: string): string | null {
  const [top = ""] = installed.split("/");
  return rootOf(sources, installed) ?? (top === installed ? null : rootOf(sources, `${top}/__init__.py`));
}

/** The Python source of a dotted name below a root: a module, a package, or a folder of modules without `__init__.py`. */
export function moduleSource(sources: OwnSources, root: string, name: string): string | null {
  const base = `${root === "" ? "" : `${root}/`}${name.replaceAll(".", "/")}`;
  for (const path of [`${base}/__init__.py`, `${base}.py`]) if (sources.paths.has(path)) return path;
  if (!sources.folders.has(base)) return null;
  const inside = [...sources.paths].find((path) => path.startsWith(`${base}/`) && path.endsWith(".py"));
  return inside === undefined ? null : `${base}/`;
}

/** Folders that hold other things than what is released, besides tests, examples and other projects' code. */
const OTHER_THINGS =
  /(^|\/)(t|data|demos?|bench|scripts?|tools?|build|dist|node_modules|site-packages|[^/]*\.egg-info|\.[^/]+|[^/]*[{}][^/]*)(\/|$)/i;

/** Whether a folder's name says that it holds tests, scripts, tools and the like. */
export function isAsideFolder(name: string): boolean {
  return isPathOf(name, ASIDE) || OTHER_THINGS.test(name);
}

/** Folders that by convention hold packages and are none, whatever lies in them. */
const HOLDERS = /(^|\/)(src|lib|python|source|packages)$/;

/**
 * Folders of the top-level regular packages, where nothing says that they are not part of the release. A folder with a
 * project file of its own is another project. `own`: what the package may be called, whatever else bears such a name.
 */
export function topPackages(sources: OwnSources, own: readonly string[]): readonly string[] {
  return [...sources.paths].flatMap((path) => {
    if (!path.endsWith("/__init__.py")) return [];
    const folder = path.slice(0, -"/__init__.py".length);
    const parts = folder.split("/");
    const above = own.includes(parts.at(-1)?.toLowerCase() ?? "") ? parts.slice(0, -1).join("/") : folder;
    if (parts.length > 4 || isAsideFolder(above) || HOLDERS.test(folder)) return [];
    const chain = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
    const parent = chain.at(-2);
    if (parent !== undefined && sources.paths.has(`${parent}/__init__.py`) && !HOLDERS.test(parent))
      return [];
    const isOther = chain.some((each) =>
      ["pyproject.toml", "setup.py", "setup.cfg"].some((file) => sources.paths.has(`${each}/${file}`)),
    );
    return isOther ? [] : [folder];
  });
}
