import { compareReleases, compareVersions, formatVersion, type Version } from "../../version/pep440.ts";
import { LEVELS, type Level } from "./level.ts";

/** Letters of a pre-release, in their order. */
export type PreLetter = "a" | "b" | "rc";

/** What is wanted of the next version. */
export interface Step {
  /** Which number rises; null: none has to, the release in progress goes on. */
  readonly level: Exclude<Level, "none"> | null;
  readonly pre: PreLetter | null;
  readonly post: boolean;
  /** A development release: the next one, or one with this number. */
  readonly dev: "next" | bigint | null;
}

/** Rules of a project. */
export interface BumpRules {
  /** False: the first version is 1.0.0. */
  readonly allowZero: boolean;
  /** The number of the first alpha, beta, candidate, post and development release. */
  readonly first: bigint;
  /** What a level makes of a release, where a calendar says it; absent: its numbers rise by SemVer. */
  readonly raise?: (release: readonly bigint[], level: Exclude<Level, "none">) => readonly bigint[];
}

/** Zero versions are made, and pre-releases begin with 1 as in SemVer's own examples. */
export const DEFAULT_BUMP_RULES: BumpRules = { allowZero: true, first: 1n };

/** The next version, or why there is none. */
export type Next = { readonly version: Version } | { readonly refused: string };

/**
 * The version after `last`. While a pre-release is in progress its release stays where it is as long as it is far
 * enough from `lastFinal` (without one, its zeros tell: `1.1.0rc1` is on the way to a minor release). Always higher than
 * `last`: what would not be is refused. Epochs stay, local parts go, and the result has three numbers (SemVer rule 2).
 */
export function nextVersion(
  last: Version,
  lastFinal: Version | null,
  step: Step,
  rules: BumpRules = DEFAULT_BUMP_RULES,
): Next {
  const version = step.post ? postOf(last, rules) : releaseOf(last, lastFinal, step, rules);
  if ("refused" in version) return version;
  if (compareVersions(version, last) <= 0) {
    return { refused: `${formatVersion(version)} would not be higher than ${formatVersion(last)}` };
  }
  return { version };
}

/** A release that is announced by an alpha, beta, candidate or development release, and not made yet. */
export function isInProgress(version: Version): boolean {
  return version.post === null && (version.pre !== null || version.dev !== null);
}

function postOf(last: Version, { first }: BumpRules): Version | { readonly refused: string } {
  const text = formatVersion(last);
  if (last.post === null && isInProgress(last)) {
    return {
      refused: `${text} is not a final release, and PEP 440 advises against post-releases of pre-releases`,
    };
  }
  if (last.pre !== null) {
    return {
      refused: `${text} is a post-release of a pre-release, and PEP 440 advises against another one`,
    };
  }
  const post = last.post === null ? first : last.dev === null ? last.post + 1n : last.post;
  return { ...last, post, dev: null, local: null };
}

function releaseOf(last: Version, lastFinal: Version | null, step: Step, rules: BumpRules): Version {
  const moving = isInProgress(last);
  let release = targetRelease(last, lastFinal, step, { moving, raise: rules.raise ?? raise });
  if (!rules.allowZero && release[0] === 0n) release = [1n, 0n, 0n];
  const same = moving && compareReleases(release, last.release) === 0;
  const letter = step.pre ?? (step.dev !== null && same ? (last.pre?.[0] ?? null) : null);
  const pre = letter === null ? null : ([letter, preNumber(letter, same, last, rules)] as const);
  const sameRow = same && last.dev !== null && samePre(pre, last.pre);
  const dev = step.dev === "next" ? (sameRow ? last.dev + 1n : rules.first) : step.dev;
  return { epoch: last.epoch, release, pre, post: null, dev, local: null };
}

function targetRelease(
  last: Version,
  lastFinal: Version | null,
  { level, pre, dev }: Step,
  { moving, raise: raised }: { readonly moving: boolean; readonly raise: typeof raise },
): readonly bigint[] {
  // A calendar has as many numbers as it has.
  const kept = raised === raise ? padded(last.release) : last.release;
  if (level === null) {
    const further = !moving && (pre !== null || dev !== null);
    return further ? raised(last.release, "patch") : kept;
  }
  const reached = moving ? reachedLevel(last, lastFinal) : "none";
  return LEVELS.indexOf(reached) >= LEVELS.indexOf(level) ? kept : raised(last.release, level);
}

/** How far a release in progress is from the last final one. */
function reachedLevel(last: Version, lastFinal: Version | null): Level {
  const [major, minor = 0n, patch = 0n] = last.release;
  const isBehind =
    lastFinal !== null &&
    lastFinal.epoch === last.epoch &&
    compareReleases(lastFinal.release, last.release) < 0;
  if (isBehind) {
    const [oldMajor, oldMinor = 0n] = lastFinal.release;
    if (major !== oldMajor) return "major";
    return minor === oldMinor ? "patch" : "minor";
  }
  if (patch !== 0n) return "patch";
  return minor === 0n ? "major" : "minor";
}

function raise(release: readonly bigint[], level: Exclude<Level, "none">): readonly bigint[] {
  const [major = 0n, minor = 0n, patch = 0n] = release;
  if (level === "major") return [major + 1n, 0n, 0n];
  return level === "minor" ? [major, minor + 1n, 0n] : [major, minor, patch + 1n];
}

/** At least three numbers; a release in progress keeps a fourth. */
function padded(release: readonly bigint[]): readonly bigint[] {
  const [major = 0n, minor = 0n, patch = 0n, ...more] = release;
  return [major, minor, patch, ...more];
}

/** Going on with the same letter counts up; `rc1.dev2` is on the way to `rc1`. */
function preNumber(letter: PreLetter, same: boolean, last: Version, { first }: BumpRules): bigint {
  if (!same || last.pre?.[0] !== letter) return first;
  return last.dev === null ? last.pre[1] + 1n : last.pre[1];
}

function samePre(a: Version["pre"], b: Version["pre"]): boolean {
  return a === null || b === null ? a === b : a[0] === b[0] && a[1] === b[1];
}
