import { lineStarts } from "../../../text/line-places.ts";
import { indexToml, parseTomlSyntax, type TomlRange } from "../../formats/toml-index.ts";
import type { KeyPath } from "../../formats/toml-file.ts";
import type { TextRange } from "./json-value.ts";

/** Looks for strings in one TOML text, which is parsed once; a path leads to null when it is no one-line string or has escapes. */
export function tomlStrings(text: string): (path: KeyPath) => TextRange | null {
  let index: ReadonlyMap<string, TomlRange> | null = null;
  let starts: readonly number[] | null = null;
  return (path) => {
    index ??= indexToml(parseTomlSyntax(text));
    starts ??= lineStarts(text);
    const at = index.get(JSON.stringify(path))?.value;
    const line = at === undefined ? undefined : starts[at.line - 1];
    if (at?.endColumn === undefined || line === undefined) return null;
    const [start, end] = [line + at.column - 1, line + at.endColumn - 1];
    const match = /^("""|'''|"|')(.*)\1$/.exec(text.slice(start, end));
    const quote = (match?.[1] ?? "").length;
    if (match === null || match[2]?.includes("\\") === true) return null;
    return { start: start + quote, end: end - quote };
  };
}
