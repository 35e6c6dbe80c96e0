import { gitIgnored } from "../../rules/vcs/git-ignore.ts";
import { setuptoolsWheel } from "./setuptools-wheel.ts";
import { matchesGlob } from "../../../text/glob.ts";
import { normalizeName } from "../../../version/names.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import { directory } from "../../../tree/backends/reading.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { KeyPath } from "../../../tree/toml-file.ts";

/** The files that a back-end will put below site-packages: installed path by path in the tree. */
export type PredictedWheel = ReadonlyMap<string, string>;

/**
 * Predicts the wheel of a tree by its back-end's rules, without building; null where these cannot be told from the
 * files alone (hooks, scripts, other build systems).
 */
export async function predictWheel(tree: SourceTree): Promise<PredictedWheel | null> {
  if (tree.pyproject === null && tree.backend.id !== "setuptools") return null;
  switch (tree.backend.id) {
    case "setuptools":
      return await setuptoolsWheel(tree);
    case "hatchling":
      return hatchWheel(tree, await ignoredByHatch(tree));
    case "flit":
      return flitWheel(tree);
    case "uv_build":
      return uvWheel(tree);
    case "poetry":
      return poetryWheel(tree);
    case "maturin":
    case "meson":
    case "pdm":
    case "scikit-build":
    case "unknown":
      return null;
  }
}

function files(tree: SourceTree): readonly string[] {
  return tree.files.flatMap((file) => (file.kind === "submodule" ? [] : [file.path]));
}

function strings(tree: SourceTree, path: KeyPath): readonly string[] {
  const value = tree.pyproject?.get(path);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** Everything below a folder (or the file itself), seen from the folder that is on the import path. */
function below(tree: SourceTree, folder: string, root: string): Map<string, string> | null {
  const prefix = root === "" ? "" : `${root}/`;
  const found = files(tree).filter((path) => path === folder || path.startsWith(`${folder}/`));
  return found.length === 0 ? null : new Map(found.map((path) => [path.slice(prefix.length), path]));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function moduleName(tree: SourceTree): string {
  return normalizeName(tree.project.name?.value ?? "").replaceAll("-", "_");
}

/** The first of the places that the tree has: a folder, or a module when the place ends in .py. */
function firstThere(tree: SourceTree, places: readonly string[]): string | null {
  return (
    places.find((place) => (place.endsWith(".py") ? tree.has(place) : tree.has(`${place}/__init__.py`))) ??
    null
  );
}

/** hatchling leaves out what the .gitignore at the root names, tracked or not, unless it is told otherwise. */
async function ignoredByHatch(tree: SourceTree): Promise<(path: string) => boolean> {
  const places = [["build"], ["build", "targets", "wheel"]];
  if (places.some((place) => tree.pyproject?.get(["tool", "hatch", ...place, "ignore-vcs"]) === true))
    return () => false;
  const isIgnored = gitIgnored((await tree.readText(".gitignore")) ?? "");
  return (path) => isIgnored(path) !== null;
}

/** hatchling's "Wheel builder" and "Build configuration". */
function hatchWheel(tree: SourceTree, isIgnored: (path: string) => boolean): PredictedWheel | null {
  const { pyproject } = tree;
  if (pyproject === null) return null;
  const build = ["tool", "hatch", "build"];
  const target = [...build, "targets", "wheel"];
  const known = new Set(["vcs", "version"]);
  const hooks = [build, target].flatMap((base) => keysOf(pyproject, [...base, "hooks"]));
  const has = (key: string): boolean =>
    [build, target].some((base) => pyproject.get([...base, key]) !== undefined);
  if (hooks.some((hook) => !known.has(hook)) || has("sources") || has("force-include") || has("include"))
    return null;
  const read = (key: string): readonly string[] => {
    const own = strings(tree, [...target, key]);
    return own.length > 0 ? own : strings(tree, [...build, key]);
  };
  const chosen = new Map<string, string>();
  const packages = read("packages").map(directory);
  const only = read("only-include").map(directory);
  if (packages.length === 0 && only.length === 0) {
    const name = moduleName(tree);
    const place = firstThere(tree, [name, `src/${name}`, `${name}.py`]);
    // Last of all it takes a package of that name one folder down for one in a namespace.
    const inside = files(tree).filter((path) => /^[^/]+\/([^/]+)\/__init__\.py$/.exec(path)?.[1] === name);
    if (place !== null) packages.push(place);
    else if (inside.length === 1) only.push((inside[0] ?? "").replace(/\/.*/, ""));
    else return null;
  }
  for (const path of packages)
    for (const [installed, source] of below(tree, path, parentOf(path)) ?? []) chosen.set(installed, source);
  for (const path of only)
    for (const [installed, source] of below(tree, path, "") ?? []) chosen.set(installed, source);
  const excluded = gitIgnored(read("exclude").join("\n"));
  const kept = gitIgnored(read("artifacts").join("\n"));
  return new Map(
    [...chosen].filter(
      ([, source]) => (excluded(source) === null && !isIgnored(source)) || kept(source) !== null,
    ),
  );
}

/** flit: the module's folder or file, at the root or in src. */
function flitWheel(tree: SourceTree): PredictedWheel | null {
  const [named] = strings(tree, ["tool", "flit", "module", "name"]);
  const path = (named ?? moduleName(tree)).replaceAll(".", "/");
  for (const root of ["", "src"]) {
    const base = root === "" ? path : `${root}/${path}`;
    if (tree.has(`${base}/__init__.py`)) return below(tree, base, root);
    if (tree.has(`${base}.py`)) return below(tree, `${base}.py`, root);
  }
  return null;
}

/** uv's build back-end: the module's folder below module-root, without the excludes. */
function uvWheel(tree: SourceTree): PredictedWheel | null {
  const base = ["tool", "uv", "build-backend"];
  const root = directory(strings(tree, [...base, "module-root"])[0] ?? "src");
  const names = strings(tree, [...base, "module-name"]);
  if (tree.pyproject?.get([...base, "namespace"]) === true) return null;
  const chosen = new Map<string, string>();
  for (const name of names.length > 0 ? names : [moduleName(tree)]) {
    const path = name.replaceAll(".", "/");
    const found = below(tree, root === "" ? path : `${root}/${path}`, root);
    if (found === null) return null;
    for (const [installed, source] of found) chosen.set(installed, source);
  }
  const excludes = [
    ...strings(tree, [...base, "wheel-exclude"]),
    ...strings(tree, [...base, "source-exclude"]),
  ];
  return without(chosen, excludes);
}

/** Poetry: `packages`, else what bears the project's name; everything in it but `exclude`. */
function poetryWheel(tree: SourceTree): PredictedWheel | null {
  const base = ["tool", "poetry"];
  const listed = tree.pyproject?.get([...base, "packages"]);
  if (tree.pyproject?.get([...base, "build"]) !== undefined) return null;
  const chosen = new Map<string, string>();
  if (Array.isArray(listed)) {
    for (const item of listed as readonly unknown[]) {
      if (!isTable(item) || typeof item["include"] !== "string" || item["to"] !== undefined) return null;
      if (item["format"] !== undefined) continue;
      if (/[*?[]/.test(item["include"])) return null;
      const root = typeof item["from"] === "string" ? directory(item["from"]) : "";
      const path = directory(item["include"]);
      const found = below(tree, root === "" ? path : `${root}/${path}`, root);
      if (found === null) return null;
      for (const [installed, source] of found) chosen.set(installed, source);
    }
  } else {
    const name = moduleName(tree);
    const place = firstThere(tree, [name, `src/${name}`, `${name}.py`, `src/${name}.py`]);
    if (place === null) return null;
    for (const [installed, source] of below(tree, place, parentOf(place)) ?? [])
      chosen.set(installed, source);
  }
  if (tree.pyproject?.get([...base, "include"]) !== undefined) return null;
  return without(chosen, strings(tree, [...base, "exclude"]));
}

function without(chosen: ReadonlyMap<string, string>, excludes: readonly string[]): PredictedWheel {
  const patterns = excludes.map((pattern) => pattern.replace(/^\//, ""));
  return new Map(
    [...chosen].filter(
      ([, source]) =>
        !patterns.some((pattern) => {
          const bare = directory(pattern);
          return matchesGlob(pattern, source) || source === bare || source.startsWith(`${bare}/`);
        }),
    ),
  );
}
