import { configSchema } from "./schema.ts";

/** A JSON Schema, as far as settings need it. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** A schema of valibot, as it lies in memory. */
interface Node {
  readonly kind: string;
  readonly type: string;
  readonly pipe?: readonly Node[];
  readonly entries?: Readonly<Record<string, Node>>;
  readonly wrapped?: Node;
  readonly default?: unknown;
  readonly item?: Node;
  readonly value?: Node;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly requirement?: unknown;
  readonly description?: string;
}

/** What a person may write, as JSON Schema: the input side of a valibot schema. Throws for a kind that it does not know. */
export function toJsonSchema(schema: unknown): JsonSchema {
  return convert(schema as Node);
}

/** A rule of the check, as far as its options are settings. */
export interface RuleWithOptions {
  readonly code: string;
  readonly slug: string;
  readonly title: string;
  /** A schema, of valibot for ours; null where there are none. */
  readonly options: object | null;
}

/** The text of the JSON Schema of [tool.shipwheel], with the options of the rules: for editors. */
export function configJsonSchema(rules: readonly RuleWithOptions[]): string {
  const root = toJsonSchema(configSchema);
  const { check, ...others } = root.properties ?? {};
  const options = { ...check?.properties?.["options"], properties: ruleOptionSchemas(rules) };
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    // SchemaStore's name of what is only a table of a file.
    $id: "https://json.schemastore.org/partial-shipwheel.json",
    title: "[tool.shipwheel] of pyproject.toml",
    ...root,
    properties: { ...others, check: { ...check, properties: { ...check?.properties, options } } },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The options of the rules that have some, by code and by slug. */
export function ruleOptionSchemas(rules: readonly RuleWithOptions[]): Readonly<Record<string, JsonSchema>> {
  const all = rules.flatMap((rule): readonly (readonly [string, JsonSchema])[] => {
    if (rule.options === null) return [];
    // A plugin may have its schemas from another library.
    const isKnown = typeof rule.options === "object" && "kind" in rule.options;
    const described: JsonSchema = isKnown ? toJsonSchema(rule.options) : { type: "object" };
    const schema = { description: `Options of ${rule.code}, ${rule.title}.`, ...described };
    return [
      [rule.code, schema],
      [rule.slug, schema],
    ];
  });
  return Object.fromEntries(all);
}

function convert(node: Node): JsonSchema {
  if (node.pipe === undefined) return plain(node);
  const [first, ...actions] = node.pipe;
  if (first === undefined) throw new Error("an empty pipe");
  const base = convert(first.pipe === node.pipe ? { ...first, pipe: [first] } : first);
  // What a transformation makes is not what a person writes.
  const end = actions.findIndex(({ type }) => type === "transform");
  const checks = end === -1 ? actions : actions.slice(0, end);
  const told = actions.findLast(({ type }) => type === "description")?.description;
  const described = told === undefined ? {} : { description: told };
  return Object.assign({}, base, ...checks.map((each) => constraint(each, base)), described) as JsonSchema;
}

function plain(node: Node): JsonSchema {
  switch (node.type) {
    case "string":
    case "boolean":
    case "number":
      return { type: node.type };
    case "date":
      return { type: "string", format: "date" };
    case "unknown":
      return {};
    case "literal":
      return { const: node.literal };
    case "picklist":
      return { enum: node.options ?? [] };
    case "array":
      return { type: "array", items: convert(known(node.item)) };
    case "record":
      return { type: "object", additionalProperties: convert(known(node.value)) };
    case "union":
      return union((node.options as readonly Node[]).map(convert));
    case "strict_object":
      return table(node.entries ?? {});
    case "optional":
      return { ...convert(known(node.wrapped)), ...standard(node.default) };
    default:
      throw new Error(`a schema of an unknown kind: ${node.type}`);
  }
}

function table(entries: Readonly<Record<string, Node>>): JsonSchema {
  const required = Object.keys(entries).filter((key) => entries[key]?.type !== "optional");
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(entries).map(([key, node]) => [key, convert(node)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function union(kinds: readonly JsonSchema[]): JsonSchema {
  return { anyOf: kinds };
}

function standard(value: unknown): JsonSchema {
  const isEmptyTable = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return value === undefined || (isEmptyTable && !Array.isArray(value)) ? {} : { default: value };
}

function constraint({ type, requirement }: Node, { type: base }: JsonSchema): JsonSchema {
  switch (type) {
    case "min_value":
      return { minimum: requirement as number };
    case "min_length":
      return base === "array" ? { minItems: requirement as number } : { minLength: requirement as number };
    case "non_empty":
      return { minLength: 1 };
    case "integer":
      return { type: "integer" };
    case "regex":
      return { pattern: (requirement as RegExp).source };
    case "url":
      return { format: "uri" };
    default:
      return {};
  }
}

function known(node: Node | undefined): Node {
  if (node === undefined) throw new Error("a schema without its inside");
  return node;
}
