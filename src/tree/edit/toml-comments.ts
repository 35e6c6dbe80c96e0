import type { AST } from "toml-eslint-parser";
import { tomlSyntax, type KeyPath, type TomlFile } from "../formats/toml-file.ts";
import { lineEnd, lineStart } from "./text-lines.ts";
import { findToml } from "./toml-find.ts";

/** A comment with its mark, and where it begins. */
export interface TomlComment {
  readonly text: string;
  readonly start: number;
}

/** The comments that belong to a key or an item: those in the lines right above, and the one behind it. */
export interface TomlComments {
  readonly above: readonly TomlComment[];
  readonly beside: TomlComment | null;
}

/** Nothing is said. */
export const NO_COMMENTS: TomlComments = { above: [], beside: null };

/** The comments of what stands at a path; none when nothing does. */
export function tomlComments(file: TomlFile, path: KeyPath): TomlComments {
  const program = tomlSyntax(file);
  const found = program === null ? null : findToml(program, path);
  if (program === null || found === null) return NO_COMMENTS;
  const node =
    found.kind === "item"
      ? found.array.elements[found.position]
      : found.kind === "table"
        ? found.node.key
        : found.node;
  if (node === undefined) return NO_COMMENTS;
  return commentsOf(file.text, program, node);
}

/** Comments below the last key of a table, but for those right above the next one. */
export function commentsAtEnd(file: TomlFile, path: KeyPath): readonly TomlComment[] {
  const program = tomlSyntax(file);
  const found = program === null ? null : findToml(program, path);
  if (program === null || found?.kind !== "table") return [];
  const tables = program.body[0].body.filter((node): node is AST.TOMLTable => node.type === "TOMLTable");
  const next = tables[tables.indexOf(found.node) + 1];
  const above = next === undefined ? [] : commentsOf(file.text, program, next.key).above;
  const from = lineEnd(file.text, (found.node.body.at(-1) ?? found.node.key).range[1]);
  const to = above[0]?.start ?? next?.range[0] ?? file.text.length;
  return program.comments
    .filter(({ range }) => range[0] >= from && range[0] < to)
    .map(({ value, range }) => ({ text: `#${value}`, start: range[0] }));
}

function commentsOf(text: string, program: AST.TOMLProgram, node: AST.TOMLNode): TomlComments {
  const [start, end] = node.range;
  const above: TomlComment[] = [];
  let line = lineStart(text, start);
  // Items of an array in one line have no lines of their own.
  const isFirst = text.slice(line, start).replace(/[[\s]/g, "") === "";
  for (const comment of isFirst ? program.comments.toReversed() : []) {
    if (comment.range[0] >= line) continue;
    const own = lineStart(text, comment.range[0]);
    const isNext =
      own < line && lineEnd(text, comment.range[0]) + 1 >= line - 1 && nextIs(text, comment.range[0], line);
    if (!isNext || text.slice(own, comment.range[0]).trim() !== "") break;
    above.unshift({ text: `#${comment.value}`, start: comment.range[0] });
    line = own;
  }
  const stop = lineEnd(text, end);
  const beside = program.comments.find(({ range }) => range[0] >= end && range[0] < stop);
  const between = beside === undefined ? "" : text.slice(end, beside.range[0]);
  const isOwn = beside !== undefined && /^[\s,\]]*$/.test(between);
  return { above, beside: isOwn ? { text: `#${beside.value}`, start: beside.range[0] } : null };
}

/** Whether the line behind the one of an offset begins at `line`. */
function nextIs(text: string, offset: number, line: number): boolean {
  const end = text.indexOf("\n", offset);
  return end !== -1 && end + 1 === line;
}
