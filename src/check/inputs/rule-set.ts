import { RULES } from "../engine/registry.ts";
import type { Rule } from "../engine/rule.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Skipped } from "../../findings/finding.ts";

/** The rules that a check runs, and those that it leaves out. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly skipped: readonly Skipped[];
}

const LEFT_OUT = "plugins run with your permissions and are loaded only with --plugins";

/**
 * Our own rules and, when the user lets them run, those of the project's plugins; else they are skipped, which is told.
 * `root`: null where there is no project to load them from. Throws `config/plugin`.
 */
export async function ruleSet(
  { plugins }: Pick<CheckConfig, "plugins">,
  root: string | null,
  isAllowed: boolean,
  ports: Pick<Ports, "modules">,
): Promise<RuleSet> {
  if (plugins.length === 0) return { rules: RULES, skipped: [] };
  if (!isAllowed || root === null)
    return { rules: RULES, skipped: plugins.map((rule) => ({ rule, reason: LEFT_OUT })) };
  const { loadPlugins } = await import("./load-plugins.ts");
  return { rules: [...RULES, ...(await loadPlugins(plugins, root, ports))], skipped: [] };
}
