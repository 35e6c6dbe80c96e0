import { applyIgnores } from "../engine/ignores.ts";
import { selects } from "../engine/select.ts";
import type { CheckResult } from "../engine/engine.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import type { Config } from "../../config/schema.ts";
import type { Ports } from "../../ports/ports.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { Fault } from "../../findings/fault.ts";
import type { Finding } from "../../findings/finding.ts";
import { rehearsedVersion } from "../../versioning/rehearsed-version.ts";
import { strictVersion } from "../../versioning/strict-version.ts";

/** What strict mode says of a version and its tags, be the version stated in [project], in a file, or made of tags. */
const OF_TAGS: ReadonlySet<string> = new Set(["N009", "N011", "V001", "V005", "V006", "V022", "V026"]);

/** In a rehearsal the check tells these of the distributions themselves, with the place. */
export const TOLD_BY_CHECK: ReadonlySet<string> = new Set(["N009", "N011"]);

/** What the rules of a check guess of the version that a build will have, and what strict mode knows. */
export const KNOWN_TO_STRICT_MODE: ReadonlySet<string> = new Set(["F019"]);

/** What strict mode found, with the severities of the project's settings. */
export function withSeverities(
  findings: readonly Finding[],
  chosen: CheckConfig["severity"],
): readonly Finding[] {
  return findings.map((each) => {
    const severity = chosen[each.rule] ?? chosen[each.slug];
    return severity === undefined ? each : { ...each, severity };
  });
}

/** What strict mode found, as the project's settings judge it: for the commands that run no rules. */
export function bySettings(
  findings: readonly Finding[],
  { check }: Pick<Config, "check">,
  { clock }: Pick<Ports, "clock">,
): readonly Finding[] {
  return applyIgnores(withSeverities(findings, check.severity), check, clock.now()).findings;
}

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
  if (tree.git === null) return result;
  const strict = await judged(tree, config, ports);
  if (strict === null) return result;
  // Whoever asks for the guess alone gets it.
  const standing = result.findings.filter(
    ({ rule }) => check.select.length > 0 || !KNOWN_TO_STRICT_MODE.has(rule),
  );
  const told = new Set([...standing, ...result.ignored.map((each) => each.finding)].map((each) => each.rule));
  const more = withSeverities(
    strict.filter((each) => OF_TAGS.has(each.rule) && !told.has(each.rule) && isAsked(each, check)),
    check.severity,
  );
  const { findings, ignored, used } = applyIgnores(more, check, ports.clock.now());
  return {
    ...result,
    findings: [...standing, ...findings],
    ignored: [...result.ignored, ...ignored],
    usedIgnores: new Set([...result.usedIgnores, ...used]),
  };
}

function isAsked({ rule, slug }: Finding, { select }: CheckConfig): boolean {
  return select.length === 0 || select.some((selector) => selects(selector, { code: rule, slug }));
}

/** Null where strict mode is off, or cannot read the configuration. */
async function judged(tree: SourceTree, config: Config, ports: Ports): Promise<readonly Finding[] | null> {
  if (config.version.mode === "compat") return null;
  try {
    const rehearsed = await rehearsedVersion(
      { tree, config, worktree: false, as: undefined, command: "check" },
      ports,
    );
    const question = { tree, config, worktree: false, version: null, released: null, rehearsed };
    return (await strictVersion(question, ports)).findings;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
