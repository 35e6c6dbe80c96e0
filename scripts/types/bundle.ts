import { dirname, join } from "node:path/posix";

import { parseModule, wordsOf, type Declaration, type Link, type Module } from "./module.ts";

/** What a name of a module means: a declaration here, or something of a package. */
type Meaning = Found | Link;

interface Found {
  readonly declaration: Declaration;
  readonly path: string;
}

/**
 * All that the entry exports, in one file: the declarations that it needs, each once, and nothing else. `read` gives the
 * text of a declaration file, as the compiler writes it from sources with isolated declarations.
 */
export function bundleTypes(entry: string, read: (path: string) => string): string {
  const meaningOf = reader(read);
  const exported = new Map<Declaration, string>();
  const pending: Found[] = [];
  for (const name of meaningOf.exportsOf(entry)) {
    const meaning = meaningOf(entry, name);
    if (meaning === null || "from" in meaning) throw new Error(`nothing here declares the export ${name}`);
    exported.set(meaning.declaration, name);
    pending.push(meaning);
  }
  // Each declaration that is needed, with what the words of its text mean. What means nothing is the language's own.
  const needed = new Map<Declaration, ReadonlyMap<string, Meaning>>();
  const packages = new Map<string, Link>();
  const globals = new Set<string>();
  for (const { declaration, path } of pending) {
    if (needed.has(declaration)) continue;
    const words = new Map<string, Meaning>([[declaration.name, { declaration, path }]]);
    for (const word of wordsOf(declaration)) {
      if (word === declaration.name || declaration.own.has(word)) continue;
      const meaning = meaningOf(path, word);
      if (meaning === null) globals.add(word);
      else words.set(word, meaning);
      if (meaning !== null && "from" in meaning) packages.set(word, meaning);
      else if (meaning !== null) pending.push(meaning);
    }
    needed.set(declaration, words);
  }
  const names = uniqueNames([...needed.keys()], exported, new Set([...globals, ...packages.keys()]));
  const texts = [...needed].flatMap(([declaration, words]) => {
    const renamed = new Map<string, string>();
    for (const [word, meaning] of words) {
      if ("declaration" in meaning) renamed.set(word, names.get(meaning.declaration) ?? word);
    }
    const mark = exported.has(declaration) ? "export " : "";
    return declaration.statements.flatMap(({ comment, body }) => [
      `${comment}${mark}${rename(body, renamed)}`,
      "",
    ]);
  });
  return [...packageImports(packages), "", ...texts, "export {};", ""].join("\n");
}

/** Follows names through the modules that hand them on. */
function reader(read: (path: string) => string): {
  (path: string, name: string): Meaning | null;
  exportsOf: (path: string) => readonly string[];
} {
  const modules = new Map<string, Module>();
  const moduleAt = (path: string): Module => {
    const known = modules.get(path) ?? parseModule(read(path));
    modules.set(path, known);
    return known;
  };
  function meaningOf(path: string, name: string): Meaning | null {
    const { declarations, imports, exports } = moduleAt(path);
    const declaration = declarations.get(name);
    if (declaration !== undefined) return { declaration, path };
    const link = imports.get(name) ?? exports.get(name);
    if (link === undefined) return null;
    if (!link.from.startsWith(".")) return link;
    if (link.imported === "*") throw new Error(`${path} imports all of ${link.from}: name what is wanted`);
    const there = join(dirname(path), link.from).replace(/\.(ts|js)$/, ".d.ts");
    const found = meaningOf(there, link.imported);
    if (found === null) throw new Error(`${there} declares no ${link.imported}`);
    return found;
  }
  return Object.assign(meaningOf, {
    exportsOf: (path: string) => [...moduleAt(path).exports.keys()].toSorted(),
  });
}

/** Exports keep their names; of other declarations those that another thing has, too, get a number. */
function uniqueNames(
  declarations: readonly Declaration[],
  exported: ReadonlyMap<Declaration, string>,
  others: ReadonlySet<string>,
): ReadonlyMap<Declaration, string> {
  const names = new Map(exported);
  const taken = new Set([...exported.values(), ...others]);
  for (const declaration of declarations) {
    if (names.has(declaration)) continue;
    let { name } = declaration;
    for (let count = 2; taken.has(name); count += 1) name = `${declaration.name}_${count}`;
    taken.add(name);
    names.set(declaration, name);
  }
  return names;
}

function packageImports(packages: ReadonlyMap<string, Link>): readonly string[] {
  return [...packages]
    .map(([name, { from, imported }]) =>
      imported === "*"
        ? `import type * as ${name} from "${from}";`
        : `import type { ${imported === name ? name : `${imported} as ${name}`} } from "${from}";`,
    )
    .toSorted();
}

/** Replaces names of types: not those of members (`name:`, `name?:`, `.name`), nor what stands in comments or quotes. */
function rename(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|(?<![.\w$])([A-Za-z_$][\w$]*)(?![\w$])(?!\??:)/g,
    (whole, word: string | undefined) => (word === undefined ? whole : (names.get(word) ?? word)),
  );
}
