import { LEVELS, type Level } from "../versioning/bump/level.ts";
import { nextVersion } from "../versioning/bump/next-version.ts";
import {
  compareReleases,
  compareVersions,
  formatVersion,
  parseVersion,
  type Version,
} from "../version/pep440.ts";

/** The step from one version to the next, held against what the difference asks for. */
export interface VersionStep {
  /** What the change asks for where it is: anything may break in 0.y.z, so that one number less rises (SemVer rule 4). */
  readonly asked: Level;
  /** The number that rises; null: it cannot be told, for the reason in `unjudged`. */
  readonly made: Level | null;
  readonly unjudged: string | null;
  /** Null: it cannot be told. */
  readonly isEnough: boolean | null;
  /** The smallest final version that is enough. */
  readonly needed: string | null;
}

/** What a step is judged by besides the two versions. */
export interface StepRules {
  /** Whether the versions follow a calendar; null: unless the versions themselves begin with a year, nobody says so. */
  readonly isCalendar: boolean | null;
  /** Whether all was compared that may ask for more. */
  readonly isComplete: boolean;
}

/** Judges a step. Pure. */
export function judgeStep(
  before: string,
  after: string,
  level: Level,
  { isCalendar, isComplete }: StepRules = { isCalendar: null, isComplete: true },
): VersionStep {
  const [old, now] = [parseVersion(before), parseVersion(after)];
  if (old === null || now === null)
    return { asked: level, ...unjudged(`${old === null ? before : after} is not a version`) };
  if (isCalendar ?? (beginsWithYear(old) && beginsWithYear(now)))
    return {
      asked: level,
      ...unjudged("the versions follow a calendar, so that their numbers do not say what breaks"),
    };
  const asked = old.release[0] === 0n && level !== "none" ? lower(level) : level;
  const needed = asked === "none" ? null : neededVersion(old, asked);
  const order = compareVersions(now, old);
  if (order === 0) return { asked, ...unjudged("both are the same version"), needed };
  if (order < 0) return { asked, ...unjudged(`${after} is not higher than ${before}`), needed };
  if (compareReleases(old.release, now.release) === 0 && (old.pre !== null || old.dev !== null))
    return {
      asked,
      ...unjudged(`${before} is a pre-release: until the final release anything may change`),
      needed,
    };
  const made = stepOf(old, now);
  const isEnough = LEVELS.indexOf(made) >= LEVELS.indexOf(asked);
  const most = old.release[0] === 0n ? "minor" : "major";
  if (isEnough && !isComplete && LEVELS.indexOf(made) < LEVELS.indexOf(most))
    return { asked, made, unjudged: "not all of it could be compared", isEnough: null, needed };
  return { asked, made, unjudged: null, isEnough, needed };
}

/** What no count of releases reaches: 2024.1, or 20240131. */
function beginsWithYear({ release: [first = 0n] }: Version): boolean {
  return (first >= 1990n && first < 2100n) || (first >= 19_900_101n && first < 21_000_101n);
}

function unjudged(reason: string): Omit<VersionStep, "asked"> {
  return { made: null, unjudged: reason, isEnough: null, needed: null };
}

function lower(level: Exclude<Level, "none">): Level {
  return level === "major" ? "minor" : "patch";
}

/** The first number that differs; a post-release is a patch. */
function stepOf(before: Version, after: Version): Level {
  if (after.epoch !== before.epoch) return "major";
  const length = Math.max(before.release.length, after.release.length);
  for (let at = 0; at < length; at += 1)
    if ((before.release[at] ?? 0n) !== (after.release[at] ?? 0n))
      return at === 0 ? "major" : at === 1 ? "minor" : "patch";
  return "patch";
}

function neededVersion(before: Version, level: Exclude<Level, "none">): string | null {
  const final = { ...before, local: null };
  const next = nextVersion(final, final, { level, pre: null, post: false, dev: null });
  return "refused" in next ? null : formatVersion(next.version);
}
