import { isDeepStrictEqual } from "node:util";
import { setTomlValue } from "../../tree/edit/toml-edit.ts";
import { parseTomlFile, type TomlFile, type TomlValue } from "../../tree/formats/toml-file.ts";
import { applyChanges, type TextChange } from "../../text/file-edit.ts";

/** A text as pyproject.toml; throws where it is no TOML. */
export function parse(text: string): TomlFile {
  return parseTomlFile("pyproject.toml", Buffer.from(text));
}

/** A text with what an editor of its TOML changes. */
export function edit(text: string, change: (file: TomlFile) => readonly TextChange[]): string {
  const changes = change(parse(text));
  return changes.length === 0 ? text : applyChanges(text, changes);
}

/** A text with a value at a path; untouched where it is there already. */
export function set(text: string, path: readonly string[], value: TomlValue): string {
  return edit(text, (file) => (isSameValue(file.get(path), value) ? [] : setTomlValue(file, path, value)));
}

/** Whether two values are the same TOML. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b));
}

/** Without the prototype that a parser gives its tables. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
