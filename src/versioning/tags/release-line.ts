import { append } from "../../text/append.ts";
import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import { fault } from "../../findings/fault.ts";
import { compareVersions } from "../../version/pep440.ts";
import { isInProgress } from "../bump/next-version.ts";
import type { SinceReleases } from "../history/since-releases.ts";
import type { ProjectTag } from "./read-tags.ts";

/** The releases behind HEAD, and which of them the next one follows. */
export interface ReleaseLine {
  /** The last release, be it a pre-release; null without one. */
  readonly last: ProjectTag | null;
  /** The last final one. */
  readonly lastFinal: ProjectTag | null;
  /** Higher releases that later ones went below: given up, or mistyped. The highest one first. */
  readonly leftBehind: readonly ProjectTag[];
  /** Hashes of the commits behind HEAD that have a tag or are a root, the newest first. */
  readonly tagged: readonly string[];
}

/** A commit with a tag, and the nearest such ones behind it. */
export interface TaggedCommit {
  readonly hash: string;
  readonly parents: readonly string[];
}

/**
 * The release that a line follows is one that no later release was made on top of; of several, which a merge brings
 * together, the highest. `commits` are the tagged ones behind HEAD, children before their parents.
 */
export function releaseLine(tags: readonly ProjectTag[], commits: readonly TaggedCommit[]): ReleaseLine {
  const last = lastOf(tags, commits);
  const finals = tags.filter((tag) => !isInProgress(tag.version));
  const lastFinal = last !== null && !isInProgress(last.version) ? last : lastOf(finals, commits);
  const behind = new Set(commits.map(({ hash }) => hash));
  const leftBehind = tags
    .filter(
      (tag) => behind.has(tag.commit) && last !== null && compareVersions(tag.version, last.version) > 0,
    )
    .toSorted((a, b) => compareVersions(b.version, a.version));
  return { last, lastFinal, leftBehind, tagged: [...behind] };
}

function lastOf(tags: readonly ProjectTag[], commits: readonly TaggedCommit[]): ProjectTag | null {
  const at = Map.groupBy(tags, ({ commit }) => commit);
  const superseded = new Set<string>();
  const tips: ProjectTag[] = [];
  for (const { hash, parents } of commits) {
    const here = at.get(hash) ?? [];
    if (!superseded.has(hash)) append(tips, here);
    if (here.length === 0 && !superseded.has(hash)) continue;
    for (const parent of parents) superseded.add(parent);
  }
  return highestOf(tips);
}

/**
 * The line of a history that runs from HEAD straight to one final release, as most do, from the commits in between;
 * null where it takes the whole history: several lines end there, a pre-release is on the way, a higher tag may be behind.
 */
export function straightLine(
  tags: readonly ProjectTag[],
  head: string,
  { commits, edges }: SinceReleases,
): ReleaseLine | null {
  const isFinal = (tag: ProjectTag): boolean => !isInProgress(tag.version);
  const ends = tags.some((tag) => tag.commit === head && isFinal(tag)) ? [head] : edges;
  const [end = null] = ends;
  const last = end === null ? null : highestOf(tags.filter((tag) => tag.commit === end && isFinal(tag)));
  // The end of what another branch released, HEAD itself or before it, is no release of this one.
  const isReleasedElsewhere = end === null ? commits.length === 0 : last === null;
  if (ends.length > 1 || isReleasedElsewhere) return null;
  const between = new Set([...commits.map(({ hash }) => hash), end]);
  const isInTheWay = (tag: ProjectTag): boolean =>
    (!isFinal(tag) && between.has(tag.commit)) ||
    (last !== null && compareVersions(tag.version, last.version) > 0);
  return tags.some(isInTheWay) ? null : { last, lastFinal: last, leftBehind: [], tagged: [] };
}

function highestOf(tags: readonly ProjectTag[]): ProjectTag | null {
  return tags.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1) ?? null;
}

/**
 * Reads the tagged commits behind HEAD, which takes as long as the history is, and the line that they make. Throws
 * `config/git-failed`.
 */
export async function readReleaseLine(
  root: string,
  tags: readonly ProjectTag[],
  ports: GitActionPorts,
): Promise<ReleaseLine> {
  if (tags.length === 0) return { last: null, lastFinal: null, leftBehind: [], tagged: [] };
  const walk = ["rev-list", "--topo-order", "--parents", "--simplify-by-decoration", "HEAD"];
  const done = await gitRunner(root, ports).run(walk);
  if (done.status !== 0) {
    const reason = done.stderr.trim().split("\n")[0] || "git rev-list failed";
    throw fault("config/git-failed", { directory: root, reason });
  }
  const commits = done.stdout.split("\n").flatMap((line) => {
    const [hash = "", ...parents] = line.split(" ");
    return hash === "" ? [] : [{ hash, parents }];
  });
  return releaseLine(tags, commits);
}
