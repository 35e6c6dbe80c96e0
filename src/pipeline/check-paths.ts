import { runChecks, type CheckResult } from "../check/engine.ts";
import { fixTree } from "../check/fixes.ts";
import { judgeIgnores } from "../check/ignores.ts";
import { RULES } from "../check/registry.ts";
import type { Rule } from "../check/rule.ts";
import type { CheckConfig } from "../config/sections/check.ts";
import { readConfig } from "../config/read-config.ts";
import type { Config } from "../config/schema.ts";
import { openDistribution } from "../dist/distribution.ts";
import type { DescriptionRenderer } from "../dist/description-rendering.ts";
import type { Ports } from "../ports/ports.ts";
import { openRenderer } from "../toolbox/description-renderer.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import type { TomlFile } from "../tree/toml-file.ts";
import { fault } from "../values/fault.ts";
import type { FileEdit } from "../values/file-edit.ts";
import type { Finding } from "../values/finding.ts";
import { gatherInputs, scanPython, type Subject } from "./gather-inputs.ts";

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
  /** Fetch no tool. */
  readonly offline?: boolean;
  /** Decide the fixes of trees, which are then judged as they would be; nothing is written. */
  readonly fix?: "safe" | "all";
}

/** What a check of several paths found. */
export interface CheckedPaths extends Omit<CheckResult, "usedIgnores"> {
  readonly paths: readonly string[];
  /** What fixing would change, tree by tree. */
  readonly edits: readonly { readonly root: string; readonly edits: readonly FileEdit[] }[];
  /** What these edits cure. */
  readonly fixed: readonly Finding[];
  /** The rules there are. */
  readonly rules: readonly Rule[];
}

/** One tree, or all distributions, checked. */
interface Part extends CheckResult {
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
  const kinds = await Promise.all(request.paths.map((path) => kindOf(path, ports)));
  const directories = request.paths.filter((_, position) => kinds[position] === "directory");
  const archives = request.paths.filter((_, position) => kinds[position] === "file");
  await using renderer = openRenderer(ports, { offline: request.offline === true });
  const options = { allowNoGit: request.allowNoGit };
  const trees = await Promise.all(directories.map((root) => readSourceTree(root, options, ports)));
  const shared: Shared = { request, renderer, rules: RULES, ports };
  // A tree named beside distributions is theirs, and so are its settings.
  const configs = trees.map((tree) => readConfig(tree.pyproject));
  const settings = configs[0] ?? readConfig(null);
  const parts: Part[] = [];
  for (const [at, tree] of trees.entries()) {
    parts.push(await checkTree(tree, configs[at] ?? settings, shared));
  }
  if (archives.length > 0) parts.push(await checkArchives(archives, settings, shared));
  const merged = merge(parts);
  const own = trees.flatMap((tree, at) =>
    judgeOwnIgnores(tree.pyproject, configs[at] ?? settings, parts, shared),
  );
  return {
    ...merged,
    findings: [...merged.findings, ...own],
    paths: request.paths,
    edits: trees.map(({ root }, at) => ({ root, edits: parts[at]?.edits ?? [] })),
    fixed: parts.flatMap((each) => each.fixed),
    rules: shared.rules,
  };
}

async function checkTree(tree: SourceTree, config: Config, shared: Shared): Promise<Part> {
  const { request, renderer, rules, ports } = shared;
  const gathered = await gatherInputs({ tree, distributions: [] }, request, config, renderer, ports);
  const check = effectiveConfig(config, request);
  const before = await runChecks(gathered, check, rules);
  if (request.fix === undefined) return { ...before, edits: [], fixed: [] };
  const { after, edits, fixed } = await fixTree({ ...gathered, tree }, before, check, {
    which: request.fix,
    rules,
    rescan: (edited) => scanPython(edited, undefined, config, ports),
  });
  return { ...after, edits, fixed };
}

async function checkArchives(paths: readonly string[], config: Config, shared: Shared): Promise<Part> {
  const { request, renderer, rules, ports } = shared;
  const distributions = await Promise.all(paths.map((path) => openDistribution(path, ports.files)));
  try {
    const subject: Subject = { distributions };
    const inputs = await gatherInputs(subject, request, config, renderer, ports);
    const result = await runChecks(inputs, effectiveConfig(config, request), rules);
    return { ...result, edits: [], fixed: [] };
  } finally {
    for (const each of distributions) await each[Symbol.asyncDispose]();
  }
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
  return judgeIgnores(config.check, used, ran, pyproject, ports.clock.now());
}

async function kindOf(path: string, ports: Pick<Ports, "files">): Promise<"directory" | "file"> {
  const real = await ports.files.realPath(path).catch(() => null);
  const stat = real === null ? null : await ports.files.stat(real);
  if (stat?.kind === "directory" || stat?.kind === "file") return stat.kind;
  throw fault("usage/no-such-path", { path });
}

function merge(parts: readonly Part[]): Omit<CheckResult, "usedIgnores"> {
  const ran = new Set(parts.flatMap((each) => each.ran));
  const skipped = new Map(
    parts
      .flatMap((each) => each.skipped)
      .filter((each) => !ran.has(each.rule))
      .map((each) => [each.rule, each]),
  );
  return {
    findings: parts.flatMap((each) => each.findings),
    ignored: parts.flatMap((each) => each.ignored),
    skipped: [...skipped.values()],
    ran: [...ran].sort(),
  };
}
