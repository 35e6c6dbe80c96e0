import { applyBaseline, type NamedBaseline } from "../engine/baseline.ts";
import { withExcerpts } from "../engine/excerpts.ts";
import { applyIgnores } from "../engine/ignores.ts";
import { RULES } from "../engine/registry.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import type { Config } from "../../config/schema.ts";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { Fault } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import { rehearsedVersion } from "../../versioning/rehearsed-version.ts";
import type { StrictFacts } from "../../versioning/strict-facts.ts";
import { strictVersion } from "../../versioning/strict-version.ts";

/** The rules that judge the version before anything is built: a rehearsal runs them first, and once. */
export const VERSION_RULES: ReadonlySet<string> = new Set(
  RULES.filter(({ code, needs }) => code === "V002" || needs.some((each) => each.includes("history"))).map(
    ({ code }) => code,
  ),
);

/** A project's tree and settings. */
export interface JudgedBy {
  readonly tree: SourceTree;
  readonly config: Pick<Config, "check">;
  readonly baseline: NamedBaseline | null;
}

/** What strict mode found, as the project's settings judge it: for the commands that run no rules. */
export async function bySettings(
  findings: readonly Finding[],
  { tree, config: { check }, baseline }: JudgedBy,
  { clock }: Pick<Ports, "clock">,
): Promise<readonly Finding[]> {
  const chosen = withSeverities(findings, check.severity);
  // A baseline knows findings by their lines, too.
  const placed = baseline === null ? chosen : await withExcerpts(chosen, { tree, distributions: [] });
  return applyBaseline(applyIgnores(placed, check, clock.now()).findings, baseline).findings;
}

function withSeverities(findings: readonly Finding[], chosen: CheckConfig["severity"]): readonly Finding[] {
  return findings.map((each) => {
    const severity = chosen[each.rule] ?? chosen[each.slug];
    return severity === undefined ? each : { ...each, severity };
  });
}

/**
 * The version of a tree against its tags, as `plan` and `rehearse` read it. Undefined without a repository, and where the
 * configured tool cannot read the history: that is left to the build.
 */
export async function readHistory(
  tree: SourceTree,
  config: Config,
  ports: Ports,
): Promise<StrictFacts | undefined> {
  if (tree.git === null) return undefined;
  try {
    const rehearsed = await rehearsedVersion(
      { tree, config, worktree: false, as: undefined, command: "check" },
      ports,
    );
    const question = { tree, config, worktree: false, version: null, released: null, rehearsed };
    return (await strictVersion(question, ports)).facts;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
