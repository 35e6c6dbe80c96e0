import { applyIgnores } from "../check/ignores.ts";
import type { CheckResult } from "../check/engine.ts";
import type { CheckConfig } from "../config/sections/check.ts";
import type { Config } from "../config/schema.ts";
import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { Fault } from "../values/fault.ts";
import type { Finding } from "../values/finding.ts";
import { rehearsedVersion } from "./rehearsed-version.ts";
import { strictVersion } from "./strict-version.ts";

/** What strict mode says of a version and its tags, be the version stated in [project], in a file, or made of tags. */
const OF_TAGS: ReadonlySet<string> = new Set(["V001", "V005", "V006", "V022"]);

/**
 * The result of a check with what `plan` and `rehearse` say of the version against the tags: the rules of the check
 * see a version in pyproject.toml only. What the configured tool cannot read is left to the build.
 */
export async function withVersionOrder(
  result: CheckResult,
  tree: SourceTree,
  config: Config,
  check: CheckConfig,
  ports: Ports,
): Promise<CheckResult> {
  if (tree.git === null || check.select.length > 0) return result;
  const strict = await judged(tree, config, ports);
  const told = new Set(
    [...result.findings, ...result.ignored.map((each) => each.finding)].map((each) => each.rule),
  );
  const more = strict
    .filter((each) => OF_TAGS.has(each.rule) && !told.has(each.rule))
    .map((each) => {
      const severity = check.severity[each.rule] ?? check.severity[each.slug];
      return severity === undefined ? each : { ...each, severity };
    });
  const { findings, ignored } = applyIgnores(more, check, ports.clock.now());
  return {
    ...result,
    findings: [...result.findings, ...findings],
    ignored: [...result.ignored, ...ignored],
  };
}

async function judged(tree: SourceTree, config: Config, ports: Ports): Promise<readonly Finding[]> {
  try {
    const rehearsed = await rehearsedVersion({ tree, config, worktree: false, as: undefined }, ports);
    const question = { tree, config, worktree: false, version: null, released: null, rehearsed };
    return (await strictVersion(question, ports)).findings;
  } catch (error) {
    if (error instanceof Fault) return [];
    throw error;
  }
}
