import { isTestModule } from "./modules.ts";

const IMPORT =
  /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)|import[ \t]+([^\n#]*))/gm;

/**
 * The names that a module's import statements mention, wherever they stand (also within functions), as absolute
 * dotted names; for `from a import b` both `a` and `a.b`, since `b` may be a module. Read without Python, hence
 * also from a text that this Python cannot compile.
 */
export function importedNames(module: string, isPackage: boolean, source: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, dots, from, list, plain] of source.matchAll(IMPORT)) {
    if (plain !== undefined) {
      for (const name of words(plain)) names.add(name);
      continue;
    }
    const base = resolve(module, isPackage, dots ?? "", from ?? "");
    if (base === null) continue;
    if (base !== "") names.add(base);
    for (const name of words(list ?? "")) names.add(base === "" ? name : `${base}.${name}`);
  }
  return names;
}

/** The modules that some other module of the release mentions; what only tests mention does not count. */
export function referencedModules(
  sources: Iterable<{ readonly module: string; readonly isPackage: boolean; readonly source: string }>,
): ReadonlySet<string> {
  const referenced = new Set<string>();
  for (const { module, isPackage, source } of sources) {
    if (isTestModule(module)) continue;
    for (const name of importedNames(module, isPackage, source)) if (name !== module) referenced.add(name);
  }
  return referenced;
}

function words(list: string): readonly string[] {
  return list
    .replaceAll(/[()\\]|#[^\n]*/g, " ")
    .split(",")
    .map((part) => part.trim().split(/\s+/, 1)[0] ?? "")
    .filter((name) => /^[\w.]+$/.test(name));
}

function resolve(module: string, isPackage: boolean, dots: string, from: string): string | null {
  if (dots === "") return from;
  const parts = module.split(".");
  const up = isPackage ? dots.length - 1 : dots.length;
  if (up > parts.length) return null;
  const base = parts.slice(0, parts.length - up).join(".");
  return [base, from].filter((part) => part !== "").join(".");
}
