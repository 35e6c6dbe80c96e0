import type { AST } from "toml-eslint-parser";
import { tomlComments, type TomlComment } from "../../tree/edit/toml-comments.ts";
import { lineStart } from "../../tree/edit/text-lines.ts";
import { startsWith } from "../../tree/edit/toml-find.ts";
import type { KeyPath, TomlFile } from "../../tree/toml-file.ts";
import type { TextChange } from "../../text/file-edit.ts";

/** Ranges of tables that go, in the order of the file. */
export interface TablesGone {
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Comments within. */
  readonly comments: readonly TomlComment[];
}

/** The ranges of every table at or below these paths. A comment right above a table belongs to it, but for the first one. */
export function tablesAt(file: TomlFile, paths: readonly KeyPath[]): TablesGone {
  const program = file.syntax();
  if (program === null) return { ranges: [], comments: [] };
  const nodes = program.body[0].body;
  const tables = nodes.filter((node): node is AST.TOMLTable => node.type === "TOMLTable");
  const isGone = (table: AST.TOMLTable): boolean => paths.some((path) => startsWith(table.resolvedKey, path));
  const ranges: { start: number; end: number }[] = [];
  for (const [at, table] of tables.entries()) {
    if (!isGone(table)) continue;
    const start = ranges.length === 0 ? lineStart(file.text, table.range[0]) : beginning(file, table);
    const next = tables[at + 1];
    ranges.push({ start, end: next === undefined ? file.text.length : beginning(file, next) });
  }
  const comments = program.comments
    .filter(({ range }) => ranges.some(({ start, end }) => range[0] >= start && range[0] < end))
    .map(({ value, range }) => ({ text: `#${value}`, start: range[0] }));
  return { ranges, comments };
}

/** Where a table begins, with the comments right above it. */
function beginning(file: TomlFile, table: AST.TOMLTable): number {
  const own = lineStart(file.text, table.range[0]);
  const first = tomlComments(file, table.resolvedKey).above[0];
  return first === undefined || first.start > own ? own : lineStart(file.text, first.start);
}

/** Puts a text in the place of the first range, and takes the others away. */
export function replacement({ ranges }: TablesGone, text: string): readonly TextChange[] {
  return ranges.map(({ start, end }, at) => ({ start, end, text: at === 0 ? text : "" }));
}
