import type { TomlFile } from "../tree/formats/toml-file.ts";
import { fault, type Fault } from "../findings/fault.ts";
import { nearest } from "../text/nearest.ts";

/** The tables whose keys are told without them in front. */
const BASE = ["tool", "shipwheel"];

/** What a schema says against a value: an issue of valibot, as far as it is told. */
export interface SchemaIssue {
  readonly kind: string;
  readonly type: string;
  readonly expected: string | null;
  readonly message: string;
  readonly path?: readonly { readonly key: unknown }[] | undefined;
  readonly input?: unknown;
  /** Of a union: what each of its forms says. */
  readonly issues?: readonly SchemaIssue[] | undefined;
}

/** What is wrong inside a table that could have been something else, too: more than that it is none of all. */
export function innerIssues(issue: SchemaIssue): readonly SchemaIssue[] {
  const { type, input, path = [], issues = [] } = issue;
  const isTable = typeof input === "object" && input !== null && !Array.isArray(input);
  const inside = type === "union" && isTable ? issues.filter((each) => (each.path ?? []).length > 0) : [];
  return inside.length === 0
    ? [issue]
    : inside.flatMap((each) => innerIssues({ ...each, path: [...path, ...(each.path ?? [])] }));
}

/**
 * What a schema says against a part of [tool.shipwheel] as a fault: `config/unknown-key` with the nearest key that
 * exists, else `config/invalid-value`. `base` is the way to the part; without the file the place has no line.
 */
export function schemaFault(
  issue: SchemaIssue,
  schema: unknown,
  base: readonly (string | number)[],
  pyproject: TomlFile | null,
): Fault {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const full = [...base, ...path];
  const told = full.slice(BASE.length);
  const key = told.length === 0 ? "itself" : told.map(String).join(".");
  const isUnknown = issue.kind === "schema" && issue.type === "strict_object" && issue.expected === "never";
  if (isUnknown) {
    const known = knownKeys(schema, path.slice(0, -1));
    const near = nearest(String(path.at(-1)), known) ?? "";
    const location = pyproject?.locate(full, "key") ?? { file: "pyproject.toml" };
    return fault(
      "config/unknown-key",
      { file: placeOf(location), key, nearest: near },
      { location, details: { key, known } },
    );
  }
  const missing = issue.kind === "schema" && issue.type === "strict_object";
  const location = pyproject?.locate(full) ?? { file: "pyproject.toml" };
  const reason = missing ? "is missing" : issue.message;
  return fault(
    "config/invalid-value",
    { file: placeOf(location), key, reason },
    { location, details: { key } },
  );
}

/** `pyproject.toml:3:5`. */
export function placeOf(location: { file: string; line?: number; column?: number }): string {
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

export interface SchemaNode {
  readonly entries?: Readonly<Record<string, unknown>>;
  /** Of a record: the schema of its values. */
  readonly value?: unknown;
  /** Of an array: the schema of its items. */
  readonly item?: unknown;
}

/** Sees through `optional` and `pipe`. */
export function unwrap(schema: unknown): SchemaNode {
  let node = schema as {
    wrapped?: unknown;
    pipe?: readonly unknown[];
    options?: readonly unknown[];
    type?: string;
  };
  for (;;) {
    const tables = node.type === "union" ? (node.options ?? []).map(unwrap) : [];
    const table = tables.find(({ entries }) => entries !== undefined);
    if (table !== undefined) return table;
    if (node.type === "optional") node = node.wrapped as typeof node;
    else if (node.pipe !== undefined && node.pipe[0] !== node) node = node.pipe[0] as typeof node;
    else return node as SchemaNode;
  }
}
