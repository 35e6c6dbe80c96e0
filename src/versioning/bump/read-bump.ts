import { readConfig } from "../../config/read-config.ts";
import type { VersionConfig } from "../../config/sections/version.ts";
import type { Ports } from "../../ports/ports.ts";
import type { GitState } from "../../tree/git-state.ts";
import { findVersionLocations } from "../../tree/version-locations/find-version-locations.ts";
import type { VersionLocation } from "../../tree/version-locations/version-location.ts";
import { readProject } from "../../tree/read-project.ts";
import { fault } from "../../findings/fault.ts";
import { decideBump, lastVersion, type Ask, type BumpState, type Decision } from "./decide.ts";
import { judgeCommits, levelOfAll, type JudgedCommit, type Level } from "./level.ts";
import { readFragmentLevel, type FragmentReading } from "./fragment-level.ts";
import { isInProgress } from "./next-version.ts";
import { plural } from "../../text/plural.ts";
import { compareVersions, parseVersion, type Version } from "../../version/pep440.ts";
import type { TagTemplate } from "../../version/tag-template.ts";
import { gitRunner } from "../../git/git-runner.ts";
import { commitsSince, type LoggedCommit } from "../history/commits-since.ts";
import { tagTemplateOf, versionSourceOf } from "../strict-version.ts";
import { bumpScope } from "./scope.ts";

/** A tag behind HEAD and the version that the project's template reads from it. */
export interface ReleasedTag {
  readonly name: string;
  readonly version: Version;
}

/** All that a bump is decided from, and the decision. */
export interface BumpReading {
  readonly root: string;
  /** As the project spells it; empty when nobody says it. */
  readonly name: string;
  readonly source: "static" | "scm";
  readonly template: TagTemplate;
  readonly config: VersionConfig;
  readonly git: GitState;
  /** Places that state the version; empty when the tags are the source. */
  readonly locations: readonly VersionLocation[];
  /** The highest version behind HEAD, whether tag or file says it. */
  readonly last: Version;
  /** The last tag, be it of a pre-release; null without one. */
  readonly lastTag: ReleasedTag | null;
  /** The last tag of a final release, from which commits count; null: all of them do. */
  readonly finalTag: ReleasedTag | null;
  /** Commits since, newest first. */
  readonly commits: readonly JudgedCommit<LoggedCommit>[];
  /** The news fragments, which decide in their place; null where the project has none. */
  readonly news: FragmentReading | null;
  /** What those commits, or the fragments, ask for. */
  readonly level: Level;
  readonly decision: Decision;
}

/** What is asked, and where. */
export interface BumpQuestion {
  readonly directory: string;
  readonly ask: Ask;
}

/**
 * Reads tags, commits and the files that state the version, and decides the next one; writes nothing. Throws `shallow`
 * (commits behind the edge are unknown), `version/no-literal`, and the faults of reading a tree.
 */
export async function readBump({ directory, ask }: BumpQuestion, ports: Ports): Promise<BumpReading> {
  const tree = await readProject(directory, { allowNoGit: false }, ports);
  const { git } = tree;
  if (git === null) throw fault("config/not-git", { directory });
  if (git.shallow) throw fault("shallow", { directory });
  const { version: config, changelog } = readConfig(tree.pyproject);
  const template = tagTemplateOf(tree, { version: config });
  const source = versionSourceOf(tree, { version: config });
  const name = tree.project.name?.value ?? "";
  const [tags, locations] = await Promise.all([
    releasedTags(tree.root, name, template, ports),
    source === "static" ? findVersionLocations(tree) : [],
  ]);
  const stated = source === "static" ? statedVersion(locations, directory) : null;
  const lastTag = tags.at(-1) ?? null;
  const finalTag = tags.findLast((tag) => !isInProgress(tag.version)) ?? null;
  const scope = await bumpScope(git, template, config, ports);
  const since = (tag: ReleasedTag | null): Promise<readonly LoggedCommit[]> =>
    commitsSince(tree.root, { since: tag === null ? null : `refs/tags/${tag.name}`, paths: scope }, ports);
  const [logged, sinceLast] = await Promise.all([
    since(finalTag),
    lastTag === finalTag ? null : since(lastTag),
  ]);
  const rules = { minorTypes: config["minor-types"], patchTypes: config["patch-types"] };
  const commits = judgeCommits(logged, rules);
  const news = await readFragmentLevel(tree, changelog.fragments, rules);
  const level = askedLevel(commits, news);
  const state: BumpState = {
    stated,
    tagged: lastTag?.version ?? null,
    taggedFinal: finalTag?.version ?? null,
    sinceFinal: level,
    sinceLast: sinceLast === null ? level : askedLevel(judgeCommits(sinceLast, rules), news),
  };
  const decided = decideBump(ask, state, {
    allowZero: config["allow-zero-version"],
    majorOnZero: config["major-on-zero"],
    first: BigInt(config["first-number"]),
  });
  const decision =
    decided.kind === "nothing" ? { ...decided, reason: whyNothing(commits, news, decided.reason) } : decided;
  return {
    root: tree.root,
    name,
    source,
    template,
    config,
    git,
    locations,
    last: lastVersion(state),
    lastTag,
    finalTag,
    commits,
    news,
    level,
    decision,
  };
}

/** Where a project has news fragments they decide, as soon as there is something to release. */
function askedLevel(commits: readonly JudgedCommit[], news: FragmentReading | null): Level {
  return news === null || commits.length === 0 ? levelOfAll(commits) : news.level;
}

/** Tags behind HEAD that the template reads, in the order of their versions. */
async function releasedTags(
  root: string,
  name: string,
  template: TagTemplate,
  ports: Ports,
): Promise<readonly ReleasedTag[]> {
  const names = await gitRunner(root, ports).ask(
    "for-each-ref",
    "--merged=HEAD",
    "--format=%(refname:strip=2)",
    "refs/tags",
  );
  return names
    .split("\n")
    .flatMap((tag) => {
      const version = parseVersion(template.parse(name, tag) ?? "");
      return version === null ? [] : [{ name: tag, version }];
    })
    .toSorted((a, b) => compareVersions(a.version, b.version));
}

function whyNothing(commits: readonly JudgedCommit[], news: FragmentReading | null, reason: string): string {
  if (commits.length === 0) return "there is no commit since then";
  if (news !== null) return "there is no news fragment, and in this project they decide";
  if (commits.some(({ commit }) => commit !== null)) return reason;
  return `0 of ${plural(commits.length, "commit")} since then are conventional`;
}

function statedVersion(locations: readonly VersionLocation[], directory: string): Version {
  const source = locations.find((place) => place.isSource);
  const version = source === undefined ? null : parseVersion(source.text);
  if (version === null) {
    const text = source?.text;
    const reason = text === undefined ? `none was found in ${directory}` : `${text} is no version of PEP 440`;
    throw fault("version/no-literal", { reason });
  }
  return version;
}
