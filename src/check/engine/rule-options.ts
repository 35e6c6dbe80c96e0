import * as v from "valibot";
import type { CheckConfig } from "../../config/sections/check.ts";
import { schemaFault, type SchemaIssue } from "../../config/schema-fault.ts";
import type { TomlFile } from "../../tree/formats/toml-file.ts";
import type { OptionsIssue, OptionsSchema } from "./options-schema.ts";
import type { Rule } from "./rule.ts";
import { mayBePlugins, unknownRule } from "./select.ts";

const BASE = ["tool", "shipwheel", "check", "options"];

/**
 * The options of every rule by code, defaults filled in. Throws the faults `config/unknown-key` and
 * `config/invalid-value`, with the place when the file is at hand.
 */
export function readRuleOptions(
  config: CheckConfig,
  rules: readonly Rule[],
  pyproject: TomlFile | null,
): ReadonlyMap<string, unknown> {
  const configured = new Map<string, readonly [string, unknown]>();
  for (const [name, options] of Object.entries(config.options)) {
    const rule = rules.find((each) => each.code === name || each.slug === name);
    if (rule === undefined) {
      if (mayBePlugins(name, config, rules)) continue;
      throw unknownRule(name, rules, [...BASE, name], pyproject);
    }
    configured.set(rule.code, [name, options]);
  }
  const parsed = new Map<string, unknown>();
  for (const rule of rules) {
    const [name, given] = configured.get(rule.code) ?? [rule.code, {}];
    if (rule.options === null && !configured.has(rule.code)) continue;
    const schema = rule.options ?? NO_OPTIONS;
    const outcome = schema["~standard"].validate(given);
    if (outcome instanceof Promise) throw new Error(`the options of ${rule.code} cannot be read at once`);
    const [issue] = outcome.issues ?? [];
    if (issue !== undefined) throw schemaFault(asIssue(issue), schema, [...BASE, name], pyproject);
    parsed.set(rule.code, "value" in outcome ? outcome.value : undefined);
  }
  return parsed;
}

const NO_OPTIONS: OptionsSchema<unknown> = v.strictObject({});

/** valibot's own issues say more than the common form has, such as that a key is unknown. */
function asIssue(issue: OptionsIssue): SchemaIssue {
  const path = (issue.path ?? []).map((step) => (typeof step === "object" ? step : { key: step }));
  return { kind: "validation", type: "", expected: null, ...issue, path };
}
