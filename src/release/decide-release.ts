import { Fault, fault } from "../findings/fault.ts";
import type { Config } from "../config/schema.ts";
import { findForge, type ForgeChoice } from "../forge/choose-forge.ts";
import { isTrusted } from "../publish/credentials/choose-credentials.ts";
import { chooseTarget, type IndexTarget } from "../publish/choose-target.ts";
import { demandSecure } from "../publish/trusted-publishing.ts";
import type { GitState } from "../tree/git-state.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import {
  compareVersions,
  formatVersion,
  parseVersion,
  publicVersion,
  type Version,
} from "../version/pep440.ts";
import type { RehearsedVersion } from "../versioning/rehearsed-version.ts";
import { scmVariables } from "../versioning/scm/variables.ts";
import { releaseTagName } from "../versioning/tags/spelling.ts";
import type { ProjectTag, ProjectTags } from "../versioning/tags/read-tags.ts";
import { versionSourceOf } from "../versioning/version-source.ts";
import type { ReleaseRequest } from "./request.ts";
import { releaseKind, routeOf, type ReleaseKind } from "./route.ts";
import type { ReleaseTag } from "./steps/release-tag.ts";
import { FORGE_TITLES } from "../forge/forge.ts";

/** What a release is decided from: read once, without asking anybody. */
export interface ReleaseFacts {
  readonly tree: SourceTree;
  readonly git: GitState;
  readonly config: Config;
  readonly project: string;
  /** As the project or its backend writes it; the fault of the tool that cannot read it from the tags. */
  readonly versionText: string | Fault;
  /** The version of `--as`, whose tag this release makes; null where HEAD has the version. */
  readonly rehearsed: RehearsedVersion | null;
  readonly tags: ProjectTags;
  readonly variables: Readonly<Record<string, string>>;
  /** Whether somebody vouches for this workflow. */
  readonly hasIdentity: boolean;
}

/** A release, decided: nothing was built, sent or asked for yet. */
export interface DecidedRelease extends Pick<ReleaseFacts, "tree" | "config" | "project" | "rehearsed"> {
  readonly versionText: string;
  /** Public form; with the local part where the index takes it. */
  readonly version: string;
  readonly kind: ReleaseKind;
  /** Full hash. */
  readonly commit: string;
  /** Null: a development version, which is identity of commit and version. A tag of one would govern every later version. */
  readonly tag: ReleaseTag | null;
  /** Name or address of the index. */
  readonly index: string;
  readonly target: IndexTarget;
  /** The index whose files are released; null: they are built. */
  readonly promotedFrom: IndexTarget | null;
  /** Whether the upload is a trusted publisher's. */
  readonly trusted: boolean;
  readonly attests: boolean;
  readonly forgeChoice: ForgeChoice;
  /** Where the release is announced: `GitHub (owner/name)`; null when it is not. */
  readonly host: { readonly title: string } | null;
  /** Null when the tag stays here. */
  readonly remote: string | null;
}

/** What was decided, and what stands in the way whatever else is found. */
export interface Decision {
  /** Null for a version that is none. */
  readonly release: DecidedRelease | null;
  /** In the order of their phases: the first one is what `release` ends with. */
  readonly obstacles: readonly Fault[];
}

/**
 * Decides version, kind, index, tag, forge and remote of a release: for whoever shows it and for whoever makes it. Pure.
 * Throws `release/not-routed`, `usage/no-such-index`, `config/…`, `auth/insecure-index`.
 */
export function decideRelease(facts: ReleaseFacts, request: Omit<ReleaseRequest, "run">): Decision {
  const { tree, git, config, project, versionText, rehearsed, variables, hasIdentity } = facts;
  const parsed = versionText instanceof Fault ? null : parseVersion(versionText);
  if (versionText instanceof Fault || parsed === null) {
    const obstacle =
      versionText instanceof Fault
        ? versionText
        : fault("invalid-version", { version: JSON.stringify(versionText), where: "the project" });
    return { release: null, obstacles: [...inTheWay(facts, null), obstacle] };
  }
  const kind = isCounted(facts, parsed) ? "dev" : releaseKind(parsed);
  const index = routeOf({ kind, text: publicVersion(parsed) }, request.index, config.release);
  const chosen = chooseTarget(index, config.publish, request.said);
  const target = request.ca === undefined ? chosen : { ...chosen, ca: request.ca };
  demandSecure(target);
  const version = target.dialect.isPyPI ? publicVersion(parsed) : formatVersion(parsed);
  const { release: settings } = config;
  const { attestations } = settings;
  const trusted = isTrusted(target, request.auth, hasIdentity);
  const forgeChoice: ForgeChoice = {
    forge: settings.forge,
    repository: settings.repository ?? null,
    remote: git.remoteUrl,
    variables,
  };
  const tag = tagOf(facts, kind, parsed, version);
  const release: DecidedRelease = {
    tree,
    config,
    project,
    versionText,
    rehearsed,
    version,
    kind,
    commit: git.head,
    tag,
    index,
    target,
    promotedFrom: promotionSource(request.promoteFrom ?? null, target, config),
    trusted,
    attests: target.dialect.attestations && (trusted ? attestations !== "never" : attestations === "always"),
    forgeChoice,
    host: request.forge && tag !== null ? hostOf(forgeChoice) : null,
    remote: tag === null || git.remoteUrl === null || !request.push ? null : settings.remote,
  };
  // The configuration may route them there; an option given in haste may not.
  const isHasty =
    kind === "dev" && target.dialect.id === "pypi" && settings.routes.dev !== index && !request.allowDev;
  return { release, obstacles: inTheWay(facts, isHasty ? publicVersion(parsed) : null) };
}

/** Where the files come from. Throws `usage/no-such-index`, `usage/promoted-to-itself`, `auth/insecure-index`. */
function promotionSource(from: string | null, target: IndexTarget, config: Config): IndexTarget | null {
  if (from === null) return null;
  const source = chooseTarget(from, config.publish);
  if (source.uploadUrl === target.uploadUrl) throw fault("usage/promoted-to-itself", { index: source.title });
  demandSecure(source);
  return source;
}

/**
 * Whether a version was counted from tags, whatever its suffix: `1.0.post3` of setuptools-scm's post-release scheme is
 * above 1.0 for every installer, and its tag would govern every later version.
 */
function isCounted(facts: ReleaseFacts, parsed: Version): boolean {
  const { tree, config, project, rehearsed, variables } = facts;
  if (rehearsed !== null || versionSourceOf(tree, config) === "static") return false;
  const isPretended = scmVariables(variables, project, () => undefined).read("PRETEND_VERSION") !== null;
  return !isPretended && tagAtHead(facts, { ...parsed, local: null }) === undefined;
}

function tagAtHead({ git, tags }: ReleaseFacts, version: Version): ProjectTag | undefined {
  return tags.releases.find((tag) => tag.commit === git.head && compareVersions(tag.version, version) === 0);
}

/** The tag of this version; null for a development release, which gets none. */
function tagOf(facts: ReleaseFacts, kind: ReleaseKind, parsed: Version, version: string): ReleaseTag | null {
  const { git, config, project, tags } = facts;
  if (kind === "dev" && tagAtHead(facts, parsed) === undefined) return null;
  const name = releaseTagName(project, parsed, tags);
  const message = config.version["tag-message"]
    .replaceAll("{name}", project)
    .replaceAll("{version}", version)
    .replaceAll("{tag}", name);
  return { name, message, sign: config.version.sign, commit: git.head };
}

function hostOf(choice: ForgeChoice): DecidedRelease["host"] {
  const found = findForge(choice);
  if (found === null) return null;
  return { title: `${FORGE_TITLES[found.kind]} (${found.place.path})` };
}

/** Faults of the configuration first, as their phases are met. */
function inTheWay({ git, config }: ReleaseFacts, hasty: string | null): readonly Fault[] {
  const dirty = git.dirty.filter((each) => each.kind === "changed").map((each) => each.path);
  const branch = wrongBranch(config.release.branches, git);
  return [
    ...(branch === null ? [] : [branch]),
    ...(hasty === null ? [] : [fault("release/dev-to-pypi", { version: hasty })]),
    ...(dirty.length === 0 ? [] : [fault("release/dirty", { files: dirty.slice(0, 5).join(", ") })]),
  ];
}

/** A checkout of a tag has no branch: the tag itself is what somebody released on purpose. */
function wrongBranch(
  branches: readonly string[],
  { branch, tagsAtHead }: Pick<GitState, "branch" | "tagsAtHead">,
): Fault | null {
  if (branches.length === 0 || (branch === null && tagsAtHead.length > 0)) return null;
  if (branch !== null && branches.includes(branch)) return null;
  return fault("release/wrong-branch", {
    branch: branch ?? "a detached HEAD",
    branches: branches.join(", "),
    first: branches[0] ?? "",
  });
}
