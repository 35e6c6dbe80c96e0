import * as v from "valibot";
import type { TomlFile } from "../tree/toml-file.ts";
import { fault } from "../values/fault.ts";
import { nearest } from "../values/nearest.ts";
import { configSchema, DEFAULT_CONFIG, type Config } from "./schema.ts";

const BASE = ["tool", "shipwheel"];

/**
 * Reads [tool.shipwheel]. Throws the faults `config/unknown-key` (with the nearest key that exists) and
 * `config/invalid-value`, both with file, line and column.
 */
export function readConfig(pyproject: TomlFile | null): Config {
  const table = pyproject?.get(BASE);
  if (pyproject === null || table === undefined) return DEFAULT_CONFIG;
  const result = v.safeParse(configSchema, table);
  if (result.success) return result.output;

  const issue = result.issues[0];
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const full = [...BASE, ...path];
  const key = path.length === 0 ? "itself" : path.map(String).join(".");
  const isUnknown = issue.kind === "schema" && issue.type === "strict_object" && issue.expected === "never";
  if (isUnknown) {
    const known = knownKeys(configSchema, path.slice(0, -1));
    const near = nearest(String(path.at(-1)), known) ?? "";
    const location = pyproject.locate(full, "key");
    throw fault(
      "config/unknown-key",
      { file: place(location), key, nearest: near },
      { location, details: { key, known } },
    );
  }
  const missing = issue.kind === "schema" && issue.type === "strict_object";
  const location = pyproject.locate(full);
  const reason = missing ? "is missing" : issue.message;
  throw fault("config/invalid-value", { file: place(location), key, reason }, { location, details: { key } });
}

function place(location: { file: string; line?: number; column?: number }): string {
  return location.line === undefined
    ? location.file
    : `${location.file}:${location.line}:${location.column ?? 1}`;
}

/** The keys that the schema knows at a path. */
function knownKeys(schema: unknown, path: readonly (string | number)[]): readonly string[] {
  let current = unwrap(schema);
  for (const key of path) {
    if (current.entries !== undefined) current = unwrap(current.entries[key]);
    else if (current.value !== undefined) current = unwrap(current.value);
    else if (current.item !== undefined) current = unwrap(current.item);
    else return [];
  }
  return current.entries === undefined ? [] : Object.keys(current.entries);
}

interface SchemaNode {
  readonly entries?: Readonly<Record<string, unknown>>;
  /** Of a record: the schema of its values. */
  readonly value?: unknown;
  /** Of an array: the schema of its items. */
  readonly item?: unknown;
}

/** Sees through `optional` and `pipe`. */
function unwrap(schema: unknown): SchemaNode {
  let node = schema as { wrapped?: unknown; pipe?: readonly unknown[]; type?: string };
  for (;;) {
    if (node.type === "optional") node = node.wrapped as typeof node;
    else if (node.pipe !== undefined && node.pipe[0] !== node) node = node.pipe[0] as typeof node;
    else return node as SchemaNode;
  }
}
