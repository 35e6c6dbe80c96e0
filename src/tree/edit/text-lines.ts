import type { TextChange } from "../../text/file-edit.ts";
import type { Location } from "../../findings/location.ts";

/** The line ending of a text: that of its first line. */
export function lineEnding(text: string): "\r\n" | "\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

/** The offset at which the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset at which the line of an offset ends, in front of its line ending. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found === -1) return text.length;
  return found > offset && text[found - 1] === "\r" ? found - 1 : found;
}

/** The offset behind the line ending of an offset's line. */
export function nextLine(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found === -1 ? text.length : found + 1;
}

/** The blanks at the beginning of an offset's line. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** The offset of a 1-based line and column; null when the text has no such line. */
export function offsetAt(text: string, line: number, column: number): number | null {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const found = text.indexOf("\n", start);
    if (found === -1) return null;
    start = found + 1;
  }
  return start + column - 1;
}

/** Replaces `from` by `to` at a place, or behind it on the same line; nothing when `from` is not there. */
export function replaceAt(
  text: string,
  location: Pick<Location, "line" | "column">,
  from: string,
  to: string,
): readonly TextChange[] {
  const start = offsetAt(text, location.line ?? 1, location.column ?? 1);
  if (start === null || from === "") return [];
  const found = text.indexOf(from, start);
  if (found === -1 || found > lineEnd(text, start)) return [];
  return [{ start: found, end: found + from.length, text: to }];
}

/** Adds a line at the end of a text, whose last line is closed when it is not. */
export function addLine(text: string, line: string): readonly TextChange[] {
  const end = lineEnding(text);
  const open = text !== "" && !text.endsWith("\n");
  return [{ start: text.length, end: text.length, text: `${open ? end : ""}${line}${end}` }];
}

/** Removes a 1-based line with its line ending; nothing when there is no such line. */
export function removeLine(text: string, line: number): readonly TextChange[] {
  const start = offsetAt(text, line, 1);
  if (start === null || start >= text.length) return [];
  return [{ start, end: nextLine(text, start), text: "" }];
}
