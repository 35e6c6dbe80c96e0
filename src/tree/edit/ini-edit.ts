import type { TextChange } from "../../text/file-edit.ts";
import { parseIni, type IniEntry } from "../formats/ini.ts";
import { lineEnd, lineEnding, nextLine, offsetAt } from "./text-lines.ts";

type Changes = readonly TextChange[];

/**
 * Editors of setup.cfg and its like. A value of several lines is given with newlines in it, as it is read. Nothing is
 * changed when the section or the key is not there (or, for a new name, when that one is).
 */

/** Replaces a key's value, or adds the key at the end of its section, or the section at the end of the file. */
export function setIniValue(text: string, section: string, key: string, value: string): Changes {
  const end = lineEnding(text);
  const lines = value.split("\n");
  const rendered = lines.length === 1 ? ` ${value}` : lines.map((line) => `${end}    ${line}`).join("");
  const file = parseIni("", text);
  const entries = file.sections.get(section);
  const entry = entries?.get(key.toLowerCase());
  if (entry !== undefined) {
    const span = spanOf(text, entry);
    if (span === null) return [];
    const blanks = /^[ \t]*/.exec(text.slice(span.value))?.[0] ?? "";
    const isPlain = lines.length === 1 && entry.valueLines[0]?.line === entry.line;
    return [{ start: span.value, end: span.end, text: isPlain ? `${blanks}${value}` : rendered }];
  }
  const pair = `${key} =${rendered}`;
  if (entries === undefined) {
    const open = text !== "" && !text.endsWith("\n");
    const blank = text === "" ? "" : end;
    const added = `${open ? end : ""}${blank}[${section}]${end}${pair}${end}`;
    return [{ start: text.length, end: text.length, text: added }];
  }
  const last = [...entries.values()].toSorted((a, b) => a.line - b.line).at(-1);
  const header = file.lines.findIndex((line) => /^\[([^\]]+)\]/.exec(line)?.[1]?.trim() === section) + 1;
  const lastLine = last === undefined ? header : (last.valueLines.at(-1)?.line ?? last.line);
  const start = offsetAt(text, lastLine, 1);
  if (start === null) return [];
  const at = lineEnd(text, start);
  return [{ start: at, end: at, text: `${end}${pair}` }];
}

/** Gives a key another name, its value kept. */
export function renameIniKey(text: string, section: string, key: string, name: string): Changes {
  const entries = parseIni("", text).sections.get(section);
  const entry = entries?.get(key.toLowerCase());
  if (entry === undefined || entries?.has(name.toLowerCase()) === true) return [];
  const span = spanOf(text, entry);
  return span === null ? [] : [{ start: span.key, end: span.key + span.name.length, text: name }];
}

/** Removes a key and its value with their lines. */
export function removeIniKey(text: string, section: string, key: string): Changes {
  const entry = parseIni("", text).sections.get(section)?.get(key.toLowerCase());
  const span = entry === undefined ? null : spanOf(text, entry);
  return span === null ? [] : [{ start: span.key, end: nextLine(text, span.end), text: "" }];
}

/** Where a key begins, how it is spelt there, where its value begins (behind `=`) and ends; null for what looks otherwise. */
function spanOf(
  text: string,
  entry: IniEntry,
): { readonly key: number; readonly name: string; readonly value: number; readonly end: number } | null {
  const key = offsetAt(text, entry.line, 1);
  const lastLine = entry.valueLines.at(-1)?.line ?? entry.line;
  const last = offsetAt(text, lastLine, 1);
  if (key === null || last === null) return null;
  const match = /^([^=:\r\n]+?)[ \t]*[=:]/.exec(text.slice(key, lineEnd(text, key)));
  if (match === null) return null;
  // Behind the key, the blanks of its last line stay.
  const end = lineEnd(text, last);
  const trimmed = text.slice(0, end).trimEnd().length;
  return {
    key,
    name: match[1] ?? "",
    value: key + match[0].length,
    end: Math.max(trimmed, key + match[0].length),
  };
}
