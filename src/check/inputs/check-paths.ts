import { baselineText, type NamedBaseline } from "../engine/baseline.ts";
import { runChecks, type CheckResult } from "../engine/engine.ts";
import { fixTree, type FixableInputs } from "../engine/fixes.ts";
import { judgeIgnores, observedIgnores } from "../engine/ignores.ts";
import { visitorsFor } from "../engine/visit-members.ts";
import { pyprojectFault } from "../engine/pyproject-fault.ts";
import type { CheckInputs, Rule } from "../engine/rule.ts";
import { SETTINGS_RULES } from "../engine/settings-rules.ts";
import type { CheckConfig } from "../../config/sections/check.ts";
import { readConfig } from "../../config/read-config.ts";
import type { Config } from "../../config/schema.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { DescriptionRenderer } from "../../distribution/metadata/description-rendering.ts";
import type { Ports } from "../../ports/ports.ts";
import { openRenderer } from "../../toolbox/pinned/description-renderer.ts";
import { readSourceTree } from "../../tree/read-source-tree.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { TomlFile } from "../../tree/formats/toml-file.ts";
import { Fault, fault } from "../../findings/fault.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import type { Finding, Skipped } from "../../findings/finding.ts";
import { gatherInputs, scanTree } from "./gather-inputs.ts";
import { isReleaseOf, joinInputs } from "./given-wheel.ts";
import { distributionsIn } from "./distributions-in.ts";
import { openDistributions } from "./open-distributions.ts";
import { applyBaselines, baselinesFor } from "./read-baseline.ts";
import { ruleSet } from "./rule-set.ts";
import { prefixOf, withPrefix } from "./place-prefix.ts";
import { projectAround } from "./project-around.ts";

/** What is to be checked: any mix of project directories, wheels and sdists. */
export interface CheckRequest {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly allowNoGit: boolean;
  readonly select: readonly string[];
  readonly extendSelect?: readonly string[];
  readonly ignore: readonly string[];
  readonly target?: Config["target"];
  /** Ask the user's own index about the project, too. */
  readonly online?: boolean;
  /** Whether the project is on PyPI already; wins over the configuration. */
  readonly existing?: boolean;
  /** Fetch no tool. */
  readonly offline?: boolean;
  /** Places are told relative to this directory, for trees below it; default: each tree's own root. */
  readonly base?: string;
  /** Load the plugins that the configuration names. */
  readonly plugins?: boolean;
  /** Findings to be passed over; null: none. Default: those of the project's own baseline. */
  readonly baseline?: NamedBaseline | null;
  /** Decide the fixes of trees, which are then judged as they would be; nothing is written. */
  readonly fix?: "safe" | "all";
}

/** What a check of several paths found. */
export interface CheckedPaths extends Omit<CheckResult, "usedIgnores"> {
  readonly paths: readonly string[];
  /** What fixing would change, tree by tree. */
  readonly edits: readonly TreeEdits[];
  /** What these edits cure. */
  readonly fixed: readonly Finding[];
  /** The text of a baseline of these findings. */
  readonly baseline: string;
  /** The rules there are, the engine's own among them. */
  readonly rules: readonly Pick<Rule, "code" | "slug" | "title" | "severity" | "docs">[];
}

/** The edits of one tree; `prefix` leads from the base to its root. */
export interface TreeEdits {
  readonly root: string;
  readonly prefix: string;
  readonly edits: readonly FileEdit[];
}

/** One tree, all distributions, or the tree together with what was built from it, checked. */
interface Part extends CheckResult {
  /** Null for distributions. */
  readonly root: string | null;
  readonly edits: readonly FileEdit[];
  readonly fixed: readonly Finding[];
}

/** What all parts share. */
interface Shared {
  readonly request: CheckRequest;
  readonly renderer: DescriptionRenderer;
  readonly rules: readonly Rule[];
  readonly ports: Ports;
}

/** Checks trees and distributions that exist already; builds nothing and writes nothing. */
export async function checkPaths(request: CheckRequest, ports: Ports): Promise<CheckedPaths> {
  const paths = (await Promise.all(request.paths.map((path) => distributionsIn(path, ports)))).flat();
  const kinds = await Promise.all(paths.map((path) => kindOf(path, ports)));
  const directories = paths.filter((_, position) => kinds[position] === "directory");
  const archives = paths.filter((_, position) => kinds[position] === "file");
  await using renderer = openRenderer(ports, { offline: request.offline === true });
  const options = { allowNoGit: request.allowNoGit };
  const reading = await Promise.all(directories.map((root) => readTreeOrFinding(root, options, ports)));
  const trees = reading.flatMap(({ tree }) => (tree === null ? [] : [tree]));
  // A tree named beside distributions is theirs, and so are its settings.
  const configs = trees.map((tree) => readConfig(tree.pyproject));
  const around = trees.length > 0 ? null : await projectAround(archives, ports);
  const settings = configs[0] ?? readConfig(around?.pyproject ?? null);
  const root = trees[0]?.root ?? around?.root ?? null;
  const projects = trees.map((tree, at) => ({ root: tree.root, check: (configs[at] ?? settings).check }));
  const own =
    projects.length === 0 && around !== null ? [{ root: around.root, check: settings.check }] : projects;
  const baselines = await baselinesFor(request.baseline, own, ports);
  const set = await ruleSet(settings.check, root, request.plugins === true, ports);
  const shared: Shared = { request, renderer, rules: set.rules, ports };
  const parts: Part[] = reading.flatMap(({ unreadable }) => (unreadable === null ? [] : [unreadable]));
  await using opened = await openArchives(archives, settings, shared);
  const { distributions } = opened;
  const [first] = trees;
  // A fix changes the tree: what was built before is then no answer for what will be built.
  const isPair = reading.length === 1 && request.fix === undefined;
  const paired = isPair && first !== undefined && isReleaseOf(first, distributions) ? first : null;
  const isWanted = (rule: Rule): boolean => paired === null || !rule.predictsWheel;
  const gathered: CheckInputs[] = [];
  for (const [at, tree] of trees.entries()) {
    const config = configs[at] ?? settings;
    const inputs = await gatherInputs({ tree, distributions: [] }, request, config, renderer, ports);
    gathered.push(inputs);
    parts.push(await checkTree({ ...inputs, tree }, config, shared, isWanted));
  }
  if (distributions.length > 0) {
    const check = effectiveConfig(settings, request);
    const inputs = await gatherInputs({ distributions }, request, settings, renderer, ports);
    const built = await runChecks(inputs, check, set.rules, isWanted);
    parts.push({ ...built, root: null, edits: [], fixed: [] });
    if (paired !== null && gathered[0] !== undefined) {
      const joined = joinInputs(gathered[0], inputs);
      const both = await runChecks(joined, check, set.rules, (rule) => !isWanted(rule));
      parts.push({ ...both, root: paired.root, edits: [], fixed: [] });
    }
  }
  const ofIgnores = trees.flatMap((tree, at) => {
    const findings = judgeOwnIgnores(tree.pyproject, configs[at] ?? settings, parts, shared);
    return findings.map((finding) => ({ finding, root: tree.root }));
  });
  const all = [
    ...parts.flatMap(({ findings, root }) => findings.map((finding) => ({ finding, root }))),
    ...ofIgnores,
  ];
  const ran = mergeRan(parts, set.skipped);
  const kept = applyBaselines(all, baselines, {
    ran: ran.ran,
    atTrees: trees.length > 0,
    atArchives: distributions.length > 0,
  });
  return {
    ...ran,
    findings: kept.findings.map(({ finding, root: of }) => withPrefix(finding, prefixOf(request.base, of))),
    ignored: [...parts.flatMap((each) => each.ignored), ...kept.ignored],
    paths: request.paths,
    edits: parts.flatMap(({ root, edits }) =>
      root === null ? [] : [{ root, prefix: prefixOf(request.base, root), edits }],
    ),
    fixed: parts.flatMap((each) => each.fixed),
    // Digests of every finding: made only for whoever asks.
    get baseline() {
      return baselineText(all.map(({ finding }) => finding));
    },
    rules: [...shared.rules, ...SETTINGS_RULES],
  };
}

/** A tree whose pyproject.toml cannot be parsed has that one finding; every other fault is thrown. */
async function readTreeOrFinding(
  root: string,
  options: { readonly allowNoGit: boolean },
  ports: Ports,
): Promise<
  | { readonly tree: SourceTree; readonly unreadable: null }
  | { readonly tree: null; readonly unreadable: Part }
> {
  try {
    return { tree: await readSourceTree(root, options, ports), unreadable: null };
  } catch (error) {
    const finding = error instanceof Fault ? pyprojectFault(error) : null;
    if (finding === null) throw error;
    const ran = {
      findings: [finding],
      ignored: [],
      skipped: [],
      ran: [finding.rule],
      usedIgnores: new Set<never>(),
    };
    return { tree: null, unreadable: { ...ran, root, edits: [], fixed: [] } };
  }
}

async function checkTree(
  inputs: FixableInputs,
  config: Config,
  { request, rules, ports }: Shared,
  isWanted: (rule: Rule) => boolean,
): Promise<Part> {
  const check = effectiveConfig(config, request);
  const { root } = inputs.tree;
  const before = await runChecks(inputs, check, rules, isWanted);
  if (request.fix === undefined) return { ...before, root, edits: [], fixed: [] };
  const { after, edits, fixed } = await fixTree(inputs, before, check, {
    which: request.fix,
    rules,
    rescan: (edited) => scanTree(edited, config, ports),
    reread: async (edited) => {
      const { readHistory } = await import("./read-history.ts");
      return readHistory(edited, config, ports);
    },
  });
  return { ...after, root, edits, fixed };
}

async function openArchives(
  paths: readonly string[],
  config: Config,
  { request, rules, ports }: Shared,
): Promise<{ readonly distributions: readonly Distribution[] } & AsyncDisposable> {
  const visitors = visitorsFor(effectiveConfig(config, request), rules);
  const distributions = await openDistributions(paths, visitors, { open: openReadable(ports) });
  return {
    distributions,
    async [Symbol.asyncDispose]() {
      for (const each of distributions) await each[Symbol.asyncDispose]();
    },
  };
}

/** A file that may not be read is the user's to open, not a bug. */
function openReadable({ files }: Pick<Ports, "files">): Ports["files"]["open"] {
  return (path) =>
    files.open(path).catch((error: unknown) => {
      const reason = (error as { code?: string }).code ?? String(error);
      throw fault("config/unreadable", { file: path, reason }, { cause: error });
    });
}

/** The settings with what the command line says on top. */
function effectiveConfig(config: Config, request: CheckRequest): CheckConfig {
  return {
    ...config.check,
    select: request.select.length > 0 ? request.select : config.check.select,
    "extend-select": [...config.check["extend-select"], ...(request.extendSelect ?? [])],
    ignore: [...config.check.ignore, ...request.ignore.map((rule) => ({ rule, reason: "--ignore" }))],
  };
}

/** What is to be said of a project's own ignores, once everything has been checked. */
function judgeOwnIgnores(
  pyproject: TomlFile | null,
  config: Config,
  parts: readonly Part[],
  { rules, ports }: Shared,
): readonly Finding[] {
  const used = new Set(parts.flatMap((part) => [...part.usedIgnores]));
  const codes = new Set(parts.flatMap((part) => part.ran));
  const ran = rules.filter((rule) => codes.has(rule.code));
  return [
    ...judgeIgnores(config.check, used, ran, pyproject, ports.clock.now()),
    ...observedIgnores(config.check, pyproject),
  ];
}

async function kindOf(path: string, ports: Pick<Ports, "files">): Promise<"directory" | "file"> {
  const real = await ports.files.realPath(path).catch(() => null);
  const stat = real === null ? null : await ports.files.stat(real);
  if (stat?.kind === "directory" || stat?.kind === "file") return stat.kind;
  throw fault(real === null || stat === null ? "usage/no-such-path" : "usage/no-plain-path", { path });
}

/** A rule that ran on one part was not skipped. */
function mergeRan(parts: readonly Part[], more: readonly Skipped[]): Pick<CheckResult, "ran" | "skipped"> {
  const ran = new Set(parts.flatMap((each) => each.ran));
  const skipped = new Map(
    parts
      .flatMap((each) => each.skipped)
      .filter((each) => !ran.has(each.rule))
      .map((each) => [each.rule, each]),
  );
  return { skipped: [...skipped.values(), ...more], ran: [...ran].sort() };
}
