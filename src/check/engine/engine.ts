import { TARGETS } from "../../index-client/targets.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import { isNotAProject } from "../../tree/not-a-project.ts";
import { readLayout } from "../../tree/layout.ts";
import type { Finding, Fix, Skipped } from "../../findings/finding.ts";
import { withExcerpts } from "./excerpts.ts";
import { visitMembers } from "./visit-members.ts";
import { RULES } from "./registry.ts";
import { applyIgnores, type AppliedIgnores, type Ignored } from "./ignores.ts";
import { readRuleOptions } from "./rule-options.ts";
import { completeFinding, type CheckInputs, type Need, type Rule, type RuleInputs } from "./rule.ts";
import { isSelected, requireKnownRules } from "./select.ts";
import { PLUGIN_FAILED } from "./settings-rules.ts";

/** What a check found. */
export interface CheckResult {
  /** In the order of the rules; one defect seen in several places is one finding. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly Ignored[];
  /** Rules whose input was absent: not passed. */
  readonly skipped: readonly Skipped[];
  /** Codes of the rules that ran. */
  readonly ran: readonly string[];
  /** The ignores that silenced something. */
  readonly usedIgnores: AppliedIgnores["used"];
}

/**
 * Runs every selected rule on what was read, or those of them that are wanted now. A rule that throws is a bug of ours: a plain error that names it.
 * Throws the fault `config/invalid-value` when the configuration names a rule that does not exist.
 */
export async function runChecks(
  inputs: CheckInputs,
  config: CheckConfig,
  rules: readonly Rule[] = RULES,
  isWanted: (rule: Rule) => boolean = () => true,
): Promise<CheckResult> {
  const pyproject = inputs.tree?.pyproject ?? null;
  requireKnownRules(config, rules, pyproject);
  const options = readRuleOptions(config, rules, pyproject);
  const prepared = prepare(inputs, config);
  const alone = wheelsAlone(prepared);
  const hasProject =
    inputs.distributions.length > 0 || inputs.tree === undefined || !isNotAProject(inputs.tree);
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const ran: string[] = [];
  for (const rule of rules) {
    if (!isWanted(rule) || !isSelected(rule, config)) continue;
    await inputs.breathe?.();
    if (rule.pypiOnly && !prepared.isPyPI) continue;
    const absent = isForProjects(rule) && !hasProject ? NO_PROJECT : absentInput(rule, prepared);
    if (absent !== null) {
      skipped.push({ rule: rule.code, reason: absent });
      continue;
    }
    ran.push(rule.code);
    for (const view of viewsFor(rule, prepared, alone))
      for (const each of await runRule(rule, view, options.get(rule.code), config)) findings.push(each);
  }
  const told = await withExcerpts(mergeSubjects(findings), prepared);
  const { used, findings: kept, ignored } = applyIgnores(told, config, prepared.today);
  return { findings: inPart(kept), ignored, skipped, ran, usedIgnores: used };
}

/** So many findings of one rule are told one by one: more are no reading for anybody. */
const MANY = 500;

/** Of endless findings of one rule the worst and first ones, the last of which says how many more there are. */
function inPart(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(findings, ({ rule }) => rule);
  if ([...groups.values()].every((group) => group.length <= MANY)) return findings;
  return [...groups.values()].flatMap((group) => {
    if (group.length <= MANY) return group;
    const [last, ...shown] = group
      .toSorted((a, b) => RANK[a.severity] - RANK[b.severity])
      .slice(0, MANY)
      .toReversed();
    if (last === undefined) return [];
    return [
      ...shown.toReversed(),
      { ...last, message: `${last.message} (and ${group.length - MANY} more of ${last.rule})` },
    ];
  });
}

const NO_PROJECT = "needs a project, but the folder declares no project";

/** The root of a workspace has configuration and workflows, and nothing else that a release would show. */
function isForProjects(rule: Rule): boolean {
  return rule.plugin === undefined && rule.family !== "F" && rule.family !== "W";
}

async function runRule(
  rule: Rule,
  inputs: RuleInputs,
  options: unknown,
  config: CheckConfig,
): Promise<readonly Finding[]> {
  try {
    const visited = rule.visitor === null ? [] : await visitMembers(rule, inputs);
    const found = await rule.check(inputs, options as never, visited as never);
    const severity = config.severity[rule.code] ?? config.severity[rule.slug];
    return Array.from(found, (finding) => {
      if (typeof finding.message !== "string") throw new TypeError("a finding without a message");
      const complete = completeFinding(rule, finding);
      if (severity !== undefined) return { ...complete, severity };
      const isAside = inputs.purpose === "release" && rule.scope === "hygiene";
      return isAside ? { ...complete, severity: LOWER[complete.severity] } : complete;
    });
  } catch (error) {
    if (rule.plugin !== undefined) return [pluginFailure(rule, rule.plugin, error)];
    throw new Error(`rule ${rule.code} (${rule.slug}) failed`, { cause: error });
  }
}

const LOWER = { error: "warning", warning: "info", info: "info" } as const;

/** A rule of somebody else may fail: that is told, and the others go on. */
function pluginFailure(rule: Rule, plugin: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `the rule ${rule.code} of the plugin ${plugin} failed: ${reason}`;
  const details = { plugin, stack: error instanceof Error ? (error.stack ?? "") : "" };
  return { ...PLUGIN_FAILED.finding(message), subject: `${plugin} ${rule.code}`, details };
}

function prepare(inputs: CheckInputs, config: CheckConfig): RuleInputs {
  return {
    ...inputs,
    today: inputs.today ?? new Date(),
    wheels: inputs.distributions.filter((distribution) => distribution.kind === "wheel"),
    sdists: inputs.distributions.filter((distribution) => distribution.kind === "sdist"),
    layout: inputs.tree === undefined ? null : readLayout(inputs.tree),
    isPyPI: TARGETS[inputs.target].isPyPI,
    contract: config.contract,
  };
}

/** Each wheel with its own scan, when there are several. */
function wheelsAlone(inputs: RuleInputs): readonly RuleInputs[] {
  const { scans, imports: _first, ...rest } = inputs;
  if (scans === undefined || inputs.wheels.length < 2) return [];
  return inputs.wheels.map((wheel) => {
    const imports = scans.get(wheel);
    const alone = { ...rest, distributions: [wheel], wheels: [wheel], sdists: [] };
    return imports === undefined ? alone : { ...alone, imports };
  });
}

/** A rule that asks Python sees the wheels one by one, each with what Python read in it. */
function viewsFor(rule: Rule, all: RuleInputs, alone: readonly RuleInputs[]): readonly RuleInputs[] {
  if (alone.length === 0 || !rule.needs.some((needs) => needs.includes("python"))) return [all];
  return alone.filter((view) => absentInput(rule, view) === null);
}

/** Why a rule cannot run, or null when one of its alternatives is given. */
function absentInput(rule: Rule, inputs: RuleInputs): string | null {
  if (rule.needs.some((alternative) => alternative.every((need) => isGiven(need, inputs)))) return null;
  const words = rule.needs.map((alternative) => alternative.map((need) => NEED_NAMES[need]).join(" and "));
  return `needs ${words.join(", or ")}`;
}

const NEED_NAMES: Readonly<Record<Need, string>> = {
  tree: "a source tree",
  sdist: "an sdist",
  wheel: "a wheel",
  dist: "a distribution",
  set: "several distributions",
  index: "an index (--online)",
  renderer: "PyPI's README renderer",
  python: "a Python interpreter",
  history: "a git history with a readable version",
};

function isGiven(need: Need, inputs: RuleInputs): boolean {
  switch (need) {
    case "tree":
      return inputs.tree !== undefined;
    case "sdist":
      return inputs.sdists.length > 0;
    case "wheel":
      return inputs.wheels.length > 0;
    case "dist":
      return inputs.distributions.length > 0;
    case "set":
      return inputs.distributions.length > 1;
    case "python":
      return inputs.imports !== undefined;
    case "history":
      return inputs.history !== undefined;
    case "index":
      return inputs.index !== undefined;
    case "renderer":
      return inputs.renderings !== undefined;
  }
}

/** One defect in several places is cured in all of them at once. */
function joinFixes(fixes: readonly Fix[]): Fix | undefined {
  const [first] = fixes;
  if (first === undefined || fixes.length === 1) return first;
  const files = new Map(fixes.flatMap((fix) => fix.files).map((file) => [JSON.stringify(file), file]));
  const safety = fixes.every((fix) => fix.safety === "safe") ? "safe" : "review";
  return { ...first, safety, files: [...files.values()] };
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** Several findings of one rule on one subject are one defect: the worst (else the first) speaks, the others' places are related. */
function mergeSubjects(findings: readonly Finding[]): readonly Finding[] {
  const groups = Map.groupBy(findings, (finding) =>
    finding.subject === undefined ? finding : `${finding.rule} ${finding.subject}`,
  );
  return [...groups.values()].map(mergeGroup);
}

function mergeGroup(group: readonly Finding[]): Finding {
  const [first, ...others] = group as readonly [Finding, ...Finding[]];
  if (others.length === 0) return first;
  const speaker = others.reduce((a, b) => (RANK[b.severity] < RANK[a.severity] ? b : a), first);
  const places = group.flatMap((each) =>
    each === speaker || each.location === undefined ? [] : [each.location],
  );
  const explains = [...new Set(group.flatMap((each) => each.explains ?? []))];
  const fix = joinFixes(group.flatMap((each) => each.fix ?? []));
  return {
    ...speaker,
    related: [...(speaker.related ?? []), ...places],
    ...(explains.length > 0 && { explains }),
    ...(fix !== undefined && { fix }),
  };
}
