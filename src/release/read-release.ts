import { Fault, fault } from "../findings/fault.ts";
import { isError, type Finding } from "../findings/finding.ts";
import type { NamedBaseline } from "../check/engine/baseline.ts";
import { projectBaseline } from "../check/inputs/read-baseline.ts";
import { readConfig } from "../config/read-config.ts";
import { forgeOf } from "../forge/forge-of.ts";
import type { Forge } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import { withUserIndexes } from "../publish/credentials/pypirc.ts";
import { detectIndex } from "../publish/detect-index.ts";
import { findProvider } from "../publish/identity/providers.ts";
import { planGates } from "../gates/plan-gates.ts";
import { chooseGates } from "../rehearse/choose-gates.ts";
import { readProject } from "../tree/read-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { parseVersion } from "../version/pep440.ts";
import { readProjectVersion, statedWithoutRunning } from "../versioning/project-version.ts";
import { rehearsedVersion } from "../versioning/rehearsed-version.ts";
import type { StrictFacts } from "../versioning/strict-facts.ts";
import { demandClear } from "../versioning/tags/demand-clear.ts";
import { projectTags } from "../versioning/tags/project-tags.ts";
import { strictVersion } from "../versioning/strict-version.ts";
import type { DecidedRelease, ReleaseFacts } from "./decide-release.ts";
import { decideRelease } from "./decide-release.ts";
import type { ReleaseRequest } from "./request.ts";

/** What a release is decided from, and what its version is judged by. */
export interface ReadRelease extends ReleaseFacts {
  readonly strict: StrictFacts;
  /** Of the project's settings. */
  readonly baseline: NamedBaseline | null;
}

/** A release as it is carried out: decided, with the forge and its token. */
export interface PreparedRelease extends DecidedRelease, Pick<ReadRelease, "strict" | "baseline"> {
  /** Null without a forge. */
  readonly forge: Forge | null;
}

/**
 * Reads, decides and looks for the forge's token. Throws the faults of configuration and version, what stands in the
 * release's way (`release/dirty`, `release/wrong-branch`, `release/dev-to-pypi`), and `forge/…`.
 */
export async function prepareRelease(request: ReleaseRequest, ports: Ports): Promise<PreparedRelease> {
  const read = await readRelease(request, ports);
  const { release, obstacles } = decideRelease(read, request);
  const [obstacle] = obstacles;
  if (obstacle !== undefined) throw obstacle;
  if (release === null) throw new Error("nothing was decided, and nothing blocks the release");
  const forge = release.host === null ? null : await forgeOf(release.forgeChoice, ports);
  const target = await detectIndex(release.target, ports);
  return { ...release, target, strict: read.strict, baseline: read.baseline, forge };
}

/** Reads what a release is decided from. A version that only the backend knows is asked of it, if that is cheap. */
export async function readRelease({ run }: Pick<ReleaseRequest, "run">, ports: Ports): Promise<ReadRelease> {
  const tree = await readProject(run.directory, { allowNoGit: false }, ports);
  const ofProject = readConfig(tree.pyproject);
  const config = { ...ofProject, publish: await withUserIndexes(ofProject.publish, ports) };
  chooseGates(planGates(config), run);
  const { git } = tree;
  if (git === null) throw fault("config/not-git", { directory: tree.root });
  const tags = await projectTags(tree, config, ports);
  demandClear(tags);
  const baseline = await projectBaseline(config.check, tree.root, ports);
  const asked = { tree, config, worktree: false, command: "release" } as const;
  const rehearsed = await rehearsedVersion({ ...asked, as: run.as ?? null }, ports);
  const question = { tree, config, worktree: false, version: null, released: null, rehearsed };
  const { facts, findings } = await strictVersion(question, ports);
  const versionText = facts.version ?? (await versionOf(tree, findings, run, ports));
  const version = versionText instanceof Fault ? null : versionText;
  const isLocal = version !== null && (parseVersion(version)?.local ?? null) !== null;
  const isBetween = rehearsed === null && isLocal;
  const next = isBetween ? await rehearsedVersion({ ...asked, as: undefined }, ports) : null;
  const strict = { ...facts, version, next };
  const project = tree.project.name?.value;
  if (project === undefined) throw fault("config/no-name", { directory: tree.root });
  const { variables } = ports.environment;
  const hasIdentity = findProvider(ports) !== null;
  return {
    tree,
    git,
    config,
    project,
    versionText,
    rehearsed,
    tags,
    variables,
    hasIdentity,
    strict,
    baseline,
  };
}

/** The version as the project states it, else as its backend makes it. */
async function versionOf(
  tree: SourceTree,
  findings: readonly Finding[],
  run: ReleaseRequest["run"],
  ports: Ports,
): Promise<string | Fault> {
  const stated = await statedWithoutRunning(tree, ports);
  if (stated !== null) return stated.text;
  const asked = { directory: tree.root, python: run.pythons?.[0] ?? null, offline: run.offline };
  return readProjectVersion(asked, ports).then(
    ({ version }) => version,
    (error: unknown) => {
      // Strict mode tells the cause, and its cure.
      if (error instanceof Fault && findings.some(isError)) return error;
      throw error;
    },
  );
}
