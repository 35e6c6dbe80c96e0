import { posix } from "node:path";
import { directory } from "../../../tree/backends/reading.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { gitIgnored } from "../../rules/vcs/git-ignore.ts";
import type { PredictedWheel } from "./prediction.ts";
import { below, files, firstThere, moduleName, parentOf, strings } from "./tree-selection.ts";

const BUILD = ["tool", "hatch", "build"];
const TARGET = [...BUILD, "targets", "wheel"];
/** Hooks that add nothing but what git ignores anyway. */
const KNOWN_HOOKS: ReadonlySet<string> = new Set(["vcs", "version"]);

/** hatchling's "Wheel builder" and "Build configuration"; null where hooks, patterns or foreign paths choose. */
export async function hatchWheel(tree: SourceTree): Promise<PredictedWheel | null> {
  const { pyproject } = tree;
  if (pyproject === null) return null;
  const hooks = [BUILD, TARGET].flatMap((base) => keysOf(pyproject, [...base, "hooks"]));
  const has = (key: string): boolean =>
    [BUILD, TARGET].some((base) => pyproject.get([...base, key]) !== undefined);
  if (hooks.some((hook) => !KNOWN_HOOKS.has(hook)) || has("force-include") || has("include")) return null;
  const read = (key: string): readonly string[] => {
    const own = strings(tree, [...TARGET, key]);
    return own.length > 0 ? own : strings(tree, [...BUILD, key]);
  };
  const packages = read("packages").map(directory);
  const only = read("only-include").map(directory);
  if (packages.length === 0 && only.length === 0) {
    const name = moduleName(tree);
    const place = firstThere(tree, [name, `src/${name}`, `${name}.py`]);
    // Last of all it takes a package of that name one folder down for one in a namespace.
    const inside = files(tree).filter((path) => /^[^/]+\/([^/]+)\/__init__\.py$/.exec(path)?.[1] === name);
    if (place !== null) packages.push(place);
    else if (inside.length === 1) only.push((inside[0] ?? "").replace(/\/.*/, ""));
    else
      return pyproject.get([...TARGET, "bypass-selection"]) === true && !has("artifacts") ? new Map() : null;
  }
  const rewritten = prefixes(tree, packages);
  const excluded = gitIgnored(read("exclude").join("\n"));
  // What those hooks write is an artifact, too.
  const written = [BUILD, TARGET].flatMap((base) => [
    ...strings(tree, [...base, "hooks", "vcs", "version-file"]),
    ...strings(tree, [...base, "hooks", "version", "path"]),
  ]);
  const kept = gitIgnored([...read("artifacts"), ...written.map((path) => `/${path}`)].join("\n"));
  const isIgnored = await ignoredByVcs(tree);
  const chosen = new Map<string, string>();
  for (const path of [...packages, ...only])
    for (const source of below(tree, path, "")?.values() ?? [])
      if ((excluded(source) === null && !isIgnored(source)) || kept(source) !== null)
        chosen.set(rewritten(source), source);
  return chosen;
}

/**
 * Where a file of the tree lies in the wheel: the first prefix that fits, in the order of the alphabet, is replaced.
 * `sources` are prefixes to take away, or a table of prefixes and what stands for them; the folder above each of
 * `packages` is one to take away, too.
 */
function prefixes(tree: SourceTree, packages: readonly string[]): (path: string) => string {
  const { pyproject } = tree;
  const own = pyproject?.get([...TARGET, "sources"]);
  const given = own ?? pyproject?.get([...BUILD, "sources"]);
  const table = new Map<string, string>();
  const folder = (path: string): string => (path === "" ? "" : `${directory(path)}/`);
  if (isTable(given)) {
    for (const [from, to] of Object.entries(given))
      if (typeof to === "string") table.set(folder(from), posix.normalize(to) === "." ? "" : folder(to));
  } else for (const from of Array.isArray(given) ? given : []) table.set(folder(String(from)), "");
  for (const path of packages) {
    const above = parentOf(path);
    if (above !== "" && !table.has(folder(path))) table.set(folder(above), "");
  }
  const ordered = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return (path) => {
    const [from, to] = ordered.find(([prefix]) => path.startsWith(prefix)) ?? ["", ""];
    return to + path.slice(from.length);
  };
}

/** hatchling leaves out what the .gitignore at the root names, tracked or not, unless it is told otherwise. */
async function ignoredByVcs(tree: SourceTree): Promise<(path: string) => boolean> {
  if ([BUILD, TARGET].some((place) => tree.pyproject?.get([...place, "ignore-vcs"]) === true))
    return () => false;
  const isIgnored = gitIgnored((await tree.readText(".gitignore")) ?? "");
  return (path) => isIgnored(path) !== null;
}
