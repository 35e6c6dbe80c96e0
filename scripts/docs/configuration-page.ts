import { RULES } from "../../src/check/engine/registry.ts";
import { configSchema } from "../../src/config/schema.ts";
import { configJsonSchema, toJsonSchema, type JsonSchema } from "../../src/config/json-schema.ts";
import { cell, GENERATED } from "./generated.ts";

/** The JSON Schema for editors, from the root of the repository. */
export const SCHEMA_FILE = "schema/shipwheel.schema.json";

/** The text of the JSON Schema. */
export function schemaText(): string {
  return configJsonSchema(RULES);
}

/** The page with every setting. */
export function configReference(): string {
  const { properties = {} } = toJsonSchema(configSchema);
  const isSection = ({ properties: inside }: JsonSchema): boolean => inside !== undefined;
  const plain = Object.entries(properties).filter(([, schema]) => !isSection(schema));
  const sections = Object.entries(properties).filter(([, schema]) => isSection(schema));
  return [
    GENERATED,
    "",
    "# Configuration",
    "",
    `All settings are in \`pyproject.toml\` below \`[tool.shipwheel]\`, and each has a default. An unknown key or a wrong value is reported with its line and the nearest name. \`shipwheel config show --origin\` shows the settings in effect and where each comes from. Editors that know JSON Schema find one in [\`${SCHEMA_FILE}\`](../../${SCHEMA_FILE}); \`shipwheel config schema\` prints it. The options of single rules are on the rules' [pages](../rules/README.md).`,
    "",
    ...tableOf("tool.shipwheel", plain),
    ...sections.flatMap(([key, schema]) => section(`tool.shipwheel.${key}`, schema)),
  ].join("\n");
}

function section(name: string, schema: JsonSchema): readonly string[] {
  const entries = Object.entries(schema.properties ?? {});
  const inner = entries.filter(([, each]) => each.properties !== undefined);
  return [
    ...tableOf(
      name,
      entries.filter((each) => !inner.includes(each)),
      schema.description,
    ),
    ...inner.flatMap(([key, each]) => section(`${name}.${key}`, each)),
  ];
}

function tableOf(
  name: string,
  entries: readonly (readonly [string, JsonSchema])[],
  description?: string,
): readonly string[] {
  const rows = entries.map(
    ([key, schema]) =>
      `| \`${key}\` | ${cell(kindOf(schema))} | ${cell(standardOf(schema))} | ${cell(schema.description ?? "")} |`,
  );
  return [
    `## [${name}]`,
    "",
    ...(description === undefined ? [] : [description, ""]),
    ...(rows.length === 0
      ? []
      : ["| key | value | default | meaning |", "| --- | --- | --- | --- |", ...rows, ""]),
    ...entries.flatMap(([key, schema]) => inside(`${name}.${key}`, schema)),
  ];
}

/** The keys of tables that a list or a table of names holds. */
function inside(name: string, schema: JsonSchema): readonly string[] {
  const { additionalProperties: values } = schema;
  const all = typeof values === "object" ? [values, ...(values.anyOf ?? [])] : [];
  const named = all.find((each) => each.properties !== undefined);
  const listed = [schema.items, ...(schema.anyOf ?? []).map((each) => each.items)].find(
    (each) => each?.properties !== undefined,
  );
  if (named !== undefined) return section(`${name}.NAME`, named);
  return listed === undefined ? [] : section(`[${name}]`, listed);
}

function kindOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
  if ("const" in schema) return code(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(" or ");
  if (schema.format === "date") return "date";
  if (schema.type === "array") return `list of ${plural(kindOf(schema.items ?? {}))}`;
  if (schema.type === "object") {
    const { additionalProperties: named } = schema;
    const kind = typeof named === "object" ? kindOf(named) : "anything";
    return kind === "anything" ? "table" : `table of ${plural(kind)}`;
  }
  return schema.type === "boolean" ? "`true`, `false`" : (schema.type ?? "anything");
}

function plural(kind: string): string {
  return /^(string|table|number|integer|date)$/.test(kind) ? `${kind}s` : kind;
}

function standardOf(schema: JsonSchema): string {
  return schema.default === undefined ? "" : code(schema.default);
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('","', '", "')}\``;
}
