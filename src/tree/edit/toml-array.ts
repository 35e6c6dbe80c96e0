import type { AST } from "toml-eslint-parser";
import type { TextChange } from "../../text/file-edit.ts";
import { indentAt, lineEnd, lineEnding, lineStart, nextLine } from "./text-lines.ts";

type Changes = readonly TextChange[];

/** Adds an item, as text, at an array's end: on the same line or on one of its own, with a trailing comma if that is the style. */
export function addItem(text: string, program: AST.TOMLProgram, array: AST.TOMLArray, item: string): Changes {
  const end = lineEnding(text);
  const last = array.elements.at(-1);
  const close = array.range[1] - 1;
  if (last === undefined) {
    if (!text.slice(...array.range).includes("\n")) {
      return [{ start: array.range[0], end: array.range[1], text: `[${item}]` }];
    }
    const at = lineEnd(text, commentEnd(program, array.range[0], close));
    return [{ start: at, end: at, text: `${end}${indentAt(text, array.range[0])}    ${item},` }];
  }
  const comma = commaBehind(program, last, close);
  const isOneLine = !text.slice(array.range[0], last.range[0]).includes("\n");
  if (isOneLine) {
    if (comma === null) return [{ start: last.range[1], end: last.range[1], text: `, ${item}` }];
    return [{ start: comma, end: comma, text: ` ${item},` }];
  }
  const indent = indentAt(text, last.range[0]);
  const isClosedBelow = text.slice(comma ?? last.range[1], close).includes("\n");
  if (!isClosedBelow) {
    const at = comma ?? last.range[1];
    return [{ start: at, end: at, text: `${comma === null ? "," : ""}${end}${indent}${item}` }];
  }
  if (comma === null) {
    const at = lineEnd(text, last.range[1]);
    return [
      {
        start: last.range[1],
        end: last.range[1],
        text: at === last.range[1] ? `,${end}${indent}${item}` : ",",
      },
      ...(at === last.range[1] ? [] : [{ start: at, end: at, text: `${end}${indent}${item}` }]),
    ];
  }
  const at = lineEnd(text, comma);
  return [{ start: at, end: at, text: `${end}${indent}${item},` }];
}

/** Removes an item with its comma; with its whole line and the comment there when nothing else stands in it. */
export function removeItem(
  text: string,
  program: AST.TOMLProgram,
  array: AST.TOMLArray,
  position: number,
): Changes {
  const element = array.elements[position];
  if (element === undefined) return [];
  const close = array.range[1] - 1;
  const comma = commaBehind(program, element, close);
  const before = array.elements[position - 1];
  const behind = comma ?? element.range[1];
  const start = lineStart(text, element.range[0]);
  const rest = text.slice(behind, lineEnd(text, behind));
  const isAlone = text.slice(start, element.range[0]).trim() === "" && /^\s*(#.*)?$/.test(rest);
  if (isAlone) {
    const line = { start, end: nextLine(text, behind), text: "" };
    // The item before keeps its comma only when that is the style.
    const loose = comma === null && before !== undefined ? commaBehind(program, before, close) : null;
    return loose === null ? [line] : [{ start: loose - 1, end: loose, text: "" }, line];
  }
  const next = array.elements[position + 1];
  if (next !== undefined && lineStart(text, next.range[0]) === lineStart(text, element.range[1])) {
    return [{ start: element.range[0], end: next.range[0], text: "" }];
  }
  if (before !== undefined) {
    // Behind the item before stands its comma, which goes when the last item had none.
    const commaBefore = commaBehind(program, before, close) ?? before.range[1];
    return [{ start: comma === null ? before.range[1] : commaBefore, end: behind, text: "" }];
  }
  return [{ start: element.range[0], end: behind, text: "" }];
}

/** The offset behind the comma that follows an element; null when none does. */
function commaBehind(program: AST.TOMLProgram, element: AST.TOMLContentNode, close: number): number | null {
  const next = program.tokens.find((token) => token.range[0] >= element.range[1]);
  return next !== undefined && next.range[0] < close && next.value === "," ? next.range[1] : null;
}

/** Behind the last comment in a range, else behind its first character. */
function commentEnd(program: AST.TOMLProgram, start: number, end: number): number {
  const inside = program.comments.filter((each) => each.range[0] > start && each.range[1] < end);
  return inside.at(-1)?.range[1] ?? start + 1;
}
