import { normalizeName } from "../version/names.ts";
import { isTable, keysOf } from "./pyproject-project.ts";
import type { KeyPath, TomlFile } from "./formats/toml-file.ts";

/** Where uv and Poetry keep the places that a requirement is taken from during development. */
export const UV_SOURCES: KeyPath = ["tool", "uv", "sources"];
export const POETRY_SOURCES: KeyPath = ["tool", "poetry", "dependencies"];

/** The place of a requirement that no index has a part in. */
export interface RequirementSource {
  readonly path: KeyPath;
  /** What a person calls it: `git https://…`, `path ../other`, `the workspace`. */
  readonly words: string;
  readonly isWorkspace: boolean;
}

/** The entries of a table that name a place, by normalized name; such that name an index are published truly. */
export function requirementSources(
  pyproject: TomlFile,
  base: KeyPath,
): readonly (readonly [string, RequirementSource])[] {
  return keysOf(pyproject, base).flatMap((key) => {
    const source = pyproject.get([...base, key]);
    const tables = (Array.isArray(source) ? (source as readonly unknown[]) : [source]).filter(isTable);
    for (const table of tables) {
      const [place] = ["git", "path", "url"].flatMap((kind) => {
        const value = table[kind];
        return typeof value === "string" ? [`${kind} ${value}`] : [];
      });
      const isWorkspace = table["workspace"] === true;
      if (place === undefined && !isWorkspace) continue;
      const words = place ?? "the workspace";
      return [[normalizeName(key), { path: [...base, key], words, isWorkspace }] as const];
    }
    return [];
  });
}
