import { readConfig } from "../config/read-config.ts";
import type { Config } from "../config/schema.ts";
import { chooseForge, type ForgeChoice } from "../forge/choose-forge.ts";
import type { Forge } from "../forge/forge.ts";
import type { Ports } from "../ports/ports.ts";
import { chooseTarget, type IndexTarget } from "../publish/choose-target.ts";
import { demandSecure } from "../publish/trusted-publishing.ts";
import { readSourceTree } from "../tree/read-source-tree.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { fault } from "../findings/fault.ts";
import { formatVersion, parseVersion, publicVersion, type Version } from "../version/pep440.ts";
import { readProjectVersion } from "../versioning/project-version.ts";
import { rehearsedVersion, type RehearsedVersion } from "../versioning/rehearsed-version.ts";
import { strictVersion, tagTemplateOf } from "../versioning/strict-version.ts";
import type { ReleaseRequest } from "./request.ts";
import { routeOf, type ReleaseKind } from "./route.ts";
import type { ReleaseTag } from "./steps/tag.ts";

/** A release, decided: nothing was built, sent or asked for yet. */
export interface DecidedRelease {
  readonly tree: SourceTree;
  readonly config: Config;
  readonly project: string;
  /** Public form; with the local part where the index takes it. */
  readonly version: string;
  /** The version of `--as`, whose tag this release makes; null where HEAD has the version. */
  readonly rehearsed: RehearsedVersion | null;
  /** The release that HEAD would be under another version than the development version that it has. */
  readonly next: RehearsedVersion | null;
  readonly kind: ReleaseKind;
  /** Full hash. */
  readonly commit: string;
  readonly tag: ReleaseTag;
  /** Name or address of the index. */
  readonly index: string;
  readonly target: IndexTarget;
  readonly forgeChoice: ForgeChoice;
  /** Null when the tag stays here. */
  readonly remote: string | null;
}

/** The same, with the forge and its token. */
export interface PreparedRelease extends DecidedRelease {
  /** Null without a forge. */
  readonly forge: Forge | null;
}

/** As {@link decideRelease}, and looks for the forge's token. Throws `forge/…`, too. */
export async function prepareRelease(request: ReleaseRequest, ports: Ports): Promise<PreparedRelease> {
  const decided = await decideRelease(request, ports);
  return { ...decided, forge: request.forge ? chooseForge(decided.forgeChoice, ports) : null };
}

/**
 * Decides what is released, from where and to where. Throws the faults of configuration and version, `release/dirty`,
 * `release/wrong-branch`, `release/not-routed`, `release/dev-to-pypi`.
 */
export async function decideRelease(request: ReleaseRequest, ports: Ports): Promise<DecidedRelease> {
  const tree = await readSourceTree(request.run.directory, { allowNoGit: false }, ports);
  const config = readConfig(tree.pyproject);
  const { git } = tree;
  if (git === null) throw fault("config/not-git", { directory: tree.root });
  const dirty = git.dirty.filter((each) => each.kind === "changed").map((each) => each.path);
  if (dirty.length > 0 && request.allowDirty !== true)
    throw fault("release/dirty", { files: dirty.slice(0, 5).join(", ") });
  if (request.allowDirty !== true) demandBranch(config.release.branches, git);

  const { project, parsed, rehearsed, next } = await identity(tree, config, request, ports);
  const { index, kind } = routeOf(publicVersion(parsed), request.index, config.release, request.allowDev);
  const chosen = chooseTarget(index, config.publish, request.said);
  const target = request.ca === undefined ? chosen : { ...chosen, ca: request.ca };
  demandSecure(target);
  const version = target.dialect.isPyPI ? publicVersion(parsed) : formatVersion(parsed);
  const name = tagTemplateOf(tree, config).format(project, version);
  const tag = {
    name,
    message: config.version["tag-message"]
      .replaceAll("{name}", project)
      .replaceAll("{version}", version)
      .replaceAll("{tag}", name),
    sign: config.version.sign,
    commit: git.head,
  };
  const forgeChoice = {
    forge: config.release.forge,
    repository: config.release.repository ?? null,
    remote: git.remoteUrl,
    variables: ports.environment.variables,
  };
  const remote = git.remoteUrl === null || !request.push ? null : config.release.remote;
  const commit = git.head;
  return {
    tree,
    config,
    project,
    version,
    rehearsed,
    next,
    kind,
    commit,
    tag,
    index,
    target,
    forgeChoice,
    remote,
  };
}

async function identity(
  tree: SourceTree,
  config: Config,
  request: ReleaseRequest,
  ports: Ports,
): Promise<Pick<DecidedRelease, "project" | "rehearsed" | "next"> & { readonly parsed: Version }> {
  const { as = null } = request.run;
  const rehearsed = await rehearsedVersion({ tree, config, worktree: false, as, command: "release" }, ports);
  const question = { tree, config, worktree: false, version: null, released: null, rehearsed };
  const strict = await strictVersion(question, ports);
  const text =
    strict.facts.version ??
    (
      await readProjectVersion(
        { directory: tree.root, python: request.run.pythons?.[0] ?? null, offline: request.run.offline },
        ports,
      )
    ).version;
  const parsed = parseVersion(text);
  if (parsed === null)
    throw fault("invalid-version", { version: JSON.stringify(text), where: "the project" });
  const project = tree.project.name?.value;
  if (project === undefined) throw fault("config/no-project", { directory: tree.root });
  const isBetween = rehearsed === null && parsed.local !== null;
  const next = isBetween
    ? await rehearsedVersion({ tree, config, worktree: false, as: undefined, command: "release" }, ports)
    : null;
  return { project, parsed, rehearsed, next };
}

/** A checkout of a tag has no branch: the tag itself is what somebody released on purpose. */
function demandBranch(
  branches: readonly string[],
  git: { readonly branch: string | null; readonly tagsAtHead: readonly string[] },
): void {
  if (branches.length === 0 || (git.branch === null && git.tagsAtHead.length > 0)) return;
  if (git.branch !== null && branches.includes(git.branch)) return;
  throw fault("release/wrong-branch", {
    branch: git.branch ?? "a detached HEAD",
    branches: branches.join(", "),
    first: branches[0] ?? "",
  });
}
