import { runChecks, type CheckResult } from "../check/engine.ts";
import { scanImports } from "../check/scan/scan-imports.ts";
import { readConfig } from "../config/read-config.ts";
import { smokeCommandTexts, type Config } from "../config/schema.ts";
import { openDistribution, type Distribution } from "../dist/distribution.ts";
import { openRenderer } from "../toolbox/description-renderer.ts";
import type { DescriptionRenderer } from "../dist/description-rendering.ts";
import { gatherIndexFacts, projectNames } from "./index-facts.ts";
import type { Ports } from "../ports/ports.ts";
import { findInterpreter } from "../toolbox/interpreter.ts";
import { renderDescriptions } from "./render-descriptions.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault, Fault } from "../values/fault.ts";

/** What is to be checked: any mix of project directories, wheels and sdists. */
export interface CheckRequest {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly allowNoGit: boolean;
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly target?: Config["target"];
  /** Ask the user's own index about the project, too. */
  readonly online?: boolean;
  /** Fetch no tool. */
  readonly offline?: boolean;
}

/** What a check of several paths found. */
export interface CheckedPaths extends CheckResult {
  readonly paths: readonly string[];
}

/** Checks trees and distributions that exist already; builds nothing. */
export async function checkPaths(request: CheckRequest, ports: Ports): Promise<CheckedPaths> {
  const kinds = await Promise.all(request.paths.map((path) => kindOf(path, ports)));
  const directories = request.paths.filter((_, position) => kinds[position] === "directory");
  const archives = request.paths.filter((_, position) => kinds[position] === "file");
  const results: CheckResult[] = [];
  await using renderer = openRenderer(ports, { offline: request.offline === true });
  const trees = await Promise.all(directories.map((directory) => readTree(directory, request, ports)));
  for (const tree of trees) {
    results.push(
      await checkOne({ tree, distributions: [] }, request, readConfig(tree.pyproject), renderer, ports),
    );
  }
  if (archives.length > 0) {
    const distributions = await Promise.all(archives.map((path) => openDistribution(path, ports.files)));
    try {
      // A tree named beside them is theirs, and so are its settings.
      const config = readConfig(trees[0]?.pyproject ?? null);
      results.push(await checkOne({ distributions }, request, config, renderer, ports));
    } finally {
      for (const each of distributions) await each[Symbol.asyncDispose]();
    }
  }
  return { ...merge(results), paths: request.paths };
}

function readTree(directory: string, request: CheckRequest, ports: Ports): Promise<SourceTree> {
  return readSourceTree(directory, { allowNoGit: request.allowNoGit }, ports);
}

async function checkOne(
  inputs: { readonly tree?: SourceTree; readonly distributions: readonly Distribution[] },
  request: CheckRequest,
  config: Config,
  renderer: DescriptionRenderer,
  ports: Ports,
): Promise<CheckResult> {
  const wheel = inputs.distributions.find((each) => each.kind === "wheel");
  const [imports, renderings, index] = await Promise.all([
    scan(inputs.tree, wheel, config, ports),
    renderDescriptions(inputs, renderer),
    request.online === true ? gatherIndexFacts(projectNames(inputs), ports) : undefined,
  ]);
  return runChecks(
    {
      ...inputs,
      target: request.target ?? config.target,
      today: ports.clock.now(),
      ...(imports === undefined ? {} : { imports }),
      ...(renderings === undefined ? {} : { renderings }),
      ...(index === undefined ? {} : { index }),
    },
    {
      ...config.check,
      select: request.select.length > 0 ? request.select : config.check.select,
      ignore: [...config.check.ignore, ...request.ignore.map((rule) => ({ rule, reason: "--ignore" }))],
    },
  );
}

/** The import scan needs a Python; without one its rules are skipped, which is told. */
async function scan(
  tree: SourceTree | undefined,
  wheel: Distribution | undefined,
  config: Config,
  ports: Ports,
): Promise<Awaited<ReturnType<typeof scanImports>> | undefined> {
  if (tree === undefined && wheel === undefined) return undefined;
  try {
    const python = await findInterpreter(config.python[0] ?? null, ports);
    const commands = smokeCommandTexts(config);
    return await scanImports(
      {
        commands,
        ...(tree === undefined ? {} : { tree }),
        ...(wheel === undefined
          ? {}
          : { wheelPath: wheel.path, requiresPython: wheel.metadata?.requiresPython ?? null }),
      },
      python.executable,
      ports,
    );
  } catch (error) {
    if (error instanceof Fault && error.phase === "tool") return undefined;
    throw error;
  }
}

async function kindOf(path: string, ports: Pick<Ports, "files">): Promise<"directory" | "file"> {
  const real = await ports.files.realPath(path).catch(() => null);
  const stat = real === null ? null : await ports.files.stat(real);
  if (stat?.kind === "directory" || stat?.kind === "file") return stat.kind;
  throw fault("usage/no-such-path", { path });
}

function merge(results: readonly CheckResult[]): CheckResult {
  const ran = new Set(results.flatMap((each) => each.ran));
  const skipped = new Map(
    results
      .flatMap((each) => each.skipped)
      .filter((each) => !ran.has(each.rule))
      .map((each) => [each.rule, each]),
  );
  return {
    findings: results.flatMap((each) => each.findings),
    ignored: results.flatMap((each) => each.ignored),
    skipped: [...skipped.values()],
    ran: [...ran].sort(),
  };
}
