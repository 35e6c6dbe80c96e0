import type { Ports } from "../ports/ports.ts";
import { readConfig } from "../config/read-config.ts";
import { Fault } from "../findings/fault.ts";
import type { Changelog } from "../tree/changelog/document.ts";
import { sectionOf } from "../tree/changelog/entries.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import {
  compareVersions,
  formatVersion,
  isPrerelease,
  parseVersion,
  type Version,
} from "../version/pep440.ts";
import { readBump, type BumpReading } from "../versioning/bump/read-bump.ts";
import { projectTags } from "../versioning/tags/project-tags.ts";
import type { ProjectTag } from "../versioning/tags/read-tags.ts";
import { readVersionCopies } from "../versioning/version-copies.ts";

/** The release that a changelog is read or written for. */
export interface ReleaseAtHand {
  /** Null: nothing says which version comes next. */
  readonly version: Version | null;
  /** Why there is none; else what says which. */
  readonly reason: string;
  /** `tagged`: HEAD is that release; `behind`: HEAD is past it; `next`: it is to come. */
  readonly state: "tagged" | "behind" | "next";
  /** The tag that it has; null: it is to come. */
  readonly tag: string | null;
  /** The tag from which its changes count; null: all of them are its. */
  readonly since: Pick<ProjectTag, "name" | "version"> | null;
}

/**
 * The release at hand: the one that HEAD is tagged as, else the result of `version next`, else the version that the newest
 * entry or the project announces above the last release. Throws `shallow` where commits had to be counted.
 */
async function releaseAtHand(
  tree: SourceTree,
  changelog: Changelog | null,
  { offline }: { readonly offline: boolean },
  ports: Ports,
): Promise<ReleaseAtHand> {
  const { releases: tags } = await projectTags(tree, readConfig(tree.pyproject), ports);
  const here = highest(tags.filter((tag) => tag.atHead));
  const reading =
    tree.git === null || (here !== null && tree.git.shallow) ? null : await readNext(tree, ports);
  // A tag of an earlier version than the file states is not of what HEAD is.
  const isAhead =
    here !== null && reading?.source === "static" && compareVersions(reading.last, here.version) > 0;
  if (here !== null && !isAhead) return namedRelease(tree, here.version, ports);
  if (reading === null) {
    const request = { directory: tree.root, python: null, offline, metadata: false, to: null };
    const { version, from } = await readVersionCopies(request, ports).catch(unknownVersion);
    const stated = version === null ? null : parseVersion(version);
    return {
      version: stated === null ? null : released(stated),
      reason: from,
      state: "next",
      tag: null,
      since: highest(tags),
    };
  }
  const { decision } = reading;
  const since = noted(reading, changelog);
  if (decision.kind === "next")
    return { version: decision.version, reason: "version next", state: "next", tag: null, since };
  const announced = announcedVersion(reading, changelog);
  return { version: announced, reason: decision.reason, state: "next", tag: null, since };
}

/** Without history a version from the tags is unknown. */
function unknownVersion(error: unknown): { readonly version: null; readonly from: string } {
  if (error instanceof Fault && error.code === "version/no-reference")
    return { version: null, from: error.message };
  throw error;
}

/** The release of a version that was named, else the one at hand. */
export async function chosenRelease(
  tree: SourceTree,
  changelog: Changelog | null,
  { version, offline = false }: { readonly version: Version | null; readonly offline?: boolean },
  ports: Ports,
): Promise<ReleaseAtHand> {
  if (version === null) return releaseAtHand(tree, changelog, { offline }, ports);
  const named = await namedRelease(tree, version, ports);
  if (named.state !== "next" || tree.git === null) return named;
  const reading = await readNext(tree, ports).catch((error: unknown) => {
    // A history that says nothing of the next release leaves the tags below the one that is named.
    if (error instanceof Fault) return null;
    throw error;
  });
  const since = reading === null ? null : noted(reading, changelog);
  return since !== null && compareVersions(since.version, version) < 0 ? { ...named, since } : named;
}

async function namedRelease(tree: SourceTree, version: Version, ports: Ports): Promise<ReleaseAtHand> {
  const { releases: tags } = await projectTags(tree, readConfig(tree.pyproject), ports);
  const same = tags.filter((tag) => compareVersions(tag.version, version) === 0);
  const below = tags.filter((each) => !each.atHead && compareVersions(each.version, version) < 0);
  const tag = same.find((each) => each.atHead) ?? same[0];
  return {
    version,
    reason: formatVersion(version),
    state: tag === undefined ? "next" : tag.atHead ? "tagged" : "behind",
    tag: tag?.name ?? null,
    since: highest(below),
  };
}

async function readNext(tree: SourceTree, ports: Ports): Promise<BumpReading | null> {
  try {
    return await readBump({ directory: tree.root, ask: { kind: "auto", pre: null } }, ports);
  } catch (error) {
    // Only the backend knows the version.
    if (error instanceof Fault && error.code === "version/no-literal") return null;
    throw error;
  }
}

/** What has its entry already is not told again: commits count from a pre-release that has one. */
function noted({ lastTag, finalTag }: BumpReading, changelog: Changelog | null): ReleaseAtHand["since"] {
  const isNoted =
    changelog !== null &&
    lastTag !== null &&
    sectionOf(changelog, formatVersion(lastTag.version)) !== undefined;
  return isNoted ? lastTag : finalTag;
}

/** A version above the last release that a file announces: by its newest entry, or as the project's own. */
function announcedVersion(
  { last, lastTag, source }: BumpReading,
  changelog: Changelog | null,
): Version | null {
  const newest = changelog?.sections.find((section) => section.version !== null)?.version ?? null;
  const written = newest === null ? null : parseVersion(newest);
  const above = (version: Version): boolean =>
    lastTag === null || compareVersions(version, lastTag.version) > 0;
  if (written !== null && lastTag !== null && above(written)) return written;
  const isStated = source === "static" && above(last);
  return isStated || isPrerelease(last) ? released(last) : null;
}

function released(version: Version): Version {
  if (!isPrerelease(version)) return { ...version, local: null };
  return { ...version, pre: null, post: null, dev: null, local: null };
}

function highest<Tag extends { readonly version: Version }>(tags: readonly Tag[]): Tag | null {
  return tags.toSorted((a, b) => compareVersions(b.version, a.version))[0] ?? null;
}
