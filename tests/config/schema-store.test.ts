import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { RULES } from "../../src/check/engine/registry.ts";
import { configJsonSchema } from "../../src/config/json-schema.ts";

type Schema = Readonly<Record<string, unknown>>;

const schema = JSON.parse(configJsonSchema(RULES)) as Schema;

/** Every table and setting below a schema, each with its path. */
function* below(node: unknown, path: string): Generator<readonly [path: string, node: Schema]> {
  if (Array.isArray(node)) for (const [at, each] of node.entries()) yield* below(each, `${path}/${at}`);
  if (typeof node !== "object" || node === null || Array.isArray(node)) return;
  yield [path, node as Schema];
  for (const [key, each] of Object.entries(node)) if (key !== "default") yield* below(each, `${path}/${key}`);
}

test("SchemaStore's own strict mode takes it", () => {
  const ajv = new Ajv({ strict: true, formats: { uri: true, date: true } });
  expect(() => ajv.compile(schema)).not.toThrow();
  expect(() => ajv.compile({ ...schema, $id: "x", unknownWord: true })).toThrow("strict mode");
});

test("it is of the draft and the name that SchemaStore wants", () => {
  expect(schema).toMatchObject({
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: expect.stringMatching(/^https:\/\/json\.schemastore\.org\/partial-[a-z]+\.json$/) as unknown,
  });
});

test("every setting says what it is, and every table whether it takes other keys", () => {
  const mute = [...below(schema, "")].flatMap(([path, { properties }]) =>
    Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>)
      .filter(([, { description }]) => typeof description !== "string" || description === "")
      .map(([key]) => `${path}/${key}`),
  );
  expect(mute).toEqual([]);
  const open = [...below(schema, "")].filter(
    ([, node]) => node["type"] === "object" && node["additionalProperties"] === undefined,
  );
  expect(open.map(([path]) => path)).toEqual([]);
  const titles = [...below(schema, "")].map(([, { title }]) => title);
  expect(titles.filter((each) => typeof each === "string" && /[.:]$/.test(each))).toEqual([]);
});
