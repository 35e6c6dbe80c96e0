import { append } from "../../text/append.ts";
import type { Completed } from "../../ports/processes.ts";
import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import { fault } from "../../findings/fault.ts";
import { compareVersions } from "../../version/pep440.ts";
import { isInProgress } from "../bump/next-version.ts";
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
  return tips.toSorted((a, b) => compareVersions(a.version, b.version)).at(-1) ?? null;
}

/** Walks to the tagged commits behind HEAD, which takes as long as the history is: begun before anything is known of it. */
export function walkTagged(root: string, ports: GitActionPorts): Promise<Completed> {
  return gitRunner(root, ports).run([
    "rev-list",
    "--topo-order",
    "--parents",
    "--simplify-by-decoration",
    "HEAD",
  ]);
}

/** Reads the tagged commits behind HEAD from that walk. Throws `config/git-failed`. */
export async function readReleaseLine(
  root: string,
  tags: readonly ProjectTag[],
  walk: Promise<Completed>,
): Promise<ReleaseLine> {
  if (tags.length === 0) return { last: null, lastFinal: null, leftBehind: [], tagged: [] };
  const done = await walk;
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
