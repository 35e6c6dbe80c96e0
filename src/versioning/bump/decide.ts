import { compareReleases, compareVersions, formatVersion, type Version } from "../../version/pep440.ts";
import type { Level } from "./level.ts";
import {
  isInProgress,
  nextVersion,
  type BumpRules,
  type Next,
  type PreLetter,
  type Step,
} from "./next-version.ts";

/** What is asked for: `auto` follows the commits, a level is said, `exact` names the version. */
export type Ask =
  | { readonly kind: "auto"; readonly pre: PreLetter | null }
  | { readonly kind: "level"; readonly level: Exclude<Level, "none">; readonly pre: PreLetter | null }
  | { readonly kind: "pre"; readonly pre: PreLetter }
  | { readonly kind: "final" | "post" | "dev" }
  | { readonly kind: "exact"; readonly version: Version };

/** What is known of a project's versions and of its commits since. */
export interface BumpState {
  /** Where the version is stated in a file; null when the tags are the source. */
  readonly stated: Version | null;
  /** The release behind HEAD that the next one follows; null without one. */
  readonly tagged: Version | null;
  /** The final one of them. */
  readonly taggedFinal: Version | null;
  /** A higher final release that later ones went below: installers would keep it. */
  readonly ceiling?: Version | null;
  /** What a release may not be below: an entry announces it, or builds count from it; null: nothing says. */
  readonly floor?: Version | null;
  /** The tag, wherever it is, that has a version already. */
  readonly taken?: (version: Version) => string | null;
  /** What the commits since the last final tag ask for. */
  readonly sinceFinal: Level;
  /** There are commits since, and none of them says in its form what it changes. */
  readonly isUnsaid?: boolean;
  /** What the commits since the last tag, be it of a pre-release, ask for. */
  readonly sinceLast: Level;
}

/** Rules of a project, with the one that holds for what commits ask for. */
export interface DecisionRules extends BumpRules {
  /** False: a breaking change of a 0.x version raises the second number (SemVer rule 4: anything may change). */
  readonly majorOnZero: boolean;
}

/** What a bump comes to. */
export type Decision =
  | { readonly kind: "next"; readonly version: Version; readonly level: Level | null }
  | { readonly kind: "nothing"; readonly reason: string }
  | {
      readonly kind: "refused";
      readonly reason: string;
      /** The version is taken by a tag; `free` is the next one that none has. */
      readonly taken?: { readonly tag: string; readonly free: string };
    };

const ZERO: Version = { epoch: 0n, release: [0n, 0n, 0n], pre: null, post: null, dev: null, local: null };

/** The version that counts as the last one: the higher of tag and file; 0.0.0 when there is neither. */
export function lastVersion({ stated, tagged }: Pick<BumpState, "stated" | "tagged">): Version {
  if (stated === null || tagged === null) return stated ?? tagged ?? ZERO;
  return compareVersions(stated, tagged) >= 0 ? stated : tagged;
}

/** Decides the next version: higher than the release that it follows and than every final one behind HEAD, and free. */
export function decideBump(ask: Ask, state: BumpState, rules: DecisionRules): Decision {
  if (ask.kind === "exact") return unlessTaken(exactly(ask.version, state), state, rules);
  const { ceiling = null } = state;
  const decision = decideFrom(ask, state, rules);
  const isBelow =
    ceiling !== null && decision.kind === "next" && compareVersions(decision.version, ceiling) <= 0;
  if (!isBelow) return unlessTaken(decision, state, rules);
  const above = { ...state, tagged: ceiling, taggedFinal: ceiling };
  return unlessTaken(decideFrom(ask, above, rules), state, rules);
}

/** A tag of that version on another commit belongs to another release. */
function unlessTaken(decision: Decision, { taken = () => null }: BumpState, rules: DecisionRules): Decision {
  if (decision.kind !== "next") return decision;
  const tag = taken(decision.version);
  if (tag === null) return decision;
  let free = following(decision.version, rules);
  while (taken(free) !== null) free = following(free, rules);
  const [version, other] = [formatVersion(decision.version), formatVersion(free)];
  return {
    kind: "refused",
    reason: `${version} is already tagged as ${tag} on another commit; the next free version is ${other}: shipwheel version bump ${other}`,
    taken: { tag, free: other },
  };
}

/** The version with its last number raised; of a calendar the next one of the day. */
function following(version: Version, { raise }: DecisionRules): Version {
  const { release, pre, post, dev } = version;
  if (dev !== null) return { ...version, dev: dev + 1n };
  if (post !== null) return { ...version, post: post + 1n };
  if (pre !== null) return { ...version, pre: [pre[0], pre[1] + 1n] };
  const next = raise?.(release, "patch") ?? release;
  if (compareReleases(next, release) > 0) return { ...version, release: next };
  return {
    ...version,
    release: release.map((number, at) => (at === release.length - 1 ? number + 1n : number)),
  };
}

function decideFrom(ask: Exclude<Ask, { kind: "exact" }>, state: BumpState, rules: DecisionRules): Decision {
  const last = lastVersion(state);
  const final = state.taggedFinal;
  const step = NO_STEP;
  switch (ask.kind) {
    case "auto":
      return automatic(ask.pre, state, rules);
    case "level": {
      const asked = { ...step, level: ask.level, pre: ask.pre };
      const decision = told(nextVersion(baseOf(state, ask.pre), final, asked, rules), ask.level);
      return asStated(decision, state);
    }
    case "pre": {
      const level = atZero(state.sinceFinal, last, rules);
      const asked = level === "none" ? null : level;
      return told(nextVersion(last, final, { ...step, level: asked, pre: ask.pre }, rules), level);
    }
    case "final":
      if (!isInProgress(last)) return refused(`${formatVersion(last)} is already final`);
      return told(nextVersion(last, final, step, rules), null);
    case "post":
      return told(nextVersion(last, final, { ...step, post: true }, rules), null);
    case "dev":
      return told(nextVersion(last, final, { ...step, dev: "next" }, rules), null);
  }
}

const NO_STEP: Step = { level: null, pre: null, post: false, dev: null };

function automatic(pre: PreLetter | null, state: BumpState, rules: DecisionRules): Decision {
  const last = baseOf(state, pre);
  const since = pre !== null && isInProgress(last) ? state.sinceLast : state.sinceFinal;
  const announced = pre === null ? announcedVersion(state) : null;
  if (announced !== null && (since === "none" || state.tagged === null)) {
    return { kind: "next", version: announced, level: since === "none" ? null : since };
  }
  if (pre === null && state.isUnsaid === true && isDeveloped(state)) {
    return told(nextVersion(last, state.taggedFinal, NO_STEP, rules), null);
  }
  const isFirst = state.tagged === null && state.stated === null && pre === null;
  if (since === "none" && !isFirst)
    return { kind: "nothing", reason: "no commit since then requires a release" };
  const level = atZero(state.sinceFinal, last, rules);
  const asked = isFirst && level !== "major" ? "minor" : level === "none" ? null : level;
  const step: Step = { level: asked, pre, post: false, dev: null };
  const decision = asStated(told(nextVersion(last, state.taggedFinal, step, rules), level), state);
  const { floor = null } = state;
  const isBelow =
    pre === null &&
    floor !== null &&
    decision.kind === "next" &&
    compareVersions(decision.version, floor) < 0;
  return isBelow ? { ...decision, version: floor } : decision;
}

function asStated(decision: Decision, state: BumpState): Decision {
  if (state.stated === null || decision.kind !== "next") return decision;
  const stated = { ...state.stated, local: null };
  // In the project's own spelling: 1.0, not 1.0.0, and 26.3 where 26.3.dev0 announces it.
  const spelled = [stated, { ...stated, dev: null }].find(
    (each) => compareVersions(decision.version, each) === 0,
  );
  return spelled === undefined ? decision : { ...decision, version: spelled };
}

/**
 * A final version that a file states ahead of the tags was announced and never tagged (the first release, a bump that was
 * cut off, a number set by hand): it goes out as it is when it is far enough, instead of being passed over.
 */
function announcedVersion({ stated, tagged }: BumpState): Version | null {
  // `1.0+dev` after the tag 1.0 is not the next release.
  const isAhead =
    stated !== null && (tagged === null || compareVersions({ ...stated, local: null }, tagged) > 0);
  if (!isAhead || stated.post !== null || isInProgress(stated)) return null;
  return stated.release.some((number) => number > 0n) ? { ...stated, local: null } : null;
}

/** `8.5.0.dev0` ahead of the tags is on the way to 8.5.0: where commits say nothing, the file does. */
function isDeveloped({ stated, tagged }: BumpState): boolean {
  return stated?.dev != null && (tagged === null || compareVersions(stated, tagged) > 0);
}

function baseOf(state: BumpState, pre: PreLetter | null): Version {
  const announced = pre === null ? announcedVersion(state) : null;
  return announced === null ? lastVersion(state) : { ...announced, dev: 0n };
}

function atZero(level: Level, last: Version, { majorOnZero }: DecisionRules): Level {
  return level === "major" && last.release[0] === 0n && !majorOnZero ? "minor" : level;
}

function exactly(version: Version, { stated, tagged }: BumpState): Decision {
  const text = formatVersion(version);
  if (version.local !== null) return refused(`${text} has a local part, which indexes reject`);
  if (tagged !== null && compareVersions(version, tagged) <= 0) {
    return refused(`${text} is not higher than ${formatVersion(tagged)}, which is tagged`);
  }
  // A development version only announces a release: a correction of the last one may come before it.
  const isFixed = stated !== null && stated.dev === null;
  if (isFixed && compareVersions(version, stated) < 0) {
    return refused(`${text} is lower than ${formatVersion(stated)}, which the project states`);
  }
  return { kind: "next", version, level: null };
}

function told(next: Next, level: Level | null): Decision {
  return "refused" in next ? refused(next.refused) : { kind: "next", version: next.version, level };
}

function refused(reason: string): Decision {
  return { kind: "refused", reason };
}
