import type { AST } from "toml-eslint-parser";
import { tomlComments, type TomlComment } from "../../tree/edit/toml-comments.ts";
import { lineEnd, lineStart, nextLine } from "../../tree/edit/text-lines.ts";
import { renderPath } from "../../tree/edit/toml-render.ts";
import { findToml, keyNames, startsWith } from "../../tree/edit/toml-find.ts";
import { tomlSyntax, type KeyPath, type TomlFile } from "../../tree/formats/toml-file.ts";
import type { TextChange } from "../../text/file-edit.ts";

/** Ranges of tables that go, in the order of the file. */
export interface TablesGone {
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Lines of dotted keys that go: they are in tables that stay. */
  readonly pairs: readonly { readonly start: number; readonly end: number }[];
  /** Comments within. */
  readonly comments: readonly TomlComment[];
}

/** The ranges of every table at or below these paths. A comment right above a table belongs to it. */
export function tablesAt(
  file: TomlFile,
  paths: readonly KeyPath[],
  unknown: readonly KeyPath[] = [],
): TablesGone {
  const program = tomlSyntax(file);
  if (program === null) return { ranges: [], pairs: [], comments: [] };
  const nodes = program.body[0].body;
  const tables = nodes.filter((node): node is AST.TOMLTable => node.type === "TOMLTable");
  const kept = keptKeys(file, paths, unknown);
  const ranges: { start: number; end: number }[] = [];
  for (const [at, table] of tables.entries()) {
    if (!isGone(table.resolvedKey, paths, unknown)) continue;
    const start = beginning(file, table);
    const next = tables[at + 1];
    ranges.push({ start, end: next === undefined ? file.text.length : beginning(file, next) });
  }
  const comments = program.comments
    .filter(({ range }) => ranges.some(({ start, end }) => range[0] >= start && range[0] < end))
    .filter(({ range }) => !kept.some(({ start, end }) => range[0] >= start && range[0] < end))
    .map(({ value, range }) => ({ text: `#${value}`, start: range[0] }));
  const pairs = nodes
    .flatMap((node) => (node.type === "TOMLTable" ? node.body : [node]))
    .filter((pair) => isGoneAlone(pair, paths, unknown))
    .map(({ range }) => ({ start: lineStart(file.text, range[0]), end: nextLine(file.text, range[1]) }));
  return { ranges, pairs, comments };
}

function isGone(path: KeyPath, paths: readonly KeyPath[], unknown: readonly KeyPath[]): boolean {
  return paths.some((each) => startsWith(path, each)) && !unknown.some((each) => startsWith(path, each));
}

/** `poetry.name = "x"` below [tool], `tool.poetry.name = "x"` at the top, and inline tables: the table around them stays. */
function isGoneAlone(
  pair: AST.TOMLKeyValue,
  paths: readonly KeyPath[],
  unknown: readonly KeyPath[],
): boolean {
  const base = tableAround(pair);
  if (paths.some((path) => startsWith(base, path))) return false;
  return isGone([...base, ...keyNames(pair.key)], paths, unknown);
}

/** The table in whose lines a pair is; nothing at the top. */
function tableAround({ parent }: AST.TOMLKeyValue): KeyPath {
  return parent.type === "TOMLTable" ? parent.resolvedKey : [];
}

/** Where a table begins, with the comments right above it. */
function beginning(file: TomlFile, table: AST.TOMLTable): number {
  const own = lineStart(file.text, table.range[0]);
  const first = tomlComments(file, table.resolvedKey).above[0];
  return first === undefined || first.start > own ? own : lineStart(file.text, first.start);
}

/** A key that stays although its table goes: its lines with their comments, or its part of an inline table. */
interface KeptKey {
  readonly table: KeyPath;
  readonly start: number;
  readonly end: number;
  /** As it is written in a table of its own. */
  readonly text: string;
}

function keptKeys(
  file: TomlFile,
  paths: readonly KeyPath[],
  unknown: readonly KeyPath[],
): readonly KeptKey[] {
  const program = tomlSyntax(file);
  return unknown
    .flatMap((path): readonly KeptKey[] => {
      const place = program === null ? null : findToml(program, path);
      if (place?.kind !== "pair") return [];
      const { node } = place;
      const line = lineOf(node);
      if (!isGone(tableAround(line), paths, unknown) && !isGoneAlone(line, paths, unknown)) return [];
      const table = path.slice(0, -1);
      const own = node.key.keys.at(-1)?.range[0] ?? node.range[0];
      if (line !== node) {
        const [start, end] = node.range;
        return [{ table, start, end, text: file.text.slice(own, end) }];
      }
      const start = lineStart(file.text, tomlComments(file, path).above[0]?.start ?? node.range[0]);
      const end = lineEnd(file.text, node.range[1]);
      const text = file.text.slice(start, node.range[0]) + file.text.slice(own, end);
      return [{ table, start, end, text }];
    })
    .sort((a, b) => a.start - b.start);
}

/** The pair with a line of its own in which a pair is: itself, or the one of the inline table around it. */
function lineOf(pair: AST.TOMLKeyValue): AST.TOMLKeyValue {
  let line = pair;
  for (let node: AST.TOMLNode | null = pair; node !== null; node = node.parent)
    if (node.type === "TOMLKeyValue") line = node;
  return line;
}

/** Keys that nothing here reads, as they are, by the header of the table that they are in. */
export function keptLines(
  file: TomlFile,
  paths: readonly KeyPath[],
  unknown: readonly KeyPath[],
): ReadonlyMap<string, readonly string[]> {
  const found = Map.groupBy(keptKeys(file, paths, unknown), ({ table }) => renderPath(table));
  return new Map([...found].map(([table, keys]) => [table, keys.map(({ text }) => text)]));
}

/** Puts a text in the place of the first range, and takes the others away. */
export function replacement({ ranges, pairs }: TablesGone, text: string): readonly TextChange[] {
  return [
    ...ranges.map(({ start, end }, at) => ({ start, end, text: at === 0 ? text : "" })),
    ...pairs.map(({ start, end }) => ({ start, end, text: "" })),
  ];
}
