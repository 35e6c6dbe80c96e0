import type { YamlScalar } from "../../../../tree/formats/yaml-file.ts";
import table from "./workflow-schema.json" with { type: "json" };

/** A type of GitHub's schema; `context` names what expressions below it may use. */
export interface Definition {
  readonly context?: readonly string[];
  readonly "one-of"?: readonly string[];
  readonly "allowed-values"?: readonly string[];
  readonly null?: object;
  readonly boolean?: object;
  readonly number?: object;
  readonly string?: { readonly constant?: string; readonly "require-non-empty"?: boolean };
  readonly sequence?: { readonly "item-type": string };
  readonly mapping?: {
    readonly properties?: Readonly<Record<string, Property | string>>;
    readonly "loose-key-type"?: string;
    readonly "loose-value-type"?: string;
  };
}

/** A key of a mapping. */
export interface Property {
  readonly type: string;
  readonly required?: boolean;
}

const DEFINITIONS: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  ...Object.entries(table.definitions),
  ["any", { "one-of": ["null", "boolean", "number", "string", "sequence", "mapping"] }],
  ["null", { null: {} }],
  ["boolean", { boolean: {} }],
  ["number", { number: {} }],
  ["string", { string: {} }],
  ["sequence", { sequence: { "item-type": "any" } }],
  ["mapping", { mapping: { "loose-key-type": "string", "loose-value-type": "any" } }],
]);

/** The type of a name; empty for a name of nobody. */
export function definitionOf(type: string): Definition {
  return DEFINITIONS.get(type) ?? {};
}

const leavesOf = new Map<string, readonly string[]>();

/** The types that a `one-of` comes to; worked out once for each type, as every node of every file asks. */
export function leaves(type: string): readonly string[] {
  const known = leavesOf.get(type);
  if (known !== undefined) return known;
  const found = definitionOf(type)["one-of"]?.flatMap(leaves) ?? [type];
  leavesOf.set(type, found);
  return found;
}

/** The key of a type's mapping; undefined when it has none of that name. */
export function propertyOf(type: string, key: string): Property | undefined {
  const properties = definitionOf(type).mapping?.properties;
  if (properties === undefined || !Object.hasOwn(properties, key)) return undefined;
  const found = properties[key];
  return typeof found === "string" ? { type: found } : found;
}

const withContext = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/** What expressions of a type may use, below a place that allows this much: one list for each pair. */
export function allowedBelow(above: readonly string[], type: string): readonly string[] {
  const { context } = definitionOf(type);
  if (context === undefined) return above;
  const lists = withContext.get(above) ?? new Map<string, readonly string[]>();
  withContext.set(above, lists);
  const known = lists.get(type) ?? [...new Set([...above, ...context])];
  lists.set(type, known);
  return known;
}

/** Whether a scalar is of a type. */
export function accepts(definition: Definition, value: YamlScalar["value"]): boolean {
  if (definition["allowed-values"] !== undefined) return definition["allowed-values"].includes(String(value));
  if (definition.null !== undefined && value === null) return true;
  if (definition.boolean !== undefined && typeof value === "boolean") return true;
  if (definition.number !== undefined && typeof value === "number") return true;
  if (definition.string === undefined) return false;
  const text = value === null ? "" : String(value);
  const { constant } = definition.string;
  if (constant !== undefined) return text === constant;
  return text !== "" || definition.string["require-non-empty"] !== true;
}

/** The words that types allow. */
export function constants(types: readonly string[]): readonly string[] {
  return types.map(definitionOf).flatMap((each) => each["allowed-values"] ?? each.string?.constant ?? []);
}

/** The kinds of values that types allow beside these, for people. */
export function wantedKinds(types: readonly string[]): readonly string[] {
  const all = types.map(definitionOf);
  return [
    ...(all.some(({ mapping }) => mapping !== undefined) ? ["a mapping"] : []),
    ...(all.some(({ sequence }) => sequence !== undefined) ? ["a list"] : []),
    ...(all.some(({ string }) => string !== undefined && string.constant === undefined) ? ["a text"] : []),
    ...(all.some(({ number }) => number !== undefined) ? ["a number"] : []),
    ...(all.some(({ boolean }) => boolean !== undefined) ? ["true or false"] : []),
    ...(all.every((each) => each.null !== undefined) ? ["nothing"] : []),
  ];
}
