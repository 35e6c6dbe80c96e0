import { isTestModule } from "./modules.ts";

const IMPORT =
  /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)|import[ \t]+([^\n#]*))/gm;

/**
 * The names that a module's import statements mention, wherever they stand (also within functions), as absolute
 * dotted names; for `from a import b` both `a` and `a.b`, since `b` may be a module. What stands below a `try` that
 * catches its failure, or in a handler, may fail and is left out. Read without Python, hence also from a text that this
 * Python cannot compile.
 */
export function importedNames(module: string, isPackage: boolean, source: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const match of source.matchAll(IMPORT)) {
    const [text, dots, from, list, plain] = match;
    if (/^[ \t]/.test(text) && mayFail(source, match.index)) continue;
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

const CATCHES = /^except\b\s*(?::|.*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)/;

/** Whether the statement at this place stands in a handler, or below a `try` that catches ImportError. */
function mayFail(source: string, place: number): boolean {
  const before = source.slice(0, place).split("\n");
  before.pop();
  let depth = indentOf(source.slice(place));
  while (depth > 0) {
    const above = before.pop();
    if (above === undefined) return false;
    const words = above.trim();
    const indent = indentOf(above);
    if (words === "" || words.startsWith("#") || indent >= depth) continue;
    if (words.startsWith("except")) return true;
    if (/^try\s*:/.test(words)) {
      const handler = source
        .slice(place)
        .split("\n")
        .find((line) => line.trim() !== "" && !line.trim().startsWith("#") && indentOf(line) <= indent);
      if (handler !== undefined && CATCHES.test(handler.trim())) return true;
    }
    depth = indent;
  }
  return false;
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}
