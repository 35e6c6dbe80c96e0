import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { parse } from "smol-toml";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/config/json-schema.ts";
import { schemaText } from "../../scripts/docs/configuration-page.ts";
import { configSchema } from "../../src/config/schema.ts";

const ROOT = join(import.meta.dirname, "..", "..");

test("every setting says what it means", () => {
  expect(undescribed(JSON.parse(schemaText()) as JsonSchema, "")).toEqual([]);
});

/** Paths of settings without a description; a table is described by its keys, a size by the setting that has it. */
function undescribed(schema: JsonSchema, path: string): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, each]) => {
    const here = `${path}/${key}`;
    const isTold = each.description !== undefined || each.properties !== undefined;
    const named = typeof each.additionalProperties === "object" ? [each.additionalProperties] : [];
    const deeper = [...named, ...(each.items === undefined ? [] : [each.items]), each];
    return [...(isTold ? [] : [here]), ...deeper.flatMap((inner) => undescribed(inner, here))];
  });
}

/** [tool.shipwheel]; undefined without one, or where an example is broken on purpose. */
function settingsOf(text: string): object | undefined {
  try {
    return (parse(text) as { tool?: { shipwheel?: object } }).tool?.shipwheel;
  } catch {
    return undefined;
  }
}

describe("the schema for editors and the one that reads agree", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(schemaText()) as object,
  );
  const settings = readdirSync(join(ROOT, "examples"), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name === "pyproject.toml")
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const value = settingsOf(readFileSync(path, "utf8"));
      return value === undefined ? [] : [[path.slice(ROOT.length + 1), value] as const];
    });

  test.each(settings)("on %s", (_path, value) => {
    expect(v.safeParse(configSchema, value).success).toBe(true);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ["nothing", {}, true],
    ["an ignore with a reason", { check: { ignore: { P001: "vendored" } } }, true],
    ["a size in words", { check: { contract: { "max-size": { wheel: "5 MB" } } } }, true],
    ["one exit status", { scripts: { demo: { exit: 2 } } }, true],
    ["a script without options of a version", { scripts: { demo: { "version-args": false } } }, true],
    ["an unknown key", { biulder: "uv" }, false],
    ["an unknown key of a section", { check: { contract: { forbiden: [] } } }, false],
    ["an unknown frontend", { builder: "flit" }, false],
    ["an ignore without a reason", { check: { ignore: [{ rule: "P001" }] } }, false],
    ["no installers", { installers: [] }, false],
    ["a timeout of nothing", { "build-timeout": 0 }, false],
    ["half an exit status", { scripts: { demo: { exit: 1.5 } } }, false],
  ] as const)("on %s", (_name, value, expected) => {
    expect(v.safeParse(configSchema, value).success).toBe(expected);
    expect(validate(value)).toBe(expected);
  });

  test("on the options of a rule, which its own schema reads", () => {
    expect(validate({ check: { options: { N024: {} } } })).toBe(true);
    expect(validate({ check: { options: { N024: { unheard: 1 } } } })).toBe(false);
  });
});
