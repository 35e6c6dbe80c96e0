import type { SourceTree } from "./source-tree.ts";

/** A Python module of the project. */
export interface TreeModule {
  /** Dotted name, for example `pkg.sub`. */
  readonly name: string;
  /** POSIX path of the file, `pkg/sub/__init__.py` for a package. */
  readonly path: string;
  readonly isPackage: boolean;
  /** The directory that is on the import path, `src` or empty for the root. */
  readonly root: string;
}

/** The importable modules of a tree as its layout has them, shipped or not. */
export interface Layout {
  readonly kind: "src" | "flat" | "configured" | "none";
  /** Directories that are on the import path. */
  readonly roots: readonly string[];
  /** Sorted by name. */
  readonly modules: readonly TreeModule[];
  /** First parts of the names, sorted, once each. */
  readonly topLevel: readonly string[];
}

/** Names at the root of a flat layout that setuptools' automatic discovery leaves out, and people do not mean to ship. */
const NOT_THE_PACKAGE =
  /^(tests?|docs?|examples?|scripts?|tools?|util|utils|bin|ci|build|dist|benchmarks?|benches|exercises?|htmlcov|tasks?|fabfile|noxfile|toxfile|conftest|setup|manage|site_scons|node_modules|venv|debian|requirements|\..*|_.*)$/;

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Finds the first-party modules: by configuration, else `src/`, else packages and modules at the root. */
export function readLayout(tree: SourceTree): Layout {
  const python = tree.files
    .filter((file) => file.kind === "file" && file.path.endsWith(".py"))
    .map((file) => file.path);
  const configured = configuredRoots(tree);
  const hasSrc = python.some((path) => path.startsWith("src/") && path !== "src/__init__.py");
  const srcIsPackage = python.includes("src/__init__.py");
  const useSrc = hasSrc && !srcIsPackage;
  const roots = configured ?? [useSrc ? "src" : ""];
  const modules = roots.flatMap((root) => modulesBelow(root, python, tree));
  // A configured or conventional `src` that holds nothing falls back to the root.
  const found = modules.length > 0 || roots.includes("") ? modules : modulesBelow("", python, tree);
  const sorted = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    kind: sorted.length === 0 ? "none" : configured !== null ? "configured" : useSrc ? "src" : "flat",
    roots,
    modules: sorted,
    topLevel: [...new Set(sorted.map((module) => module.name.split(".")[0] ?? ""))].sort(),
  };
}

function configuredRoots(tree: SourceTree): readonly string[] | null {
  const fromBackend = tree.backendFacts.sourceRoots(tree.pyproject);
  if (fromBackend !== null) return fromBackend;
  if (!tree.backendFacts.readsSetupPy) return null;
  const where = tree.setupPy?.packageDir?.get("") ?? cfgWhere(tree);
  return where === undefined ? null : [where.replace(/^\.\/?/, "").replace(/\/$/, "")];
}

function cfgWhere(tree: SourceTree): string | undefined {
  const found = tree.setupCfg?.sections.get("options.packages.find")?.get("where")?.value;
  if (found !== undefined) return found;
  const packageDir = tree.setupCfg?.sections.get("options")?.get("package_dir")?.value ?? "";
  return /^=\s*(\S+)$/m.exec(packageDir)?.[1];
}

function modulesBelow(root: string, python: readonly string[], tree: SourceTree): readonly TreeModule[] {
  const prefix = root === "" ? "" : `${root}/`;
  const relative = python.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const packages = new Set(
    relative
      .filter((path) => path.endsWith("/__init__.py"))
      .map((path) => path.slice(0, -"/__init__.py".length)),
  );
  const declared = declaredModules(tree);
  return relative.flatMap((path) => {
    const isPackage = path.endsWith("/__init__.py");
    const parts = (isPackage ? path.slice(0, -"/__init__.py".length) : path.slice(0, -".py".length)).split(
      "/",
    );
    if (path === "__init__.py" || !parts.every((part) => IDENTIFIER.test(part))) return [];
    const top = parts[0] ?? "";
    const folder = isPackage ? parts : parts.slice(0, -1);
    if (root === "" && !atRoot(top, folder, packages, declared)) return [];
    return [{ name: parts.join("."), path: prefix + path, isPackage, root }];
  });
}

/** In a flat layout a folder counts when it is a package and no helper; a lone module when it is declared. */
function atRoot(
  top: string,
  folder: readonly string[],
  packages: ReadonlySet<string>,
  declared: ReadonlySet<string>,
): boolean {
  if (declared.has(top)) return true;
  if (folder.length === 0) return false;
  return packages.has(top) && !NOT_THE_PACKAGE.test(top);
}

/** Top-level names that the project declares: by listing them, or by bearing its own name. */
function declaredModules(tree: SourceTree): ReadonlySet<string> {
  const names = new Set<string>();
  const own = tree.project.name?.value;
  if (own !== undefined) names.add(own.toLowerCase().replaceAll(/[-.]+/g, "_"));
  for (const name of tree.setupPy?.packages ?? []) names.add(name.split(".")[0] ?? "");
  for (const name of tree.setupPy?.pyModules ?? []) names.add(name);
  const listed = [
    ...listAt(tree, ["tool", "setuptools", "py-modules"]),
    ...listAt(tree, ["tool", "setuptools", "packages"]),
  ];
  for (const name of listed) names.add(name.split(".")[0] ?? "");
  const flitName = tree.pyproject?.get(["tool", "flit", "module", "name"]);
  if (typeof flitName === "string") names.add(flitName);
  return names;
}

function listAt(tree: SourceTree, path: readonly string[]): readonly string[] {
  const value = tree.pyproject?.get(path);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
