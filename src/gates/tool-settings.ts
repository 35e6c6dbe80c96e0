import type { SourceTree } from "../tree/source-tree.ts";
import { parseIni } from "../tree/formats/ini.ts";

/** Where tools look for their settings: a file of their own, a table of pyproject.toml, a section of an INI file. */
export interface SettingsPlaces {
  readonly files?: readonly string[];
  readonly table?: readonly string[];
  readonly sections?: readonly (readonly [file: string, section: string])[];
}

/** The first place where a project has settings of a tool, as a person calls it; null: none. */
export async function settingsPlace(tree: SourceTree, places: SettingsPlaces): Promise<string | null> {
  const { files = [], table, sections = [] } = places;
  const file = files.find((path) => tree.has(path));
  if (file !== undefined) return file;
  if (table !== undefined && tree.pyproject?.get(table) !== undefined)
    return `[${table.join(".")}] in pyproject.toml`;
  for (const [path, section] of sections) {
    if ((await iniSection(tree, path, section)) !== null) return `[${section}] in ${path}`;
  }
  return null;
}

/** A section of an INI file of the tree; null: there is none. */
export async function iniSection(
  tree: SourceTree,
  path: string,
  section: string,
): Promise<ReadonlyMap<string, string> | null> {
  const text = tree.has(path) ? await tree.readText(path) : null;
  const found = text === null ? undefined : parseIni(path, text).sections.get(section);
  return found === undefined ? null : new Map([...found].map(([key, { value }]) => [key, value]));
}

/** Whether one of these files contains a text: a configuration that names a tool. */
export async function mentions(tree: SourceTree, paths: RegExp, pattern: RegExp): Promise<string | null> {
  for (const { path, kind } of tree.files) {
    if (kind === "file" && paths.test(path) && pattern.test((await tree.readText(path)) ?? "")) return path;
  }
  return null;
}
