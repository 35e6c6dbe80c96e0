import type { Config } from "../config/schema.ts";
import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { Fault, fault } from "../findings/fault.ts";
import type { Ask } from "./bump/decide.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../version/pep440.ts";
import { readBump } from "./bump/read-bump.ts";
import { spellLike } from "./tags/spelling.ts";
import { projectTags } from "./tags/project-tags.ts";
import { versionSourceOf } from "./version-source.ts";

/** The release to come of a project whose version comes from its tags, before its tag is made. */
export interface RehearsedVersion {
  readonly version: string;
  /** The tag that will make it. */
  readonly tag: string;
  /** Who chose the version. */
  readonly reason: string;
  /** It is the version of changes that no commit has yet. */
  readonly isUncommitted: boolean;
}

/** Which version is rehearsed. */
export interface RehearsedQuestion {
  readonly tree: SourceTree;
  readonly config: Pick<Config, "version">;
  readonly worktree: boolean;
  /** A version; null: the one that HEAD has; undefined: the next one where HEAD has no tag. */
  readonly as: string | null | undefined;
  /** Who asks: its usage is what a refusal points to. */
  readonly command: "plan" | "rehearse" | "release" | "check";
}

/**
 * The version under which HEAD is rehearsed, so that the natural order works: rehearse, then tag. Null where the
 * version is the one that HEAD has: it is tagged, the version is stated in a file, or nothing tells the next one
 * (without git, in a shallow clone, without any tag while a remote may have some). Throws `usage/arguments`.
 */
export async function rehearsedVersion(
  question: RehearsedQuestion,
  ports: Ports,
): Promise<RehearsedVersion | null> {
  const { tree, config, as, worktree } = question;
  const refused = (reason: string): Error =>
    fault("usage/arguments", { reason: `--as: ${reason}`, command: question.command });
  if (as === null) return null;
  if (versionSourceOf(tree, config) === "static") {
    if (as === undefined) return null;
    throw refused(`the version is stated in the project's files: set it with shipwheel version bump ${as}`);
  }
  const { git } = tree;
  if (git === null) {
    if (as === undefined) return null;
    throw refused("without git there is no tag to rehearse");
  }
  const name = tree.project.name?.value ?? "";
  const { template, releases } = await projectTags(tree, config, ports);
  const here = releases.filter((tag) => tag.commit === git.head).map((tag) => tag.version);
  const isChanged = worktree && git.dirty.length > 0;
  if (as !== undefined) {
    const version = parseVersion(as);
    if (version === null) throw refused(`${JSON.stringify(as)} is not a version (PEP 440)`);
    if (here.some((each) => compareVersions(each, version) === 0) && !isChanged) return null;
    const [other] = here;
    if (other !== undefined && !isChanged)
      throw refused(`HEAD is tagged as ${formatVersion(other)}, not as ${formatVersion(version)}`);
    return made(version, "--as");
  }
  if (here.length > 0 && !isChanged) return null;
  if (git.shallow) return null;
  const isUntagged = releases.length === 0;
  if (isUntagged && git.remoteUrl !== null) return null;
  return next();

  function made(version: Version, reason: string): RehearsedVersion {
    const text = formatVersion(version);
    return {
      version: text,
      tag: template.format(name, spellLike(version, releases)),
      reason,
      isUncommitted: isChanged,
    };
  }

  async function next(): Promise<RehearsedVersion | null> {
    const decide = async (ask: Ask): Promise<Version | null> => {
      const { decision } = await readBump({ directory: tree.root, ask }, ports);
      return decision.kind === "next" ? decision.version : null;
    };
    try {
      const asked = await decide({ kind: "auto", pre: null });
      if (asked !== null) return made(asked, "the result of `version next`");
      const patch = await decide({ kind: "level", level: "patch", pre: null });
      return patch === null ? null : made(patch, "the next patch version: no commit requires more");
    } catch (error) {
      // What cannot be counted has no next version; strict mode says why.
      if (error instanceof Fault) return null;
      throw error;
    }
  }
}

/** What is said of a version that is rehearsed before its tag. */
export function rehearsedNote({ version, tag, reason, isUncommitted }: RehearsedVersion): string {
  const how = `${isUncommitted ? "commit the changes, then " : ""}shipwheel release --as ${version}`;
  return `rehearsed as ${version} (${reason}); to release it: ${how}, or git tag -a ${tag} -m ${tag}`;
}
