import type { Action } from "../../git/action.ts";
import type { CarriedOut } from "../../git/carry-out.ts";
import type { FragmentReading } from "../../versioning/bump/fragment-level.ts";
import type { Level } from "../../versioning/bump/level.ts";
import type { PassedOver } from "../../versioning/tags/read-tags.ts";
import type { BumpReading } from "../../versioning/bump/read-bump.ts";
import { compareVersions, formatVersion, type Version } from "../../version/pep440.ts";
import { plural } from "../../text/plural.ts";
import { spellLike } from "../../versioning/tags/spelling.ts";
import { printable } from "../../text/printable.ts";
import { subjectOf } from "../../versioning/read-changes.ts";
import type { Style } from "./style.ts";

/** What `version next` decides and why, for programs. */
export interface NextVersion {
  readonly name: string;
  readonly source: BumpReading["source"];
  readonly current: string;
  readonly last_tag: string | null;
  readonly last_final_tag: string | null;
  readonly level: Level;
  readonly next: string | null;
  readonly tag: string | null;
  /** Why there is no next version. */
  readonly reason: string | null;
  readonly fragments: FragmentReading["fragments"] | null;
  readonly left_behind: readonly string[];
  readonly passed_over: readonly PassedOver[];
  readonly commits: readonly {
    readonly commit: string;
    readonly level: Level;
    readonly type: string | null;
    readonly scope: string | null;
    readonly breaking: boolean;
    readonly description: string;
    readonly reverted_by: string | null;
    readonly because: string | null;
    readonly uncounted: string | null;
  }[];
}

/** What `version bump` made, or would make, of it. */
export interface BumpedVersion extends NextVersion {
  readonly actions: readonly Action[];
  readonly made: CarriedOut | null;
  readonly dry_run: boolean;
}

/** A reading and its decision. */
export function nextVersion(reading: BumpReading): NextVersion {
  const { name, source, last, lastTag, finalTag, commits, level, decision, tags } = reading;
  const next = decision.kind === "next" ? formatVersion(decision.version) : null;
  return {
    name,
    source,
    current: formatVersion(last),
    last_tag: lastTag?.name ?? null,
    last_final_tag: finalTag?.name ?? null,
    level,
    next,
    tag: tagOf(reading),
    reason: decision.kind === "next" ? null : decision.reason,
    fragments: reading.news?.fragments ?? null,
    left_behind: reading.leftBehind.map((tag) => tag.name),
    passed_over: tags.passedOver,
    commits: commits.map(({ source: logged, commit, level: each, revertedBy, because, uncounted }) => ({
      commit: logged.hash,
      level: each,
      type: commit?.type ?? null,
      scope: commit?.scope ?? null,
      breaking: commit?.breaking ?? false,
      description: commit?.description ?? subjectOf(logged.message),
      reverted_by: revertedBy,
      because,
      uncounted,
    })),
  };
}

function tagOf({ name, decision, tags }: BumpReading): string | null {
  if (decision.kind !== "next") return null;
  return tags.template.format(name, spellLike(decision.version, tags.releases));
}

/** The next version for a script; empty without one. */
export function versionAlone({ decision }: BumpReading): string {
  return decision.kind === "next" ? formatVersion(decision.version) : "";
}

/** Commits and news fragments that are shown one by one, unless all are asked for. */
const MOST_ROWS = 20;

/** The same for a person: the answer first, then the commits that ask for it, or all of them. */
export function renderNext(reading: BumpReading, style: Style, all: boolean): readonly string[] {
  const { last, commits, decision } = reading;
  const asking = reading.news === null ? commits.filter((each) => each.level !== "none") : [];
  const notes = reading.notes.map((note) => printable(note));
  const answer =
    decision.kind === "next"
      ? nextText(last, decision.version, style)
      : decision.kind === "nothing"
        ? `${formatVersion(last)}: nothing to release, ${decision.reason}`
        : `${formatVersion(last)}: ${style.error("refused")}, ${decision.reason}`;
  const shown = all ? commits : asking.slice(0, MOST_ROWS);
  const rows = shown.map(({ source, level: each, because }) => {
    const subject = subjectOf(source.message);
    const why = because === null ? "" : style.faint(` (${because})`);
    return `  ${style.faint(source.hash.slice(0, 10))} ${each.padEnd(5)} ${subject}${why}`;
  });
  const left = all ? 0 : asking.length - shown.length;
  const more = left === 0 ? [] : [`  and ${left} more (--all)`];
  const unusual = commits.flatMap(({ source, uncounted: line }) =>
    line === null ? [] : `  ${style.faint(source.hash.slice(0, 10))} not counted: ${line}`,
  );
  const uncounted = all ? unusual : unusual.slice(0, MOST_ROWS);
  return [answer, ...whatDecides(reading, all), ...notes, ...rows, ...more, ...uncounted];
}

function nextText(last: Version, next: Version, style: Style): string {
  const version = style.strong(formatVersion(next));
  return compareVersions(last, next) === 0
    ? `${version}, which the project states and which is not tagged yet`
    : `${formatVersion(last)} -> ${version}`;
}

const ANYWAY = "to release anyway, choose the level: shipwheel version bump patch (or minor, major)";
const UNSAID =
  "choose the level (shipwheel version bump minor), or write news fragments or conventional commits";

const LEVELS = ["major", "minor", "patch"] as const;

/** What asks for a release and how much: commits, or news fragments where the project has them. */
function whatDecides(
  { finalTag, commits, news, level, decision }: BumpReading,
  all: boolean,
): readonly string[] {
  const since = finalTag === null ? "in all of history" : `since ${finalTag.name}`;
  const most = level === "none" ? "" : `, at most ${level}`;
  const asking = commits.filter((each) => each.level !== "none").length;
  const isConventional = commits.some((each) => each.commit !== null);
  const kind = isConventional || commits.length === 0 ? "ask for a release" : "are conventional";
  const counted = `${asking} of ${commits.length} commits ${since} ${kind}`;
  if (news !== null) {
    // Those that raise the level most come first: they are why it is this version.
    const sorted = LEVELS.flatMap((each) => news.fragments.filter((fragment) => fragment.level === each));
    const shown = all ? sorted : sorted.slice(0, MOST_ROWS);
    const rows = shown.map(({ path, level: each }) => `  ${each.padEnd(5)} ${path}`);
    const left = sorted.length - shown.length;
    if (left > 0) rows.push(`  and ${left} more (--all)`);
    return [
      `${plural(news.fragments.length, "news fragment")} ${news.fragments.length === 1 ? "decides" : "decide"}${most}; ${counted}`,
      ...rows,
    ];
  }
  if (decision.kind !== "nothing" || commits.length === 0) return [`${counted}${most}`];
  return [`${counted}${most}`, isConventional ? ANYWAY : UNSAID];
}
