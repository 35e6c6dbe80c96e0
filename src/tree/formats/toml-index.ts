import { parseTOML, type AST } from "toml-eslint-parser";

/** 1-based position; `endColumn` is absent when the thing spans several lines. */
export interface TomlPosition {
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

/** Where a key and its value stand. */
export interface TomlRange {
  readonly key: TomlPosition;
  readonly value: TomlPosition;
}

/** The syntax tree of a document that smol-toml has accepted; null when this second parser refuses it. */
export function parseTomlSyntax(text: string): AST.TOMLProgram | null {
  try {
    return parseTOML(text, { tomlVersion: "1.1.0" });
  } catch {
    return null;
  }
}

/**
 * The place of every key and array element by the JSON of its key path, of a text or its syntax tree. Without a syntax tree the index is empty:
 * findings then lose their line, nothing else.
 */
export function indexToml(source: AST.TOMLProgram | string | null): ReadonlyMap<string, TomlRange> {
  const index = new Map<string, TomlRange>();
  const program = typeof source === "string" ? parseTomlSyntax(source) : source;
  if (program === null) return index;
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") {
      addKeyValue(index, [], node);
      continue;
    }
    const path = [...node.resolvedKey];
    if (path.length > DEEPEST) continue;
    const at = position(node.key);
    addPrefixes(index, path, at);
    index.set(JSON.stringify(path), { key: at, value: at });
    for (const keyValue of node.body) addKeyValue(index, path, keyValue);
  }
  return index;
}

/** What stands deeper has no place of its own: nothing asks for it, and each step repeats the whole way. */
const DEEPEST = 50;

type Path = readonly (string | number)[];

function addKeyValue(index: Map<string, TomlRange>, base: Path, node: AST.TOMLKeyValue): void {
  const path: (string | number)[] = [...base];
  if (base.length + node.key.keys.length > DEEPEST) return;
  for (const part of node.key.keys) {
    path.push(part.type === "TOMLBare" ? part.name : part.value);
    const id = JSON.stringify(path);
    if (!index.has(id)) index.set(id, { key: position(part), value: position(part) });
  }
  index.set(JSON.stringify(path), { key: position(node.key), value: position(node.value) });
  addContent(index, path, node.value);
}

function addContent(index: Map<string, TomlRange>, path: Path, node: AST.TOMLContentNode): void {
  if (path.length >= DEEPEST) return;
  if (node.type === "TOMLArray") {
    for (const [position_, element] of node.elements.entries()) {
      const elementPath = [...path, position_];
      const at = position(element);
      index.set(JSON.stringify(elementPath), { key: at, value: at });
      addContent(index, elementPath, element);
    }
  } else if (node.type === "TOMLInlineTable") {
    for (const keyValue of node.body) addKeyValue(index, path, keyValue);
  }
}

function addPrefixes(index: Map<string, TomlRange>, path: Path, at: TomlPosition): void {
  for (let length = 1; length < path.length; length++) {
    const id = JSON.stringify(path.slice(0, length));
    if (!index.has(id)) index.set(id, { key: at, value: at });
  }
}

function position(node: { readonly loc: AST.SourceLocation }): TomlPosition {
  const { start, end } = node.loc;
  const at = { line: start.line, column: start.column + 1 };
  return start.line === end.line ? { ...at, endColumn: end.column + 1 } : at;
}
