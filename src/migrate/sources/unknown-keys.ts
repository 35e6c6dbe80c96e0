import { isTable, keysOf } from "../../tree/pyproject-project.ts";
import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";

/** Keys of a table that a source reads; null: whatever is below. `*` stands for any name. */
export interface KnownKeys {
  readonly [key: string]: KnownKeys | null;
}

/** A table of keys about whose values nothing more is to be said. */
export function knownKeys(...names: readonly string[]): KnownKeys {
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** Keys at or below a table that its source does not read: they stay as they are, and are named. */
export function unknownKeys(toml: TomlFile, base: KeyPath, known: KnownKeys): readonly KeyPath[] {
  return keysOf(toml, base).flatMap((key): readonly KeyPath[] => {
    const path = [...base, key];
    const below = known[key] === undefined ? known["*"] : known[key];
    if (below === undefined) return [path];
    return below === null || !isTable(toml.get(path)) ? [] : unknownKeys(toml, path, below);
  });
}
