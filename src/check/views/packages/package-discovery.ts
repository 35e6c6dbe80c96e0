import { directory } from "../../../tree/backends/reading.ts";
import { isTable, keysOf } from "../../../tree/pyproject-project.ts";
import type { SourceTree } from "../../../tree/source-tree.ts";
import type { KeyPath, TomlFile } from "../../../tree/formats/toml-file.ts";

/** What a backend will make of the tree's folders, when that is nothing or cannot be decided. */
export interface DiscoveryProblem {
  readonly message: string;
  readonly help: string;
  /** The configuration that leads there; null when there is none. */
  readonly path: KeyPath | null;
  /** `src`: the packages lie there, and `where` should say so. */
  readonly where?: string;
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Folders that setuptools' automatic discovery leaves out of a flat layout (setuptools.discovery, version 84). */
const FLAT_FOLDERS =
  /^(ci|bin|debian|docs?|documentation|manpages|news|newsfragments|changelog|tests?|unit_tests?|examples?|scripts|tools|utils?|python|build|benchmarks?|exercises?|htmlcov|tasks|fabfile|site_scons|[._].*)$/;
/** Modules that it leaves out. */
const FLAT_MODULES =
  /^(setup|conftest|tests?|examples?|build|toxfile|noxfile|pavement|dodo|tasks|fabfile|[Ss][Cc]onstruct|conanfile|manage|benchmarks?|exercises?|[._].*)$/;

/** Whether automatic discovery takes a folder at the root for a package. */
export function isFlatPackage(name: string): boolean {
  return IDENTIFIER.test(name) && !FLAT_FOLDERS.test(name);
}

/** Whether it takes a module there. */
export function isFlatModule(name: string): boolean {
  return IDENTIFIER.test(name) && !FLAT_MODULES.test(name);
}

/** Predicts that a backend finds no package, or too many (their own documentation of discovery; November 2026). */
export function discoveryProblem(tree: SourceTree): DiscoveryProblem | null {
  const { pyproject } = tree;
  if (pyproject === null) return null;
  switch (tree.backend.id) {
    case "setuptools":
      return setuptoolsProblem(tree, pyproject);
    case "hatchling":
      return isConfigured(pyproject, HATCH) ? null : namedProblem(tree, "hatchling");
    case "flit":
      return isConfigured(pyproject, [["tool", "flit", "module", "name"]])
        ? null
        : namedProblem(tree, "flit");
    case "uv_build":
      return uvProblem(tree, pyproject);
    default:
      return null;
  }
}

const HATCH: readonly KeyPath[] = [
  ["tool", "hatch", "build", "targets", "wheel"],
  ["tool", "hatch", "build", "packages"],
  ["tool", "hatch", "build", "include"],
  ["tool", "hatch", "build", "only-include"],
  ["tool", "hatch", "build", "force-include"],
  ["tool", "hatch", "build", "hooks"],
];

function isConfigured(pyproject: TomlFile, paths: readonly KeyPath[]): boolean {
  return paths.some((path) => pyproject.get(path) !== undefined);
}

/** hatchling and flit look for what bears the project's name. */
function namedProblem(tree: SourceTree, backend: "hatchling" | "flit"): DiscoveryProblem | null {
  const name = tree.project.name?.value.replaceAll(/[-.]+/g, "_");
  if (name === undefined || tree.project.source !== "project") return null;
  const wanted = name.toLowerCase();
  const roots = ["src/", ""];
  const isThere = tree.files.some(({ path }) => {
    const lower = path.toLowerCase();
    if (backend === "hatchling" && lower.endsWith(`/${wanted}/__init__.py`)) return true;
    return roots.some(
      (root) =>
        lower.startsWith(`${root}${wanted}/`) ||
        lower === `${root}${wanted}.py` ||
        lower.startsWith(`${root}${wanted}-stubs/`) ||
        (backend === "flit" &&
          lower.startsWith(root + (tree.project.name?.value ?? "").toLowerCase().replaceAll(".", "/"))),
    );
  });
  if (isThere) return null;
  const help = {
    hatchling: `name it: [tool.hatch.build.targets.wheel] packages = ["${onlyPackage(tree) ?? "src/..."}"]`,
    flit: `name it: [tool.flit.module] name = "..."`,
  }[backend];
  const places = roots.map((root) => `${root}${wanted}`).join(" or ");
  return {
    message: `${backend} looks for ${places}, but there is no such package`,
    help,
    path: ["project", "name"],
  };
}

const NOT_SHIPPED = /^(src\/)?(tests?|docs?|examples?|benchmarks?|scripts|tools)\//;

/** The folder of the one package at the top level or below src; null: there are several, or none. */
function onlyPackage({ files }: SourceTree): string | null {
  const folders = files.flatMap(({ path }) =>
    NOT_SHIPPED.test(path) ? [] : (/^((?:src\/)?\w+)\/__init__\.py$/.exec(path)?.[1] ?? []),
  );
  return folders.length === 1 ? (folders[0] ?? null) : null;
}

/**
 * uv_build looks for `module-name` below `module-root`, by default the normalised project name below src. A name that
 * ends in `-stubs` has type information instead of code, in a folder that keeps the hyphen (PEP 561); dots are folders.
 */
function uvProblem(tree: SourceTree, pyproject: TomlFile): DiscoveryProblem | null {
  const base = ["tool", "uv", "build-backend"];
  const own = tree.project.name?.value;
  if (own === undefined || tree.project.source !== "project") return null;
  // Without a single module that it must have there is nothing to predict.
  if (pyproject.get([...base, "namespace"]) === true) return null;
  const root = directory(stringOr(pyproject.get([...base, "module-root"]), "src"));
  const configured = pyproject.get([...base, "module-name"]);
  const isConfigured = configured !== undefined;
  const normalized = own
    .toLowerCase()
    .replaceAll(/[-_.]+/g, "_")
    .replace(/_stubs$/, "-stubs");
  for (const name of isConfigured ? strings(configured, []) : [normalized]) {
    const folder = [...(root === "" ? [] : [root]), ...name.split(".")].join("/");
    const init = name.split(".")[0]?.endsWith("-stubs") === true ? "__init__.pyi" : "__init__.py";
    const wanted = `${folder}/${init}`;
    const isThere = tree.files.some(({ path }) =>
      // The name of the project says nothing about the letters' case; the name of the module does.
      isConfigured ? path === wanted : path.toLowerCase() === wanted.toLowerCase(),
    );
    if (isThere) continue;
    return {
      message: `uv_build looks for ${wanted}, but there is no such file`,
      help: 'name the module: [tool.uv.build-backend] module-name = "...", module-root = "..."',
      path: isConfigured ? [...base, "module-name"] : ["project", "name"],
    };
  }
  return null;
}

function stringOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function setuptoolsProblem(tree: SourceTree, pyproject: TomlFile): DiscoveryProblem | null {
  const calls = ["packages", "py_modules", "ext_modules"].some((key) => tree.setupPy?.has(key) === true);
  if (calls || (tree.setupPy !== null && !tree.setupPy.understood)) return null;
  const base = ["tool", "setuptools"];
  const cfg = tree.setupCfg?.sections.get("options");
  if (cfg?.has("packages") === true || cfg?.has("py_modules") === true) return null;
  const listed = ["packages", "py-modules", "ext-modules"].some(
    (key) => pyproject.get([...base, key]) !== undefined && !isTable(pyproject.get([...base, key])),
  );
  if (listed) return null;
  const find = pyproject.get([...base, "packages", "find"]);
  if (isTable(find)) return findProblem(tree, pyproject, [...base, "packages", "find"]);
  return pyproject.get([...base, "package-dir"]) === undefined ? automaticProblem(tree) : null;
}

/** `[tool.setuptools.packages.find]`: nothing lies where it looks. */
function findProblem(tree: SourceTree, pyproject: TomlFile, path: KeyPath): DiscoveryProblem | null {
  const where = strings(pyproject.get([...path, "where"]), ["."]).map((root) =>
    root.replace(/^\.\/?|\/$/g, ""),
  );
  const include = strings(pyproject.get([...path, "include"]), ["*"]).map(dottedPattern);
  const exclude = strings(pyproject.get([...path, "exclude"]), []).map(dottedPattern);
  const needsInit = pyproject.get([...path, "namespaces"]) === false;
  const found = foldersBelow(tree, where, needsInit).filter(
    (name) => include.some((pattern) => pattern.test(name)) && !exclude.some((pattern) => pattern.test(name)),
  );
  const source = tree.files.find(({ path: file }) => /^src\/[^/]+\/__init__\.py$/.test(file));
  if (found.length > 0 || tree.files.every(({ path: file }) => !file.endsWith("/__init__.py"))) return null;
  const inSource = source !== undefined && !where.includes("src");
  const shown = where.map((root) => (root === "" ? "." : root)).join(", ");
  return {
    message: `packages.find looks in ${shown} but finds no package${inSource ? "; they lie in src" : ""}`,
    help: inSource ? 'set where = ["src"]' : "correct where, include and exclude",
    path: keysOf(pyproject, path).includes("where") ? [...path, "where"] : path,
    ...(inSource && { where: "src" }),
  };
}

/** Dotted names of the folders below the roots that may be packages. */
export function foldersBelow(
  tree: SourceTree,
  roots: readonly string[],
  needsInit: boolean,
): readonly string[] {
  const names = new Set<string>();
  for (const root of roots) {
    const prefix = root === "" ? "" : `${root}/`;
    for (const { path } of tree.files) {
      if (!path.startsWith(prefix) || (needsInit && !path.endsWith("/__init__.py"))) continue;
      const parts = path.slice(prefix.length).split("/").slice(0, -1);
      if (!parts.every((part) => IDENTIFIER.test(part))) continue;
      for (let length = 1; length <= parts.length; length++) names.add(parts.slice(0, length).join("."));
    }
  }
  return [...names];
}

/** No configuration at all: `src/`, else one package at the root, else one module. */
function automaticProblem(tree: SourceTree): DiscoveryProblem | null {
  if (tree.files.some(({ path }) => path.startsWith("src/"))) return null;
  const tops = new Set(
    tree.files.flatMap(({ path }) => (path.includes("/") ? [path.split("/")[0] ?? ""] : [])),
  );
  const folders = [...tops].filter((name) => IDENTIFIER.test(name) && !FLAT_FOLDERS.test(name)).sort();
  const modules = tree.files.flatMap(({ path }) => /^([^/.]+)\.py$/.exec(path)?.[1] ?? []);
  const found = folders.length > 0 ? folders : modules.filter((name) => !FLAT_MODULES.test(name));
  const kind = folders.length > 0 ? "packages" : "modules";
  if (found.length < 2) return null;
  const own = found.find(
    (name) => name.toLowerCase() === tree.project.name?.value.toLowerCase().replaceAll(/[-.]+/g, "_"),
  );
  return {
    message: `setuptools finds several top-level ${kind} (${found.join(", ")}) and refuses to choose`,
    help:
      kind === "packages"
        ? `name yours: [tool.setuptools.packages.find] include = ["${own ?? found[0]}*"]; or move it below src/`
        : `name yours: [tool.setuptools] py-modules = ["${own ?? found[0]}"]`,
    path: null,
  };
}

function strings(value: unknown, otherwise: readonly string[]): readonly string[] {
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return otherwise;
  return value.filter((item): item is string => typeof item === "string");
}

/** fnmatch on dotted names: `*` stands for dots, too. */
export function dottedPattern(pattern: string): RegExp {
  const source = [...pattern]
    .map((sign) => (sign === "*" ? ".*" : sign === "?" ? "." : sign.replaceAll(/[.+^${}()|\\]/g, "\\$&")))
    .join("");
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^.*$/;
  }
}
