import type { TomlFile } from "../tree/formats/toml-file.ts";
import type { Location } from "../findings/location.ts";
import { unwrap } from "./schema-fault.ts";
import { configSchema, type Config } from "./schema.ts";

/** Where the value of a setting comes from; the command line and its variables are known to who parses them. */
export type SettingOrigin =
  | { readonly kind: "default" }
  | { readonly kind: "file"; readonly file: string; readonly line?: number }
  | { readonly kind: "variable" | "flag"; readonly name: string };

/** A setting that has an effect. */
export interface EffectiveSetting {
  /** Below [tool.shipwheel], with dots: `check.select`. */
  readonly key: string;
  readonly value: unknown;
  readonly origin: SettingOrigin;
}

const BASE = ["tool", "shipwheel"];

/**
 * Every setting of a project that has a value, with its origin, in the order of the schema. What is named by the project
 * (a script, an index) is one setting a key.
 */
export function effectiveSettings(config: Config, pyproject: TomlFile | null): readonly EffectiveSetting[] {
  return walk(configSchema, config, []);

  function walk(schema: unknown, value: unknown, path: readonly string[]): readonly EffectiveSetting[] {
    if (value === undefined) return [];
    const { entries, value: named } = unwrap(schema);
    const isTable = typeof value === "object" && value !== null && !Array.isArray(value);
    if (isTable && entries !== undefined) {
      return Object.entries(entries).flatMap(([key, inner]) =>
        walk(inner, (value as Readonly<Record<string, unknown>>)[key], [...path, key]),
      );
    }
    if (isTable && named !== undefined) {
      return Object.entries(value).flatMap(([key, inner]) => walk(named, inner, [...path, key]));
    }
    return [{ key: path.map(quoted).join("."), value, origin: originOf(path) }];
  }

  function originOf(path: readonly string[]): SettingOrigin {
    const at = [...BASE, ...path];
    if (pyproject === null) return { kind: "default" };
    if (pyproject.get(at) !== undefined) return inFile(pyproject.locate(at));
    const [section, kind, name] = path;
    if (section !== "publish" || kind !== "indexes" || name === undefined) return { kind: "default" };
    // An index that uv knows: its fields have other names there.
    const listed = pyproject.get(["tool", "uv", "index"]);
    const position = Array.isArray(listed)
      ? (listed as readonly unknown[]).findIndex((each) => (each as { name?: unknown } | null)?.name === name)
      : -1;
    return position === -1
      ? { kind: "default" }
      : inFile(pyproject.locate(["tool", "uv", "index", position, "name"]));
  }
}

function inFile({ file, line }: Location): SettingOrigin {
  return { kind: "file", file, ...(line === undefined ? {} : { line }) };
}

/** A key as TOML writes it. */
function quoted(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
