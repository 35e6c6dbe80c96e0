import table from "./data/stdlib-modules.json" with { type: "json" };
import { isStdlibName } from "./stdlib-names.ts";

/** Public top-level modules of CPython's standard library, 3.7 to 3.14. */
const MODULES: ReadonlySet<string> = new Set(table.modules);

/** Private modules with a further underscore, which PyPI's list cannot be asked for. 3.7 to 3.14. */
const UNDERSCORED: ReadonlySet<string> = new Set(table.underscored);

/**
 * Whether any Python, Python 2 included, has a top-level module of this name: never a question to the interpreter at
 * hand, which knows itself only (and before 3.10 not even that). PyPI's list of reserved project names alone cannot say
 * so: it holds dotted modules in their normal form, where `importlib.metadata` is `importlib-metadata`.
 */
export function isStandardAnywhere(name: string): boolean {
  return MODULES.has(name) || UNDERSCORED.has(name) || (/^_?[A-Za-z0-9]+$/.test(name) && isStdlibName(name));
}

/** Whether the standard library of a supported Python has a top-level module of this name. */
export function isStandardModule(name: string): boolean {
  return MODULES.has(name);
}

/** Modules that are gone: the minor version of Python 3 that no longer has them ("Removed" in its What's New). */
export const REMOVED_MODULES: ReadonlyMap<string, number> = byName(table.removed);

/** The minor version of Python 3 that brought a module, and names of older modules (`module.name`). From 3.7 on. */
export const ADDED: ReadonlyMap<string, number> = byName(table.added);

/** `{"3.12": ["imp"]}` as name to minor version. */
function byName(lists: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(lists).flatMap(([version, names]) =>
      names.map((name) => [name, Number(version.slice("3.".length))] as const),
    ),
  );
}
