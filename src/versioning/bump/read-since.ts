import type { GitActionPorts } from "../../git/git-runner.ts";
import type { GitState } from "../../tree/git-state.ts";
import { messagesSince } from "../history/commits-since.ts";
import { sinceReleases } from "../history/since-releases.ts";
import type { HistoryCommit } from "../read-changes.ts";
import type { ProjectTag, ProjectTags } from "../tags/read-tags.ts";
import { readReleaseLine, straightLine, type ReleaseLine } from "../tags/release-line.ts";
import { isInProgress } from "./next-version.ts";

/** What came after the releases that the next one follows. */
export interface Since {
  readonly line: ReleaseLine;
  /** The commits since the last final release, newest first. */
  readonly logged: readonly HistoryCommit[];
  /** Those since the last release; null where that is the final one. */
  readonly sinceLast: readonly HistoryCommit[] | null;
}

/** Where they are looked for. */
export interface SinceQuestion {
  readonly git: GitState;
  readonly tags: ProjectTags;
  /** Only commits that touch one of these; empty: all. */
  readonly scope: readonly string[];
}

/** Reads the release line and the commits since: by one walk where history is straight, else by three. */
export async function readSince(
  root: string,
  { git, tags: { releases, passedOver }, scope }: SinceQuestion,
  ports: GitActionPorts,
): Promise<Since> {
  // Several tags that are named are named in the order of the whole history.
  const isNamed = passedOver.filter((each) => each.package === undefined).length > 1;
  if (scope.length === 0 && !isNamed) {
    const finals = releases.filter(({ version }) => !isInProgress(version));
    const commits = new Set(finals.map(({ commit }) => commit));
    const since = await sinceReleases(root, [...commits], ports);
    const line = straightLine(releases, git.head, since);
    if (line !== null) return { line, logged: since.commits, sinceLast: null };
  }
  const line = await readReleaseLine(root, releases, ports);
  const since = (tag: ProjectTag | null): Promise<readonly HistoryCommit[]> =>
    messagesSince(root, { since: tag === null ? null : `refs/tags/${tag.name}`, paths: scope }, ports);
  const [logged, sinceLast] = await Promise.all([
    since(line.lastFinal),
    line.last === line.lastFinal ? null : since(line.last),
  ]);
  return { line, logged, sinceLast };
}
