import type { AST } from "toml-eslint-parser";
import type { TextChange } from "../../text/file-edit.ts";
import { tomlSyntax, type KeyPath, type TomlFile, type TomlValue } from "../formats/toml-file.ts";
import { addItem, removeItem } from "./toml-array.ts";
import { indentAt, lineEnd, lineEnding, lineStart, nextLine } from "./text-lines.ts";
import { findToml, keyNames, startsWith } from "./toml-find.ts";
import { renderKey, renderPath, renderToml, type Quote } from "./toml-render.ts";

type Changes = readonly TextChange[];

/**
 * Editors of a TOML file. Each gives the replacements that make the change and leave every other character as it is;
 * none when the document does not allow the change.
 */

/** Replaces the value at a path, or adds the key, and its table when there is none yet. */
export function setTomlValue(file: TomlFile, path: KeyPath, value: TomlValue): Changes {
  const program = tomlSyntax(file);
  if (program === null) return [];
  const found = findToml(program, path);
  if (found?.kind === "table") return [];
  const end = lineEnding(file.text);
  if (found !== null) {
    const node = found.kind === "pair" ? found.node.value : found.array.elements[found.position];
    if (node === undefined) return [];
    const text = renderToml(value, quoteOf(node, program), end, indentAt(file.text, node.range[0]));
    return [{ start: node.range[0], end: node.range[1], text }];
  }
  // Below a value that is there already nothing can be added, unless it is an inline table.
  if (path.some((part) => typeof part === "number")) return [];
  return addKey(file, program, path as readonly string[], value);
}

/** Adds an item to an array, in the array's own style; makes the array when there is none. */
export function addTomlItem(file: TomlFile, path: KeyPath, value: TomlValue): Changes {
  const program = tomlSyntax(file);
  if (program === null) return [];
  const found = findToml(program, path);
  if (found === null) return setTomlValue(file, path, [value]);
  const array = found.kind === "pair" ? found.node.value : undefined;
  if (array?.type !== "TOMLArray") return [];
  const quote = quoteOf(array.elements.at(-1), program);
  return addItem(file.text, program, array, renderToml(value, quote, lineEnding(file.text)));
}

/** Removes the item at a path (`["project", "classifiers", 2]`) with its comma, and its line when it has one of its own. */
export function removeTomlItem(file: TomlFile, path: KeyPath): Changes {
  const program = tomlSyntax(file);
  const found = program === null ? null : findToml(program, path);
  if (program === null || found?.kind !== "item") return [];
  return removeItem(file.text, program, found.array, found.position);
}

/** Gives the last part of a key another name. */
export function renameTomlKey(file: TomlFile, path: KeyPath, name: string): Changes {
  const program = tomlSyntax(file);
  const found = program === null ? null : findToml(program, path);
  if (program === null || found === null || found.kind === "item") return [];
  if (findToml(program, [...path.slice(0, -1), name]) !== null) return [];
  // Other tables may stand below the old name.
  if (found.kind === "table" && hasOthersBelow(program, path, found.node)) return [];
  const last = found.node.key.keys.at(-1);
  return last === undefined ? [] : [{ start: last.range[0], end: last.range[1], text: renderKey(name) }];
}

/** Gives a table with a header of its own another place: only the header changes. */
export function moveTomlTable(file: TomlFile, path: KeyPath, to: readonly string[]): Changes {
  const program = tomlSyntax(file);
  const found = program === null ? null : findToml(program, path);
  if (program === null || found?.kind !== "table" || found.node.kind !== "standard") return [];
  if (file.get(to) !== undefined || hasOthersBelow(program, path, found.node)) return [];
  const [start, end] = found.node.key.range;
  return [{ start, end, text: renderPath(to) }];
}

/** Removes a key and its value, or a table, with the lines that they take. Comments in lines of their own stay. */
export function removeTomlKey(file: TomlFile, path: KeyPath): Changes {
  const program = tomlSyntax(file);
  const found = program === null ? null : findToml(program, path);
  if (program === null || found === null || found.kind === "item") return [];
  const { text } = file;
  if (found.kind === "table") {
    if (hasOthersBelow(program, path, found.node)) return [];
    const last = found.node.body.at(-1) ?? found.node.key;
    const start = lineStart(text, found.node.range[0]);
    let end = nextLine(text, last.range[1]);
    const blank = /^[ \t]*\r?\n/.exec(text.slice(end));
    if (blank !== null) end += blank[0].length;
    return [{ start, end, text: "" }];
  }
  const { node } = found;
  if (node.parent.type === "TOMLInlineTable") return removeInlinePair(program, node.parent, node);
  const start = lineStart(text, node.range[0]);
  return [{ start, end: nextLine(text, node.range[1]), text: "" }];
}

function hasOthersBelow(program: AST.TOMLProgram, path: KeyPath, own: AST.TOMLTable): boolean {
  return program.body[0].body.some(
    (node) => node.type === "TOMLTable" && node !== own && startsWith(node.resolvedKey, path),
  );
}

function removeInlinePair(
  program: AST.TOMLProgram,
  table: AST.TOMLInlineTable,
  pair: AST.TOMLKeyValue,
): Changes {
  const at = table.body.indexOf(pair);
  const next = table.body[at + 1];
  const before = table.body[at - 1];
  if (next !== undefined) return [{ start: pair.range[0], end: next.range[0], text: "" }];
  if (before !== undefined) return [{ start: before.range[1], end: pair.range[1], text: "" }];
  return program.comments.some((each) => each.range[0] > table.range[0] && each.range[1] < table.range[1])
    ? []
    : [{ start: table.range[0], end: table.range[1], text: "{}" }];
}

/** Adds a pair where its siblings stand: in its table, in an inline table, or in a new table behind its relatives. */
function addKey(
  file: TomlFile,
  program: AST.TOMLProgram,
  path: readonly string[],
  value: TomlValue,
): Changes {
  const { text } = file;
  const end = lineEnding(text);
  const quote = quoteOf(undefined, program);
  const parent = path.slice(0, -1);
  const name = path.at(-1) ?? "";
  const pairText = `${renderKey(name)} = ${renderToml(value, quote, end)}`;
  const holder = findToml(program, parent);
  if (holder?.kind === "table")
    return [lineBehind(text, holder.node.body.at(-1) ?? holder.node.key, pairText)];
  if (holder?.kind === "pair") return inInlineTable(holder.node.value, pairText);
  if (holder !== null) return [];
  // `urls.Homepage = …` in [project]: its sister goes behind it.
  const sister = program.body[0].body
    .flatMap((node) =>
      node.type === "TOMLTable" ? node.body.map((pair) => [node.resolvedKey, pair] as const) : [],
    )
    .findLast(([base, pair]) => {
      const whole = [...base, ...keyNames(pair.key)];
      return whole.length === path.length && startsWith(whole, parent) && base.length < parent.length;
    });
  if (sister !== undefined) {
    const [base, pair] = sister;
    const dotted = renderPath(path.slice(base.length));
    return [lineBehind(text, pair, `${dotted} = ${renderToml(value, quote, end)}`)];
  }
  if (parent.length === 0) {
    const last = program.body[0].body.findLast((node) => node.type === "TOMLKeyValue");
    if (last !== undefined) return [lineBehind(text, last, pairText)];
    return [{ start: 0, end: 0, text: `${pairText}${end}` }];
  }
  const header = `[${renderPath(parent)}]${end}${pairText}${end}`;
  return [newTable(text, program, parent, header, end)];
}

function lineBehind(
  text: string,
  node: { readonly range: readonly [number, number] },
  line: string,
): TextChange {
  const at = lineEnd(text, node.range[1]);
  return { start: at, end: at, text: `${lineEnding(text)}${indentAt(text, node.range[0])}${line}` };
}

function inInlineTable(value: AST.TOMLContentNode, pairText: string): Changes {
  if (value.type !== "TOMLInlineTable") return [];
  const last = value.body.at(-1);
  if (last === undefined) return [{ start: value.range[0], end: value.range[1], text: `{ ${pairText} }` }];
  return [{ start: last.range[1], end: last.range[1], text: `, ${pairText}` }];
}

/** Behind the last table that shares its first names, else at the end of the file. */
function newTable(
  text: string,
  program: AST.TOMLProgram,
  parent: readonly string[],
  header: string,
  end: string,
): TextChange {
  const tables = program.body[0].body.filter((node) => node.type === "TOMLTable");
  for (let length = parent.length; length > 0; length--) {
    const relative = tables.findLast((node) => startsWith(node.resolvedKey, parent.slice(0, length)));
    if (relative === undefined) continue;
    const at = lineEnd(text, (relative.body.at(-1) ?? relative.key).range[1]);
    return { start: at, end: at, text: `${end}${end}${header.slice(0, -end.length)}` };
  }
  const open = text !== "" && !text.endsWith("\n");
  const blank = text === "" ? "" : end;
  return { start: text.length, end: text.length, text: `${open ? end : ""}${blank}${header}` };
}

/** The quotes of a string that is replaced, else those that the file has most of. */
function quoteOf(node: AST.TOMLContentNode | undefined, program: AST.TOMLProgram): Quote {
  if (node?.type === "TOMLValue" && node.kind === "string") return node.style === "literal" ? "'" : '"';
  const literal = program.tokens.filter((token) => token.type === "LiteralString").length;
  const basic = program.tokens.filter((token) => token.type === "BasicString").length;
  return literal > basic ? "'" : '"';
}
