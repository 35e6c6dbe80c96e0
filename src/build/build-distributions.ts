import type { BuildRequest } from "./build-request.ts";
import { join } from "node:path";
import { findUv } from "../toolbox/uv.ts";
import { fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import {
  prepareBuildEnvironment,
  type BuildEnvironment,
  type BuildEnvironmentRequest,
  type BuildPorts,
} from "./build-environment.ts";
import { stageFailed, strayWritesFinding } from "./build-findings.ts";
import { openBuildLog, type BuildLog } from "./build-log.ts";
import { normalizeDistribution, type Normalized } from "../distribution/normalize/normalize.ts";
import { isDiskFull } from "./disk-full.ts";
import { editExport } from "./export/edit-export.ts";
import { exportTree, type Exported } from "./export/export.ts";
import { failureSite } from "./failure-site.ts";
import { installedRequirements } from "./installed-requirements.ts";
import { refusedLinks } from "./export/refused-links.ts";
import { runHooks, type HookResults, type StrayWrite } from "./hooks.ts";
import { changesBetween, markTree, strayFiles } from "./stray-writes.ts";
import { placeArtefacts } from "./place-artefacts.ts";
import { pretendedVersion, tagExport } from "./release-tag.ts";
import { runReferenceBuilder } from "./reference-builder.ts";
import { sourceDate, sourceDateEpoch } from "./source-date-epoch.ts";
import { openBuildWorkspace, type BuildWorkspace } from "./workspace.ts";

/** How a build ended. */
export interface BuildOutcome {
  /** Absolute path; null when the build failed. */
  readonly sdist: string | null;
  readonly wheel: string | null;
  /** An sdist whose wheel could not be built: to be examined, not to be published. */
  readonly unfinishedSdist: string | null;
  readonly findings: readonly Finding[];
  /** What a person should know about the export. */
  readonly notes: readonly string[];
  /** Path of the whole output. */
  readonly log: string;
  readonly seconds: number;
  /** From the sdist's file name. */
  readonly version: string | null;
  readonly made: MadeHow;
}

/** What made the files, as far as it can decide their bytes. */
export interface MadeHow {
  /** What the build environment had, `name==version`; empty with the reference builder, which makes its own. */
  readonly environment: readonly string[];
  /** What the project and its hooks require, word for word. */
  readonly required: readonly string[];
  /** Seconds since 1970, as the build was told; null: it was told none. */
  readonly sourceDateEpoch: number | null;
  /** Files that were written anew. */
  readonly normalized: readonly Normalized[];
  /** The build's own directory, and when it ran. */
  readonly directory: string;
  readonly from: Date;
  readonly to: Date;
}

/** A build whose environment is being made already. */
export interface BuildStart {
  readonly workspace: BuildWorkspace;
  readonly log: BuildLog;
  /** Rejects with a fault; null with the reference builder, which makes its own. */
  readonly environment: Promise<BuildEnvironment> | null;
}

/**
 * Starts what needs no tree but the requirements: the pipeline calls it before the export is due and hands it to
 * {@link buildDistributions}.
 */
export async function startBuild(
  request: Pick<BuildRequest, "builder" | "python" | "logFile" | "indexes" | "offline" | "lock"> &
    Pick<BuildEnvironmentRequest, "requires" | "satisfies">,
  ports: BuildPorts,
): Promise<BuildStart> {
  const workspace = await openBuildWorkspace(ports);
  const log = await openBuildLog(request.logFile ?? join(workspace.directory, "build.log"), ports);
  if (request.builder === "build") return { workspace, log, environment: null };
  const { python, requires, satisfies = [], indexes = null, offline = false, lock = null } = request;
  const environment = findUv(ports, { offline }).then((uv) =>
    prepareBuildEnvironment(
      { requires, satisfies, python, uv, workspace, log, indexes, offline, lock },
      ports,
    ),
  );
  environment.catch(() => undefined);
  return { workspace, log, environment };
}

/**
 * Builds the sdist from a clean export, and the wheel from that sdist. Defects of the project are findings; nothing
 * is left in `outDirectory` unless both files are complete. Throws faults for missing tools, an unreachable index
 * and a full disk.
 */
export async function buildDistributions(
  request: BuildRequest,
  ports: BuildPorts,
  started?: BuildStart,
): Promise<BuildOutcome> {
  const begin = ports.clock.elapsed();
  const from = ports.clock.now();
  const start = started ?? (await startBuild({ ...request, requires: request.tree.backend.requires }, ports));
  const { workspace, log } = start;
  try {
    const [exported, before, environment] = await Promise.all([
      exportTree(request.tree, request.ref, workspace.sources, ports),
      markTree(request.tree, ports),
      start.environment,
    ]);
    if (request.tag !== undefined) await tagExport(exported.root, request.tag, ports);
    if (request.edits !== undefined) await editExport(exported, request.edits, ports);
    const findings: Finding[] = [];
    let hooks: HookResults | null = null;
    const refused = refusedLinks(exported);
    findings.push(...refused);
    if (refused.length > 0) hooks = null;
    else if (environment === null) {
      hooks = await runReferenceBuilder(request, exported, workspace, log, ports);
    } else if (environment.problem !== null) findings.push(environment.problem);
    else hooks = await callHooks(request, exported, environment, ports);
    if (hooks !== null) findings.push(...(await judge(request, exported, hooks, start, before, ports)));
    const isComplete = hooks?.failure === null;
    const time = sourceDate(request.tree, ports);
    const seconds = time === null ? null : time.getTime() / 1000;
    const normalized =
      request.normalize === true && isComplete ? await normalizeAll(workspace, seconds, ports) : [];
    const placed = await placeArtefacts(workspace, request.outDirectory, isComplete, ports);
    await log.close();
    return {
      ...placed,
      findings,
      notes: exported.notes,
      log: log.path,
      seconds: ports.clock.elapsed() - begin,
      made: {
        environment: await installedRequirements(workspace.environment, request.python, ports),
        required: [...request.tree.backend.requires, ...(hooks?.asked ?? [])],
        sourceDateEpoch: seconds,
        normalized,
        directory: workspace.directory,
        from,
        to: ports.clock.now(),
      },
    };
  } catch (error) {
    await log.close().catch(() => undefined);
    if (isDiskFull(error)) throw diskFull(workspace, error);
    throw error;
  }
}

function callHooks(
  request: BuildRequest,
  exported: Exported,
  environment: BuildEnvironment,
  ports: BuildPorts,
): Promise<HookResults> {
  return runHooks(
    {
      backend: request.tree.backend,
      source: exported.project,
      stages: ["sdist", "wheel"],
      wheelFromSource: request.wheelFromTree ?? false,
      protectedDirectories: [request.tree.git?.topLevel ?? request.tree.root],
      variables: { ...sourceDateEpoch(request.tree, ports), ...pretended(request) },
      timeoutSeconds: request.timeoutSeconds,
      ...(request.variation === undefined ? {} : { variation: request.variation }),
    },
    environment,
    ports,
  );
}

/** What the backend made, in the order of the names. */
async function normalizeAll(
  { artefacts }: BuildWorkspace,
  seconds: number | null,
  { files }: Pick<BuildPorts, "files">,
): Promise<readonly Normalized[]> {
  const done: Normalized[] = [];
  for (const { name } of await files.list(artefacts)) {
    if (/\.(?:whl|tar\.gz)$/.test(name))
      done.push(await normalizeDistribution(join(artefacts, name), seconds, files));
  }
  return done;
}

/** A changed work tree has no version of a release, whatever its tags. */
function pretended({ tree, ref, tag }: BuildRequest): Readonly<Record<string, string>> {
  const isChanged = ref === "worktree" && (tree.git?.dirty.length ?? 0) > 0;
  return tag === undefined || !isChanged
    ? {}
    : pretendedVersion(tree.project.name?.value ?? null, tag.version);
}

async function judge(
  request: BuildRequest,
  exported: Exported,
  hooks: HookResults,
  { workspace, log }: BuildStart,
  before: ReadonlyMap<string, string>,
  ports: BuildPorts,
): Promise<readonly Finding[]> {
  const { buildBackend } = request.tree.backend;
  const [strays, after] = await Promise.all([
    strayFiles(workspace, exported.root, ports),
    markTree(request.tree, ports),
  ]);
  const outside = new Map<string, StrayWrite>();
  for (const write of [...hooks.outside, ...strays, ...changesBetween(before, after)]) {
    if (!outside.has(write.path)) outside.set(write.path, write);
  }
  const findings: Finding[] = [];
  if (hooks.failure !== null) {
    const words = `${hooks.failure.message}\n${log.lastLines(30).join("\n")}`;
    if (isDiskFull(words)) throw diskFull(workspace, words);
    const site = await failureSite(request.tree, exported.project, workspace, ports);
    const context = { buildBackend, site, workspace, log, timeoutSeconds: request.timeoutSeconds };
    findings.push(await stageFailed(hooks.failure, context, ports));
  }
  const wrote = strayWritesFinding([...outside.values()], buildBackend, log);
  return wrote === null ? findings : [wrote, ...findings];
}

function diskFull(workspace: BuildWorkspace, cause: unknown): Error {
  return fault("run/disk-full", { reason: "while building", directory: workspace.directory }, { cause });
}
