import { Fault, fault } from "../findings/fault.ts";
import { isError } from "../findings/finding.ts";
import { readConfig } from "../config/read-config.ts";
import type { Config } from "../config/schema.ts";
import { chooseForge } from "../forge/choose-forge.ts";
import type { Forge } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import { findProvider } from "../publish/identity/providers.ts";
import { readProject } from "../tree/read-project.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { parseVersion } from "../version/pep440.ts";
import { readProjectVersion, statedWithoutRunning } from "../versioning/project-version.ts";
import { rehearsedVersion, type RehearsedVersion } from "../versioning/rehearsed-version.ts";
import { strictVersion } from "../versioning/strict-version.ts";
import type { DecidedRelease, ReleaseFacts } from "./decide-release.ts";
import { decideRelease } from "./decide-release.ts";
import type { ReleaseRequest } from "./request.ts";

/** A release as it is carried out: decided, with the forge and its token. */
export interface PreparedRelease extends DecidedRelease {
  /** Null without a forge. */
  readonly forge: Forge | null;
}

/**
 * Reads, decides and looks for the forge's token. Throws the faults of configuration and version, what stands in the
 * release's way (`release/dirty`, `release/wrong-branch`, `release/dev-to-pypi`), and `forge/…`.
 */
export async function prepareRelease(request: ReleaseRequest, ports: Ports): Promise<PreparedRelease> {
  const { release, obstacles } = decideRelease(await readRelease(request, ports), request);
  const [obstacle] = obstacles;
  if (obstacle !== undefined) throw obstacle;
  if (release === null) throw new Error("nothing was decided, and nothing is in the way");
  return { ...release, forge: release.host === null ? null : chooseForge(release.forgeChoice, ports) };
}

/** Reads what a release is decided from. A version that only the back-end knows is asked of it, if that is cheap. */
export async function readRelease({ run }: Pick<ReleaseRequest, "run">, ports: Ports): Promise<ReleaseFacts> {
  const tree = await readProject(run.directory, { allowNoGit: false }, ports);
  const config = readConfig(tree.pyproject);
  const { git } = tree;
  if (git === null) throw fault("config/not-git", { directory: tree.root });
  const rehearsed = await rehearsedVersion(
    { tree, config, worktree: false, as: run.as ?? null, command: "release" },
    ports,
  );
  const versionText = await versionOf({ tree, config, rehearsed }, run, ports);
  const local = versionText instanceof Fault ? null : (parseVersion(versionText)?.local ?? null);
  const isBetween = rehearsed === null && local !== null;
  const next = isBetween
    ? await rehearsedVersion({ tree, config, worktree: false, as: undefined, command: "release" }, ports)
    : null;
  const project = tree.project.name?.value;
  if (project === undefined) throw fault("config/no-project", { directory: tree.root });
  const { variables } = ports.environment;
  const hasIdentity = findProvider(ports) !== null;
  return { tree, git, config, project, versionText, rehearsed, next, variables, hasIdentity };
}

async function versionOf(
  { tree, config, rehearsed }: { tree: SourceTree; config: Config; rehearsed: RehearsedVersion | null },
  run: ReleaseRequest["run"],
  ports: Ports,
): Promise<string | Fault> {
  const question = { tree, config, worktree: false, version: null, released: null, rehearsed };
  const { facts, findings } = await strictVersion(question, ports);
  const stated = facts.version ?? (await statedWithoutRunning(tree))?.text;
  if (stated !== undefined) return stated;
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
