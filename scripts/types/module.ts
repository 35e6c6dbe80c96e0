/** One declaration of a declaration file. */
export interface Declaration {
  readonly name: string;
  /** Each with the comment before it, and without `export`; several of an overloaded function. */
  readonly statements: readonly Statement[];
  /** Its type parameters, and the names of its parameters: they mean nothing else within it. */
  readonly own: ReadonlySet<string>;
}

interface Statement {
  readonly comment: string;
  readonly body: string;
}

/** Where a name comes from. `*`: the whole module. */
export interface Link {
  readonly from: string;
  readonly imported: string;
}

/** A declaration file, read. */
export interface Module {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly imports: ReadonlyMap<string, Link>;
  /** What it hands on from elsewhere. */
  readonly exports: ReadonlyMap<string, Link>;
}

const STATEMENT = /^(?:import|export|declare|interface|type|class|abstract|function|const|enum)\b/;
const DECLARATION =
  /^(?:export )?(declare )?((?:abstract )?(?:interface|type|class|function|const|enum)) ([\w$]+)/;

/** Reads a declaration file as the compiler writes it: each statement begins at the margin. */
export function parseModule(text: string): Module {
  const declarations = new Map<string, Declaration>();
  const imports = new Map<string, Link>();
  const exports = new Map<string, Link>();
  for (const { comment, body } of statements(text)) {
    const link = /^(import|export) (?:type )?(?:\* as ([\w$]+)|\{([\s\S]*)\}) from "([^"]+)";/.exec(body);
    const [, kind, whole, list = "", from = ""] = link ?? [];
    if (link !== null) {
      const target = kind === "import" ? imports : exports;
      if (whole !== undefined) target.set(whole, { from, imported: "*" });
      for (const [imported, local] of namesIn(list)) target.set(local, { from, imported });
      continue;
    }
    if (/^export \{\s*\};/.test(body)) continue;
    const found = DECLARATION.exec(body);
    const name = found?.[3];
    if (name === undefined) throw new Error(`a statement that nobody reads: ${body.slice(0, 80)}`);
    const statement = { comment, body: body.replace(/^export /, "") };
    const all = [...(declarations.get(name)?.statements ?? []), statement];
    declarations.set(name, {
      name,
      statements: all,
      own: new Set(all.flatMap((each) => parametersOf(each.body))),
    });
  }
  return { declarations, imports, exports };
}

/** A comment right before a statement is its own; any other is a part of the statement that it stands in. */
function* statements(text: string): Iterable<Statement> {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, at) => (STATEMENT.test(line) ? [at] : []));
  const begins = starts.map((at) => commentBefore(lines, at));
  for (const [index, at] of starts.entries()) {
    const comment = lines.slice(begins[index], at).map((line) => `${line}\n`);
    const body = lines.slice(at, begins[index + 1] ?? lines.length).join("\n");
    yield { comment: comment.join(""), body: body.trimEnd() };
  }
}

/** The line on which the comment before a statement begins; the statement's own without one. */
function commentBefore(lines: readonly string[], at: number): number {
  if (lines[at - 1]?.endsWith("*/") !== true) return at;
  return lines.findLastIndex((line, before) => before < at && line.startsWith("/**"));
}

function namesIn(list: string): readonly (readonly [string, string])[] {
  return list
    .split(",")
    .map((each) => each.trim().replace(/^type /, ""))
    .filter((each) => each !== "")
    .map((each) => {
      const [imported = "", local = imported] = each.split(" as ");
      return [imported, local];
    });
}

/** Names that a declaration binds itself: `<T extends …>`, `infer T`, `[K in …]`. */
function parametersOf(text: string): readonly string[] {
  const bound = [...text.matchAll(/\binfer ([\w$]+)|\[([\w$]+) in /g)].map(([, a, b]) => a ?? b ?? "");
  const lists = [...text.matchAll(/\b(?:interface|type|class|function) [\w$]+<([^>]*)>/g)];
  const parameters = lists.flatMap(([, list = ""]) =>
    list.split(",").map((each) => /^\s*(?:const |in |out )*([\w$]+)/.exec(each)?.[1] ?? ""),
  );
  return [...bound, ...parameters];
}

/** The identifiers of a declaration that can name a type or a value: no members, nothing in comments or quotes. */
export function wordsOf({ statements: all }: Declaration): ReadonlySet<string> {
  const code = all.map(({ body }) => body.replaceAll(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/g, " ")).join("\n");
  return new Set(
    [...code.matchAll(/(?<![.\w$])([A-Za-z_$][\w$]*)(?![\w$])(?!\??:)/g)].map(([, word = ""]) => word),
  );
}
