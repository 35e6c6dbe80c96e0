/** A module of the release, as an installed file shows it. */
export interface FirstPartyModule {
  readonly name: string;
  /** Path below site-packages, with `/`. */
  readonly path: string;
  /** Whether every directory above it has an `__init__`; false also for a namespace package. */
  readonly packaged: boolean;
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const EXTENSION_MODULE = /^([^.]+)(?:\.[A-Za-z0-9_-]+)*\.(?:so|pyd)$/;

/**
 * The importable modules among installed files (paths below site-packages), sorted so that a package comes before
 * what it holds. `__main__` modules and names that no import statement can write are left out: they are run or
 * copied, not imported.
 */
export function firstPartyModules(paths: Iterable<string>): readonly FirstPartyModule[] {
  const files = new Set(paths);
  const modules = new Map<string, FirstPartyModule>();
  for (const path of files) {
    const parts = path.split("/");
    const file = parts.pop() ?? "";
    if (parts.some((part) => part.endsWith(".dist-info") || part === "__pycache__" || part === ".."))
      continue;
    const stem = file.endsWith(".py") ? file.slice(0, -3) : EXTENSION_MODULE.exec(file)?.[1];
    if (stem === undefined || stem === "__main__") continue;
    const names = stem === "__init__" ? parts : [...parts, stem];
    if (names.length === 0 || !names.every((name) => IDENTIFIER.test(name))) continue;
    const name = names.join(".");
    if (!modules.has(name)) modules.set(name, { name, path, packaged: allPackages(parts, files) });
  }
  return [...modules.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function allPackages(parts: readonly string[], files: ReadonlySet<string>): boolean {
  return parts.every((_, index) => files.has([...parts.slice(0, index + 1), "__init__.py"].join("/")));
}

/** `a` of `a.b.c`. */
export function topOf(module: string): string {
  return module.split(".", 1)[0] ?? module;
}

/** Whether a module belongs to tests, by its name: such a module may need tools that users do not install. */
export function isTestModule(module: string): boolean {
  return module
    .split(".")
    .some(
      (part) =>
        /^(?:tests?|testing|conftest)$/.test(part) || part.startsWith("test_") || part.endsWith("_test"),
    );
}

/** Whether `module` is `parent` or lies below it. */
export function isWithin(module: string, parent: string): boolean {
  return module === parent || module.startsWith(`${parent}.`);
}
