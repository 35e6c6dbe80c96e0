import { keysOf } from "../../../tree/pyproject-project.ts";
import type { KeyPath, TomlFile } from "../../../tree/formats/toml-file.ts";
import data from "../../knowledge/backend-keys.json" with { type: "json" };

/** A table of pyproject.toml that a build tool reads, and the keys that it knows there. */
export interface KnownTable {
  /** Where it stands in this file: wildcards are resolved. */
  readonly path: KeyPath;
  readonly keys: readonly string[];
  /** The backend that reads it; undefined for a tool beside the build. */
  readonly backend?: string;
  /** Whether an unknown key fails the build. */
  readonly isRejected: boolean;
  /** Whether plugins or newer versions may add keys: then only what looks like a known one is a mistake. */
  readonly isOpen: boolean;
}

/** The tables of the known build tools that a file has. */
export function* knownTables(pyproject: TomlFile): Generator<KnownTable> {
  for (const { path, keys, unknown, ...rest } of data.tables as readonly Row[]) {
    for (const place of places(pyproject, path.split("."), [])) {
      yield {
        path: place,
        keys,
        isRejected: unknown === "rejected",
        isOpen: rest.open === true,
        ...(rest.backend !== undefined && { backend: rest.backend }),
      };
    }
  }
}

interface Row {
  /** Dotted; `*` is any key, `[]` behind a name any item of its array. */
  readonly path: string;
  readonly keys: readonly string[];
  readonly unknown: string;
  readonly backend?: string;
  readonly open?: boolean;
}

function* places(pyproject: TomlFile, rest: readonly string[], above: KeyPath): Generator<KeyPath> {
  const [first, ...more] = rest;
  if (first === undefined) {
    if (keysOf(pyproject, above).length > 0) yield above;
    return;
  }
  if (first === "*") {
    for (const key of keysOf(pyproject, above)) yield* places(pyproject, more, [...above, key]);
    return;
  }
  const key = first.replace(/\[\]$/, "");
  const value = pyproject.get([...above, key]);
  if (key === first) yield* places(pyproject, more, [...above, key]);
  else if (Array.isArray(value))
    for (const index of value.keys()) yield* places(pyproject, more, [...above, key, index]);
}
