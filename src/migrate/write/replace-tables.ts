import type { AST } from "toml-eslint-parser";
import { tomlComments, type TomlComment } from "../../tree/edit/toml-comments.ts";
import { lineEnd, lineStart, nextLine } from "../../tree/edit/text-lines.ts";
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
  const isGone = ({ resolvedKey }: AST.TOMLTable): boolean =>
    paths.some((path) => startsWith(resolvedKey, path)) &&
    !unknown.some((path) => startsWith(resolvedKey, path));
  const kept = keptRanges(file, unknown);
  const ranges: { start: number; end: number }[] = [];
  for (const [at, table] of tables.entries()) {
    if (!isGone(table)) continue;
    const start = beginning(file, table);
    const next = tables[at + 1];
    ranges.push({ start, end: next === undefined ? file.text.length : beginning(file, next) });
  }
  const comments = program.comments
    .filter(({ range }) => ranges.some(({ start, end }) => range[0] >= start && range[0] < end))
    .filter(({ range }) => !kept.some(({ start, end }) => range[0] >= start && range[0] < end))
    .map(({ value, range }) => ({ text: `#${value}`, start: range[0] }));
  return { ranges, pairs: dottedPairs(file, nodes, paths, unknown), comments };
}

/** `poetry.name = "x"` below [tool], `tool.poetry.name = "x"` at the top, and inline tables. */
function dottedPairs(
  file: TomlFile,
  nodes: readonly (AST.TOMLTable | AST.TOMLKeyValue)[],
  paths: readonly KeyPath[],
  unknown: readonly KeyPath[],
): TablesGone["pairs"] {
  return nodes.flatMap((node) => {
    const base: KeyPath = node.type === "TOMLTable" ? node.resolvedKey : [];
    if (paths.some((path) => startsWith(base, path))) return [];
    return (node.type === "TOMLTable" ? node.body : [node]).flatMap((pair) => {
      const path = [...base, ...keyNames(pair.key)];
      if (!paths.some((each) => startsWith(path, each)) || unknown.some((each) => startsWith(path, each)))
        return [];
      return [{ start: lineStart(file.text, pair.range[0]), end: nextLine(file.text, pair.range[1]) }];
    });
  });
}

/** Where a table begins, with the comments right above it. */
function beginning(file: TomlFile, table: AST.TOMLTable): number {
  const own = lineStart(file.text, table.range[0]);
  const first = tomlComments(file, table.resolvedKey).above[0];
  return first === undefined || first.start > own ? own : lineStart(file.text, first.start);
}

/** A key of a table that stays, with its comments: whole lines. */
interface KeptLines {
  readonly table: KeyPath;
  readonly start: number;
  readonly end: number;
}

function keptRanges(file: TomlFile, unknown: readonly KeyPath[]): readonly KeptLines[] {
  const program = tomlSyntax(file);
  return unknown
    .flatMap((path) => {
      const place = program === null ? null : findToml(program, path);
      if (place?.kind !== "pair") return [];
      const first = tomlComments(file, path).above[0]?.start ?? place.node.range[0];
      return {
        table: path.slice(0, -1),
        start: lineStart(file.text, first),
        end: lineEnd(file.text, place.node.range[1]),
      };
    })
    .sort((a, b) => a.start - b.start);
}

/** Lines of keys that nothing here reads, as they are, by the table that they are in. */
export function keptLines(
  file: TomlFile,
  unknown: readonly KeyPath[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { table, start, end } of keptRanges(file, unknown)) {
    const key = table.join(".");
    found.set(key, [...(found.get(key) ?? []), file.text.slice(start, end).replace(/\r$/, "")]);
  }
  return found;
}

/** Puts a text in the place of the first range, and takes the others away. */
export function replacement({ ranges, pairs }: TablesGone, text: string): readonly TextChange[] {
  return [
    ...ranges.map(({ start, end }, at) => ({ start, end, text: at === 0 ? text : "" })),
    ...pairs.map(({ start, end }) => ({ start, end, text: "" })),
  ];
}
