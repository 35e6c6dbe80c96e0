import type { ConventionalCommit } from "../conventional-commit.ts";
import { readChanges, type Change, type HistoryCommit } from "../read-changes.ts";

/** How much a change asks for, smallest first. */
export const LEVELS = ["none", "patch", "minor", "major"] as const;

/** What commits ask of the next version (SemVer 2.0.0, rules 6 to 8). */
export type Level = (typeof LEVELS)[number];

/** Which types of commits ask for what; a breaking change always asks for `major`. */
export interface LevelRules {
  /** Lower case. */
  readonly minorTypes: readonly string[];
  /** Lower case. */
  readonly patchTypes: readonly string[];
}

/**
 * `feat` and `fix` by the specification (rules 2 and 3); `perf` as a patch because python-semantic-release and
 * commitizen agree on it. No other type asks for a release.
 */
export const DEFAULT_LEVEL_RULES: LevelRules = { minorTypes: ["feat"], patchTypes: ["fix", "perf"] };

/** A commit, what it says and what it asks for. */
export interface JudgedCommit<T extends HistoryCommit = HistoryCommit> extends Change<T> {
  readonly level: Level;
  /** Why the level is not what the subject alone says; null when it is. */
  readonly because: string | null;
}

/** The larger of two levels. */
export function higherLevel(a: Level, b: Level): Level {
  return LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b;
}

/** What one message asks for. */
export function levelOf(commit: ConventionalCommit | null, rules: LevelRules = DEFAULT_LEVEL_RULES): Level {
  if (commit === null) return "none";
  if (commit.breaking) return "major";
  if (rules.minorTypes.includes(commit.type)) return "minor";
  return rules.patchTypes.includes(commit.type) ? "patch" : "none";
}

/**
 * Judges commits, newest first. What was taken back does not count, and what takes it back neither. Where a message says
 * more than its subject, the highest level counts: a version that promises too much can be lived with, one that
 * promises too little cannot be taken back.
 */
export function judgeCommits<T extends HistoryCommit>(
  commits: readonly T[],
  rules: LevelRules = DEFAULT_LEVEL_RULES,
): readonly JudgedCommit<T>[] {
  return readChanges(commits).map((change) => ({ ...change, ...judge(change, rules) }));
}

function judge(
  { commit, parts, revertedBy, reverts }: Change,
  rules: LevelRules,
): Pick<JudgedCommit, "level" | "because"> {
  if (revertedBy !== null || reverts === "earlier") return { level: "none", because: null };
  const own = levelOf(commit, rules);
  if (reverts === "released" && commit === null)
    return { level: "patch", because: "it reverts a released change" };
  if (parts.length === 0) return { level: own, because: null };
  const best = parts.toSorted(
    (a, b) => LEVELS.indexOf(levelOf(b, rules)) - LEVELS.indexOf(levelOf(a, rules)),
  )[0];
  const level = higherLevel(own, levelOf(best ?? null, rules));
  if (level === own || best === undefined) return { level: own, because: null };
  return {
    level,
    because: `its message lists "${best.type}${best.breaking ? "!" : ""}: ${best.description}"`,
  };
}

/** The highest level that any of them asks for. */
export function levelOfAll(commits: readonly JudgedCommit[]): Level {
  let level: Level = "none";
  for (const each of commits) level = higherLevel(level, each.level);
  return level;
}
