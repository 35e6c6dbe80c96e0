import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { defineRule, type Rule } from "../../../src/check/engine/rule.ts";
import type { OptionsSchema } from "../../../src/check/engine/options-schema.ts";
import { readRuleOptions } from "../../../src/check/engine/rule-options.ts";
import { readConfig } from "../../../src/config/read-config.ts";
import { ruleOptionSchemas } from "../../../src/config/json-schema.ts";

const docs = { what: "", why: "", fix: "", bad: "", good: "", peers: [] };

function rule(options: OptionsSchema<unknown>): Rule {
  const facts = { code: "ACME001", slug: "acme", title: "acme", severity: "error" } as const;
  return defineRule({ ...facts, docs, needs: ["tree"], options, check: () => [] });
}

/** A schema as another library makes it: only the common form. */
const foreign: OptionsSchema<unknown> = {
  "~standard": {
    version: 1,
    vendor: "other",
    validate: (value) => {
      const { limit = 7 } = value as { limit?: unknown };
      if (typeof limit === "number") return { value: { limit } };
      return { issues: [{ message: "must be a number", path: [{ key: "limit" }] }] };
    },
  },
};

function read(given: Readonly<Record<string, unknown>>, schema: OptionsSchema<unknown>): unknown {
  const config = { ...readConfig(null).check, options: { ACME001: given } };
  return readRuleOptions(config, [rule(schema)], null).get("ACME001");
}

describe("options of a plugin's rule", () => {
  test.for([
    ["valibot", v.strictObject({ limit: v.optional(v.number("must be a number"), 7) })],
    ["another library", foreign],
  ] as const)("with a schema of %s: defaults, values, faults", ([, schema]) => {
    expect(read({}, schema)).toEqual({ limit: 7 });
    expect(read({ limit: 3 }, schema)).toEqual({ limit: 3 });
    expect(() => read({ limit: "x" }, schema)).toThrow("check.options.ACME001.limit must be a number");
  });

  test("an unknown key is told as one by valibot", () => {
    const schema = v.strictObject({ limit: v.optional(v.number(), 7) });
    expect(() => read({ limits: 3 }, schema)).toThrow("has no key check.options.ACME001.limits");
  });

  test("another library's schema is an open table for editors", () => {
    expect(ruleOptionSchemas([rule(foreign)])["ACME001"]).toMatchObject({ type: "object" });
  });
});
