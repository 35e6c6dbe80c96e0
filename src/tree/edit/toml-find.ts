import type { AST } from "toml-eslint-parser";
import type { KeyPath } from "../formats/toml-file.ts";

/** What stands at a path of a document. */
export type TomlPlace =
  | { readonly kind: "pair"; readonly node: AST.TOMLKeyValue }
  | { readonly kind: "item"; readonly array: AST.TOMLArray; readonly position: number }
  | { readonly kind: "table"; readonly node: AST.TOMLTable };

/** The names of a key, `a."b c"`. */
export function keyNames(key: AST.TOMLKey): readonly string[] {
  return key.keys.map((part) => (part.type === "TOMLBare" ? part.name : part.value));
}

/** The pair, array item or table header at a path; null when there is none (a table that dotted keys imply has none). */
export function findToml(program: AST.TOMLProgram, path: KeyPath): TomlPlace | null {
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") {
      const found = inPair(node, path);
      if (found !== null) return found;
      continue;
    }
    if (!startsWith(path, node.resolvedKey)) continue;
    if (path.length === node.resolvedKey.length) return { kind: "table", node };
    const found = inPairs(node.body, path.slice(node.resolvedKey.length));
    if (found !== null) return found;
  }
  return null;
}

function inPairs(pairs: readonly AST.TOMLKeyValue[], path: KeyPath): TomlPlace | null {
  for (const pair of pairs) {
    const found = inPair(pair, path);
    if (found !== null) return found;
  }
  return null;
}

function inPair(node: AST.TOMLKeyValue, path: KeyPath): TomlPlace | null {
  const names = keyNames(node.key);
  if (!startsWith(path, names)) return null;
  if (path.length === names.length) return { kind: "pair", node };
  return inValue(node.value, path.slice(names.length));
}

function inValue(value: AST.TOMLContentNode, path: KeyPath): TomlPlace | null {
  if (value.type === "TOMLInlineTable") return inPairs(value.body, path);
  if (value.type !== "TOMLArray") return null;
  const [position, ...rest] = path;
  const element = typeof position === "number" ? value.elements[position] : undefined;
  if (element === undefined || typeof position !== "number") return null;
  return rest.length === 0 ? { kind: "item", array: value, position } : inValue(element, rest);
}

/** Whether a path begins with these parts. */
export function startsWith(path: KeyPath, parts: KeyPath): boolean {
  return parts.length <= path.length && parts.every((part, at) => path[at] === part);
}
