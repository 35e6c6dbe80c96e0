import { isModuleOf } from "../../python-source/set-aside.ts";
/** A module of the release, as an installed file shows it. */
export interface FirstPartyModule {
  readonly name: string;
  /** Path below site-packages, with `/`. */
  readonly path: string;
  /**
   * Whether regular packages lead to it, below a namespace (PEP 420) perhaps. A folder without `__init__` inside a
   * package holds templates or data, and so may a folder that leads to no package at all.
   */
  readonly packaged: boolean;
}

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const EXTENSION_MODULE = /^([^.]+)(?:\.[A-Za-z0-9_-]+)*\.(?:so|pyd)$/;

/**
 * The importable modules among installed files (paths below site-packages) by name, sorted so that a package comes before
 * what it holds. `__main__` modules and names that no import statement can write are left out: they are run or
 * copied, not imported.
 */
export function firstPartyModules(paths: Iterable<string>): ReadonlyMap<string, FirstPartyModule> {
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
    if (!modules.has(name)) modules.set(name, { name, path, packaged: isPackaged(parts, files) });
  }
  return new Map([...modules].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function isPackaged(parts: readonly string[], files: ReadonlySet<string>): boolean {
  const regular = parts.map((_, index) => files.has([...parts.slice(0, index + 1), "__init__.py"].join("/")));
  const first = regular.indexOf(true);
  return parts.length === 0 || (first >= 0 && !regular.slice(first).includes(false));
}

/** `a` of `a.b.c`. */
export function topOf(module: string): string {
  return module.split(".", 1)[0] ?? module;
}

/**
 * Whether a module is shipped without being part of what users import: tests and their helpers, vendored copies of
 * other projects, examples, templates.
 */
export function isAside(module: string): boolean {
  return isModuleOf(module, ["tests", "vendored", "examples", "templates"]) || /(^|\.)noxfile$/.test(module);
}

/**
 * The modules that users meet as soon as they use the release: top-level modules and outermost regular packages (below
 * namespace packages); of a namespace that holds no package, its first modules. What these import at module level,
 * unguarded, fails together with them.
 */
export function rootModules(modules: ReadonlyMap<string, FirstPartyModule>): readonly string[] {
  const all = [...modules.values()].map(({ name }) => name);
  const regular = [...modules.values()]
    .filter((module) => isOutermost(module, modules))
    .map(({ name }) => name);
  const depth = Math.min(...all.map(depthOf));
  const outermost = regular.length > 0 ? regular : all.filter((name) => depthOf(name) === depth);
  const roots = outermost.filter((name) => !name.startsWith("_") && !isAside(name));
  return roots.length > 0 ? roots : outermost;
}

function isOutermost(module: FirstPartyModule, modules: ReadonlyMap<string, FirstPartyModule>): boolean {
  const parts = module.name.split(".");
  if (parts.length === 1) return true;
  const isPackage = /\/__init__\.[^/]+$/.test(module.path);
  return isPackage && !parts.some((_, index) => index > 0 && modules.has(parts.slice(0, index).join(".")));
}

function depthOf(module: string): number {
  return module.split(".").length;
}

/** Whether a module is offered to users: no part of its name is marked as private. */
export function isPublic(module: string): boolean {
  return !module.split(".").some((part) => part.startsWith("_"));
}

/** Whether `module` is `parent` or lies below it. */
export function isWithin(module: string, parent: string): boolean {
  return module === parent || module.startsWith(`${parent}.`);
}

/** Whether a module lies in a regular package of the release; a namespace belongs to others as well. */
export function isOurs(module: string, modules: ReadonlyMap<string, FirstPartyModule>): boolean {
  const parts = module.split(".");
  return parts.some((_, index) => modules.has(parts.slice(0, index + 1).join(".")));
}
