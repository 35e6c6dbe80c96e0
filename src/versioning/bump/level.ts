import { parseConventionalCommit, revertedCommits, type ConventionalCommit } from "../conventional-commit.ts";

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

/** A commit as it is in history. */
export interface HistoryCommit {
  /** Full hash. */
  readonly hash: string;
  readonly message: string;
}

/** A commit, what it says and what it asks for. */
export interface JudgedCommit<T extends HistoryCommit = HistoryCommit> {
  readonly source: T;
  /** Null when the message is no conventional commit: it asks for nothing. */
  readonly commit: ConventionalCommit | null;
  readonly level: Level;
  /** Hash of the later commit that took it back; both then ask for nothing. */
  readonly revertedBy: string | null;
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

/** Judges commits, newest first: a commit that a later one of them takes back does not count, and neither does the later one. */
export function judgeCommits<T extends HistoryCommit>(
  commits: readonly T[],
  rules: LevelRules = DEFAULT_LEVEL_RULES,
): readonly JudgedCommit<T>[] {
  const takenBack = new Map<string, string>();
  const void_ = new Set<string>();
  return commits.map((source) => {
    const commit = parseConventionalCommit(source.message);
    const revertedBy = byPrefix(takenBack, source.hash);
    if (revertedBy === null) {
      for (const hash of commit?.reverts ?? revertedCommits(source.message)) {
        const known = commits.some((each) => each.hash.startsWith(hash));
        if (!known) continue;
        takenBack.set(hash, source.hash);
        void_.add(source.hash);
      }
    }
    const counts = revertedBy === null && !void_.has(source.hash);
    return { source, commit, level: counts ? levelOf(commit, rules) : "none", revertedBy };
  });
}

/** The highest level that any of them asks for. */
export function levelOfAll(commits: readonly JudgedCommit[]): Level {
  let level: Level = "none";
  for (const each of commits) level = higherLevel(level, each.level);
  return level;
}

function byPrefix(hashes: ReadonlyMap<string, string>, hash: string): string | null {
  for (const [beginning, by] of hashes) if (hash.startsWith(beginning)) return by;
  return null;
}
