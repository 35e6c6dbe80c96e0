import * as v from "valibot";
import { RULES } from "./registry.ts";
import { defineRule, type Rule, type RuleDeclaration } from "./rule.ts";

/** A plugin: rules of somebody else, under a prefix of their own. */
export interface Plugin {
  /** Two to eight capital letters; every code is the prefix and three digits. shipwheel's own families have one letter. */
  readonly prefix: string;
  // Declarations differ in their options: each knows its own.
  readonly rules: readonly (Rule | RuleDeclaration<never, never>)[];
}

/** Declares a plugin; a module exports it as `plugin` or by default. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}

const docs = v.object({
  what: v.string(),
  why: v.string(),
  fix: v.string(),
  bad: v.string(),
  good: v.string(),
  peers: v.array(v.string()),
});

const ruleShape = v.looseObject({
  code: v.string(),
  slug: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be kebab-case")),
  title: v.string(),
  severity: v.picklist(["error", "warning", "info"]),
  needs: v.array(v.union([v.string(), v.array(v.string())])),
  docs,
  check: v.function(),
});

const pluginShape = v.looseObject({
  prefix: v.pipe(v.string(), v.regex(/^[A-Z]{2,8}$/, "must be two to eight capital letters")),
  rules: v.array(ruleShape),
});

/**
 * The rules of a module that was loaded as the plugin `name`. Throws a plain error that says what is wrong: no plugin,
 * a code without the prefix, a slug of ours.
 */
export function pluginRules(name: string, module: Readonly<Record<string, unknown>>): readonly Rule[] {
  const result = v.safeParse(pluginShape, module["plugin"] ?? module["default"]);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new Error(`it exports no plugin: ${path === null ? "" : `${path} `}${issue.message}`);
  }
  const { prefix, rules } = result.output;
  return rules.map((shape): Rule => {
    if (!new RegExp(`^${prefix}\\d{3}$`).test(shape.code)) {
      throw new Error(`the code ${shape.code} is not ${prefix} and three digits`);
    }
    if (RULES.some((own) => own.slug === shape.slug)) {
      throw new Error(`${shape.code} has the name of a built-in rule: ${shape.slug}`);
    }
    return { ...defineRule(shape as unknown as RuleDeclaration<undefined, undefined>), plugin: name };
  });
}

/** All plugins together; throws when two have a code or a slug in common. */
export function requireDistinct(rules: readonly Rule[]): void {
  const seen = new Map<string, string>();
  for (const { code, slug, plugin } of rules) {
    for (const name of [code, slug]) {
      const other = seen.get(name);
      if (other !== undefined) throw new Error(`${name} is in ${other} already`);
      seen.set(name, plugin ?? "shipwheel");
    }
  }
}
