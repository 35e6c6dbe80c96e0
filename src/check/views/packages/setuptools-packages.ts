import { findCalls, type PythonValue } from "../../../python-source/python-literals.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import { directory, hasTable, requiresAny } from "../../../tree/backends/reading.ts";
import { normalizeName } from "../../../version/names.ts";
import { dottedPattern, foldersBelow, isFlatModule, isFlatPackage } from "./package-discovery.ts";

/** What setuptools will take from a tree. */
export interface SetuptoolsPackages {
  /** Dotted name and folder. */
  readonly packages: readonly { readonly name: string; readonly folder: string }[];
  readonly modules: readonly { readonly name: string; readonly path: string }[];
  readonly dataPatterns: readonly DataPattern[];
  readonly dataExcludes: readonly DataPattern[];
  /** include_package_data: what MANIFEST.in or a plugin for git puts into the sdist. */
  readonly includesData: boolean;
  /** A plugin adds all files that git tracks. */
  readonly isScm: boolean;
}

/** Of package_data; the name is empty for all packages. */
export interface DataPattern {
  readonly name: string;
  readonly pattern: string;
}

/** Build requirements that change what is packaged in ways of their own. */
const OTHER_WAYS = [
  "pbr",
  "jupyter-packaging",
  "setuptools-declarative-requirements",
  "scikit-build",
  "pyscaffold",
];

/** Reads it from setup.py, setup.cfg or pyproject.toml as far as these are plain; null where they are not. */
export function setuptoolsPackages(tree: SourceTree): SetuptoolsPackages | null {
  const { setupPy, pyproject } = tree;
  if (requiresAny(pyproject, OTHER_WAYS)) return null;
  if (setupPy !== null && (!setupPy.understood || setupPy.has("cmdclass") || setupPy.has("distclass")))
    return null;
  const keywords = setupPy === null ? null : (findCalls(setupPy.text, SETUP)[0]?.keywords ?? null);
  const cfg = tree.setupCfg?.sections.get("options");
  const tool = ["tool", "setuptools"];
  const dirs = packageDirs(tree);
  if (dirs === null) return null;
  const inPy = keywords?.has("packages") === true || keywords?.has("py_modules") === true;
  const inCfg = cfg?.has("packages") === true || cfg?.has("py_modules") === true;
  const inToml = ["packages", "py-modules"].some((key) => pyproject?.get([...tool, key]) !== undefined);
  if ([inPy, inCfg, inToml].filter(Boolean).length > 1) return null;
  let names: readonly string[] | null = null;
  let modules: readonly string[] = [];
  let roots = dirs;
  if (inPy) {
    names = keywords.has("packages") ? fromCall(tree, keywords.get("packages")) : [];
    if (keywords.has("py_modules")) {
      if (setupPy?.pyModules == null) return null;
      modules = setupPy.pyModules;
    }
  } else if (inCfg) {
    const found = tree.setupCfg?.sections.get("options.packages.find");
    const words = (key: string): readonly string[] => list(found?.get(key)?.value);
    const value = cfg?.get("packages")?.value.trim() ?? "";
    if (/^find(_namespace)?:$/.test(value))
      names = find(tree, words("where"), words("include"), words("exclude"), value === "find:");
    else names = list(value);
    modules = list(cfg?.get("py_modules")?.value);
  } else if (inToml) {
    const table = pyproject?.get([...tool, "packages", "find"]);
    const listed = pyproject?.get([...tool, "packages"]);
    modules = strings(pyproject?.get([...tool, "py-modules"]));
    if (isTable(table)) {
      const where = strings(table["where"]);
      names = find(
        tree,
        where,
        strings(table["include"]),
        strings(table["exclude"]),
        table["namespaces"] === false,
      );
      // setuptools completes package-dir by `where` itself.
      if (!dirs.has("") && where.length === 1) roots = new Map([...dirs, ["", directory(where[0] ?? "")]]);
      else if (where.length > 1) return null;
    } else names = Array.isArray(listed) ? strings(listed) : [];
  } else {
    const automatic = automaticPackages(tree, dirs);
    if (automatic === null) return null;
    names = automatic.names;
    modules = automatic.modules;
    roots = automatic.roots;
  }
  if (names === null) return null;
  const packages = names.map((name) => ({ name, folder: folderOf(name, roots) }));
  // A package that is not where it is looked for fails the build: there is nothing to predict.
  const all = new Set(tree.files.flatMap(({ path }) => (path.includes("/") ? parents(path) : [])));
  if (packages.some(({ folder }) => folder !== "" && !all.has(folder))) return null;
  const root = roots.get("") ?? "";
  const data = readData(tree, keywords);
  if (data === null) return null;
  return {
    packages,
    modules: modules.map((name) => ({
      name,
      path: `${root === "" ? "" : `${root}/`}${name.replaceAll(".", "/")}.py`,
    })),
    ...data,
    isScm:
      requiresAny(pyproject, [
        "setuptools-scm",
        "setuptools-git",
        "setuptools-git-versioning",
        "setuptools-svn",
      ]) ||
      // Where the requirement is missing, V026 says so.
      hasTable(pyproject, ["tool", "setuptools_scm"]) ||
      keywords?.has("setup_requires") === true ||
      keywords?.has("use_scm_version") === true ||
      cfg?.has("setup_requires") === true,
  };
}

const SETUP = ["setup", "setuptools.setup", "distutils.core.setup"];

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function list(value: string | undefined): readonly string[] {
  return (value ?? "")
    .split(/[\n,]/)
    .map((word) => word.trim())
    .filter((word) => word !== "" && !word.startsWith("#"));
}

function parents(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function packageDirs(tree: SourceTree): ReadonlyMap<string, string> | null {
  const { setupPy, pyproject } = tree;
  const found = new Map<string, string>();
  if (setupPy?.has("package_dir") === true) {
    if (setupPy.packageDir === null) return null;
    for (const [name, folder] of setupPy.packageDir) found.set(name, directory(folder));
  }
  for (const line of list(tree.setupCfg?.sections.get("options")?.get("package_dir")?.value)) {
    const [name = "", folder = ""] = line.split("=").map((part) => part.trim());
    found.set(name, directory(folder));
  }
  if (pyproject !== null) {
    for (const name of keysOf(pyproject, ["tool", "setuptools", "package-dir"])) {
      const folder = pyproject.get(["tool", "setuptools", "package-dir", name]);
      if (typeof folder === "string") found.set(name, directory(folder));
    }
  }
  return found;
}

/** distutils' package_dir: the longest parent that is mapped, else the root. */
function folderOf(name: string, dirs: ReadonlyMap<string, string>): string {
  const parts = name.split(".");
  for (let length = parts.length; length > 0; length--) {
    const folder = dirs.get(parts.slice(0, length).join("."));
    if (folder !== undefined) return [folder, ...parts.slice(length)].filter((part) => part !== "").join("/");
  }
  return [dirs.get("") ?? "", ...parts].filter((part) => part !== "").join("/");
}

function find(
  tree: SourceTree,
  where: readonly string[],
  include: readonly string[],
  exclude: readonly string[],
  needsInit: boolean,
): readonly string[] {
  const wanted = (include.length === 0 ? ["*"] : include).map(dottedPattern);
  const unwanted = exclude.map(dottedPattern);
  const roots = (where.length === 0 ? ["."] : where).map(directory);
  const regular = (name: string, root: string): boolean =>
    name
      .split(".")
      .every((_, index, parts) =>
        tree.has([root, ...parts.slice(0, index + 1), "__init__.py"].filter((part) => part !== "").join("/")),
      );
  return foldersBelow(tree, roots, needsInit).filter(
    (name) =>
      (!needsInit || roots.some((root) => regular(name, root))) &&
      wanted.some((pattern) => pattern.test(name)) &&
      !unwanted.some((pattern) => pattern.test(name)),
  );
}

/** `packages=[...]` or a plain call of find_packages; null for anything else. */
function fromCall(tree: SourceTree, value: PythonValue | undefined): readonly string[] | null {
  if (tree.setupPy?.packages != null) return tree.setupPy.packages;
  if (value?.kind !== "call") return null;
  const callee = value.callee.replace(/^setuptools\./, "");
  if (callee !== "find_packages" && callee !== "find_namespace_packages") return null;
  const argument = (position: number, name: string): readonly string[] | null => {
    const given = value.args[position] ?? value.keywords.get(name);
    if (given === undefined) return [];
    if (given.kind === "string") return [given.value];
    if (given.kind !== "list") return null;
    const items = given.items.map((item) => (item.kind === "string" ? item.value : null));
    return items.every((item) => item !== null) ? items : null;
  };
  const [where, exclude, include] = [argument(0, "where"), argument(1, "exclude"), argument(2, "include")];
  if (where === null || exclude === null || include === null) return null;
  return find(tree, where, include, exclude, callee === "find_packages");
}

function automaticPackages(
  tree: SourceTree,
  dirs: ReadonlyMap<string, string>,
): { names: readonly string[]; modules: readonly string[]; roots: ReadonlyMap<string, string> } | null {
  // Without [project] (or its like) an old setup.py installs nothing but what it lists.
  if (tree.project.source !== "project" || dirs.size > 0) return null;
  if (tree.files.some(({ path }) => path.startsWith("src/"))) {
    const modules = tree.files.flatMap(({ path }) => /^src\/([^/.]+)\.py$/.exec(path)?.[1] ?? []);
    return { names: foldersBelow(tree, ["src"], false), modules, roots: new Map([["", "src"]]) };
  }
  const tops = foldersBelow(tree, [""], false).filter((name) => isFlatPackage(name.split(".")[0] ?? ""));
  const heads = new Set(tops.map((name) => name.split(".")[0]));
  if (heads.size > 1) return null;
  if (heads.size === 1) return { names: tops, modules: [], roots: dirs };
  const modules = tree.files
    .flatMap(({ path }) => /^([^/.]+)\.py$/.exec(path)?.[1] ?? [])
    .filter(isFlatModule);
  return modules.length === 1 && normalizeName(tree.project.name?.value ?? "") !== ""
    ? { names: [], modules, roots: dirs }
    : null;
}

function readData(
  tree: SourceTree,
  keywords: ReadonlyMap<string, PythonValue> | null,
): Pick<SetuptoolsPackages, "dataPatterns" | "dataExcludes" | "includesData"> | null {
  const { pyproject } = tree;
  const cfg = tree.setupCfg?.sections;
  const read = (py: string, section: string, key: string): readonly DataPattern[] | null => {
    const found: DataPattern[] = [];
    const value = keywords?.get(py);
    if (value !== undefined) {
      if (value.kind !== "dict") return null;
      for (const { key: name, value: patterns } of value.entries) {
        if (name.kind !== "string" || patterns.kind !== "list") return null;
        for (const item of patterns.items) {
          if (item.kind !== "string") return null;
          found.push({ name: name.value, pattern: item.value });
        }
      }
    }
    for (const [name, entry] of cfg?.get(section) ?? [])
      for (const pattern of list(entry.value)) found.push({ name: ofAll(name), pattern });
    if (pyproject !== null) {
      const base = ["tool", "setuptools", key];
      for (const name of keysOf(pyproject, base))
        for (const pattern of strings(pyproject.get([...base, name])))
          found.push({ name: ofAll(name), pattern });
    }
    return found;
  };
  const dataPatterns = read("package_data", "options.package_data", "package-data");
  const dataExcludes = read("exclude_package_data", "options.exclude_package_data", "exclude-package-data");
  if (dataPatterns === null || dataExcludes === null) return null;
  const inPy = keywords?.get("include_package_data");
  const inCfg = cfg?.get("options")?.get("include_package_data")?.value;
  const inToml = pyproject?.get(["tool", "setuptools", "include-package-data"]);
  const isOn =
    inPy !== undefined
      ? !(inPy.kind === "name" && inPy.text === "False")
      : inCfg !== undefined
        ? /^(true|1|yes|on)$/i.test(inCfg.trim())
        : inToml !== undefined
          ? inToml === true
          : tree.project.source === "project";
  return { dataPatterns, dataExcludes, includesData: isOn };
}

/** Configuration files write `*` for all packages; a dictionary in setup.py has the empty name. */
function ofAll(name: string): string {
  return name === "*" ? "" : name;
}
