import { readConfig } from "../../config/read-config.ts";
import type { VersionConfig } from "../../config/sections/version.ts";
import type { Ports } from "../../ports/ports.ts";
import { readAnnounced, type Announced } from "../../tree/changelog/announced.ts";
import type { GitState } from "../../tree/git-state.ts";
import { findVersionLocations } from "../../tree/version-locations/find-version-locations.ts";
import type { VersionLocation } from "../../tree/version-locations/version-location.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { readProject } from "../../tree/read-project.ts";
import { fault } from "../../findings/fault.ts";
import { decideBump, lastVersion, type Ask, type BumpState, type Decision } from "./decide.ts";
import { firstRelease } from "./first-release.ts";
import { judgeCommits, levelOfAll, type JudgedCommit, type Level } from "./level.ts";
import { readFragmentLevel, type FragmentReading } from "./fragment-level.ts";
import { isInProgress } from "./next-version.ts";
import { plural } from "../../text/plural.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../../version/pep440.ts";
import { demandClear } from "../tags/demand-clear.ts";
import { projectTags } from "../tags/project-tags.ts";
import type { ProjectTag, ProjectTags } from "../tags/read-tags.ts";
import { readCalendar, type CalendarReading } from "../calendar/read-calendar.ts";
import { readSourceDateEpoch } from "../../text/source-date-epoch.ts";
import { spellLike } from "../tags/spelling.ts";
import { versionSourceOf } from "../version-source.ts";
import { readSince } from "./read-since.ts";
import { tagNotes } from "./tag-notes.ts";
import { bumpScope } from "./scope.ts";

/** All that a bump is decided from, and the decision. */
export interface BumpReading {
  readonly root: string;
  readonly tree: SourceTree;
  /** As the project spells it; empty when nobody says it. */
  readonly name: string;
  readonly source: "static" | "scm";
  readonly tags: ProjectTags;
  readonly config: VersionConfig;
  readonly git: GitState;
  /** Places that state the version; when the tags are its source, all of them are copies. */
  readonly locations: readonly VersionLocation[];
  /** The version that the next one follows, whether tag or file says it. */
  readonly last: Version;
  /** The last tag, be it of a pre-release; null without one. */
  readonly lastTag: ProjectTag | null;
  /** The last tag of a final release, from which commits count; null: all of them do. */
  readonly finalTag: ProjectTag | null;
  /** Higher releases behind HEAD that later ones went below. */
  readonly leftBehind: readonly ProjectTag[];
  /** What is said of the tags that do not decide. */
  readonly notes: readonly string[];
  /** Commits since, newest first. */
  readonly commits: readonly JudgedCommit[];
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
  const source = versionSourceOf(tree, { version: config });
  const name = tree.project.name?.value ?? "";
  const [tags, locations] = await Promise.all([
    projectTags(tree, { version: config }, ports),
    findVersionLocations(tree),
  ]);
  demandClear(tags);
  const floor = source === "scm" ? await firstRelease(tree, tags, ports) : null;
  const stated = source === "static" ? statedVersion(locations, directory) : null;
  const scope = await bumpScope(git, tags.template, config, ports);
  const { line, logged, sinceLast } = await readSince(tree.root, { git, tags, scope }, ports);
  const { last: lastTag, lastFinal: finalTag, leftBehind } = line;
  const rules = { minorTypes: config["minor-types"], patchTypes: config["patch-types"] };
  const commits = judgeCommits(logged, rules);
  const [news, written] = await Promise.all([
    readFragmentLevel(tree, changelog.fragments, rules),
    readAnnounced(tree, changelog.file),
  ]);
  const announced = isNextOf(lastTag, written) ? written : null;
  const level = askedLevel(commits, news);
  const state: BumpState = {
    stated,
    tagged: lastTag?.version ?? null,
    taggedFinal: finalTag?.version ?? null,
    sinceFinal: level,
    ceiling: leftBehind.find((tag) => !isInProgress(tag.version))?.version ?? null,
    taken: (version) => takenBy(version, { git, name, tags }),
    floor: floor ?? announced?.version ?? null,
    isUnsaid: news === null && commits.length > 0 && commits.every(({ commit }) => commit === null),
    sinceLast: sinceLast === null ? level : askedLevel(judgeCommits(sinceLast, rules), news),
  };
  const calendar = await readCalendar(
    {
      root: tree.root,
      pyproject: tree.pyproject?.value ?? {},
      config,
      tags: tags.releases,
      stated: stated === null ? null : { text: sourceText(locations), version: stated },
      today: readSourceDateEpoch(ports.environment.variables) ?? ports.clock.now(),
    },
    ports,
  );
  const decided = decideBump(ask, state, {
    allowZero: config["allow-zero-version"],
    majorOnZero: config["major-on-zero"],
    first: BigInt(config["first-number"]),
    ...(calendar.kind === "calendar" && { raise: calendar.raise }),
  });
  const decision = byCalendar(
    decided.kind === "nothing" ? { ...decided, reason: whyNothing(commits, news, decided.reason) } : decided,
    { ask, stated, calendar },
  );
  return {
    root: tree.root,
    tree,
    name,
    source,
    tags,
    config,
    git,
    locations,
    last: lastVersion(state),
    lastTag,
    finalTag,
    leftBehind,
    notes: [
      ...calendarNote(calendar, decision, stated),
      ...(announced === null ? [] : [`${announced.file} announces ${formatVersion(announced.version)}`]),
      ...tagNotes(tags, line, git),
    ],
    commits,
    news,
    level,
    decision,
  };
}

/** Whether an entry announces a version that can follow: not one that was released, nor the year of a date. */
function isNextOf(lastTag: ProjectTag | null, written: Announced | null): boolean {
  if (lastTag === null || written === null) return false;
  const { release, epoch } = lastTag.version;
  const isNear = (written.version.release[0] ?? 0n) <= (release[0] ?? 0n) + 1n;
  return isNear && written.version.epoch === epoch && compareVersions(written.version, lastTag.version) > 0;
}

/** Where a project has news fragments they decide, as soon as there is something to release. */
function askedLevel(commits: readonly JudgedCommit[], news: FragmentReading | null): Level {
  return news === null || commits.length === 0 ? levelOfAll(commits) : news.level;
}

/** The tag that has the version already, in whatever spelling, or the name that its tag would have. */
function takenBy(
  version: Version,
  { git, name, tags }: { readonly git: GitState; readonly name: string; readonly tags: ProjectTags },
): string | null {
  const same = tags.releases.find((tag) => compareVersions(tag.version, version) === 0);
  const wanted = tags.template.format(name, spellLike(version, tags.releases));
  return same?.name ?? git.tags.find((tag) => tag.name === wanted)?.name ?? null;
}

function whyNothing(commits: readonly JudgedCommit[], news: FragmentReading | null, reason: string): string {
  if (commits.length === 0) return "there is no commit since then";
  if (news !== null) return "there are no news fragments, which determine the level in this project";
  if (commits.some(({ commit }) => commit !== null)) return reason;
  return `0 of ${plural(commits.length, "commit")} since then are conventional`;
}

/** What a calendar of unknown meaning would make of a release is not guessed. */
function byCalendar(
  decision: Decision,
  {
    ask,
    stated,
    calendar,
  }: { readonly ask: Ask; readonly stated: Version | null; readonly calendar: CalendarReading },
): Decision {
  if (calendar.kind !== "unclear" || decision.kind !== "next") return decision;
  const isGuessed = ask.kind === "auto" || ask.kind === "level" || ask.kind === "pre";
  const isStated = stated !== null && compareVersions(decision.version, stated) === 0;
  return isGuessed && !isStated ? { kind: "refused", reason: calendar.reason } : decision;
}

function calendarNote(
  calendar: CalendarReading,
  decision: Decision,
  stated: Version | null,
): readonly string[] {
  if (calendar.kind !== "calendar" || decision.kind !== "next") return [];
  if (stated !== null && compareVersions(decision.version, stated) === 0) return [];
  return [`the calendar is ${calendar.calendar.text}, by ${calendar.from}`];
}

function sourceText(locations: readonly VersionLocation[]): string {
  return locations.find((place) => place.isSource)?.text ?? "";
}

function statedVersion(locations: readonly VersionLocation[], directory: string): Version {
  const source = locations.find((place) => place.isSource);
  const version = source === undefined ? null : parseVersion(source.text);
  if (version === null) {
    const text = source?.text;
    const reason = text === undefined ? `none was found in ${directory}` : `${text} is not a PEP 440 version`;
    throw fault("version/no-literal", { reason });
  }
  return version;
}
