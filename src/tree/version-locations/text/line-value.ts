import { parseIni } from "../../formats/ini.ts";
import type { TextRange } from "./json-value.ts";

/** The value of a key of an INI section when it stands on the key's line, without quotes; null otherwise. */
export function iniValue(text: string, section: string, key: string): TextRange | null {
  const entry = parseIni("", text).sections.get(section)?.get(key);
  if (entry === undefined || entry.valueLines.length !== 1) return null;
  let start = 0;
  for (let line = 1; line < entry.line; line++) start = text.indexOf("\n", start) + 1;
  const end = text.indexOf("\n", start);
  const match = /^([^=:]*[=:][ \t]*)(.*?)[ \t]*\r?$/.exec(text.slice(start, end === -1 ? undefined : end));
  if (match === null || match[2] !== entry.value) return null;
  return unquoted(start + (match[1] ?? "").length, match[2]);
}

/** The plain scalar of a key at the margin of a YAML text, or at `indent` (a number of blanks). */
export function yamlScalar(text: string, key: string, indent = 0): TextRange | null {
  const pattern = new RegExp(
    `^ {${indent}}${key}:[ \\t]+("[^"\\n]*"|'[^'\\n]*'|[^\\s#"'][^\\n#]*?)[ \\t]*(?:#.*)?\\r?$`,
    "gm",
  );
  const matches = [...text.matchAll(pattern)];
  const [match] = matches;
  if (matches.length !== 1 || match?.[1] === undefined) return null;
  return unquoted(match.index + match[0].indexOf(match[1], indent + key.length + 1), match[1]);
}

function unquoted(start: number, value: string): TextRange {
  const isQuoted = /^(["']).*\1$/.test(value) && value.length > 1;
  return isQuoted
    ? { start: start + 1, end: start + value.length - 1 }
    : { start, end: start + value.length };
}
