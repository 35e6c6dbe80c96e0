import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decideBump } from "../../src/versioning/bump/decide.ts";
import { judgeCommits, levelOfAll } from "../../src/versioning/bump/level.ts";
import {
  DEFAULT_BUMP_RULES,
  nextVersion,
  type Next,
  type PreLetter,
} from "../../src/versioning/bump/next-version.ts";
import { compareVersions, formatVersion, parseVersion, type Version } from "../../src/version/pep440.ts";

/** With whom our answer to a recorded case agrees; `specification`: with neither tool, because of the reason. */
export type Side = "both" | "python-semantic-release" | "commitizen" | "specification";

/** A recorded case beside our answer. */
export interface ReplayedCase {
  readonly id: string;
  readonly asked: string;
  readonly ours: string;
  /** Null where that tool was not asked. */
  readonly psr: string | null;
  readonly commitizen: string | null;
  readonly side: Side;
  /** Id of the reason for a difference; null when all agree. */
  readonly reason: string | null;
}

type Recorded =
  | {
      readonly op: "level";
      readonly id: string;
      readonly messages: readonly string[];
      readonly psr: { readonly level: string };
      readonly commitizen: { readonly level: string };
    }
  | {
      readonly op: "bump";
      readonly id: string;
      readonly current: string;
      readonly last_full: string;
      readonly level: "major" | "minor" | "patch";
      readonly prerelease: string | null;
      readonly psr: { readonly pep440: string };
      readonly commitizen: { readonly pep440: string; readonly pep440_offset1: string };
    }
  | {
      readonly op: "zero";
      readonly id: string;
      readonly current: string;
      readonly level: "major" | "minor" | "patch";
      readonly major_on_zero: boolean;
      readonly allow_zero_version: boolean;
      readonly psr: string;
    }
  | {
      readonly op: "cz-bump";
      readonly id: string;
      readonly current: string;
      readonly increment: "MAJOR" | "MINOR" | "PATCH" | null;
      readonly options: {
        readonly prerelease?: string;
        readonly devrelease?: number;
        readonly is_local_version?: boolean;
      };
      readonly commitizen: string;
    };

/** Why we differ from a tool, by the id that a case carries. */
export const REASONS: Readonly<Record<string, string>> = {
  "case-insensitive":
    "Conventional Commits, rule 15: types are not case sensitive; both tools read `Feat` as no type at all.",
  "any-type-breaks":
    "Conventional Commits, rules 13 and 14: `!` marks a breaking change of any type; both tools know only types from a list.",
  "types-are-whole-words":
    "Conventional Commits, rules 1 to 3: `feature` and `fixes` are types of their own; commitizen takes every word that begins with `feat` or `fix`.",
  "no-meaning":
    "Conventional Commits gives no meaning to `refactor` (SemVer, rule 6: a patch is a fix of wrong behaviour); commitizen makes a patch of it.",
  "first-line-only":
    "Conventional Commits, rule 1: the type is at the beginning of the commit; commitizen looks at every line of a merge's message.",
  "footer-needs-blank-line":
    "Conventional Commits, rule 8: footers follow the body after one blank line; commitizen takes any line.",
  "footer-needs-text":
    "Conventional Commits, rule 12: `BREAKING CHANGE` has a colon, a space and a description; commitizen does not require them.",
  "reverts-count":
    "What takes back a released change changes the code: the smallest level, so that it is released. Both tools take git's own message for none.",
  "squashed-count":
    "GitHub puts the subjects of the squashed commits into the body: the highest of them counts, since a level that is too low cannot be taken back. python-semantic-release does so since its version 10.",
  "never-lower":
    "SemVer, rule 11, and PEP 440's order: the next version is higher than the one before. The tool goes back, or stays; the step is rejected, or starts from the next patch.",
  "phase-goes-forward":
    "An alpha after a beta or a candidate would sort before it. python-semantic-release makes it all the same, commitizen silently makes the next one of the later kind; the step is rejected, with both versions named.",
  "epoch-stays":
    "PEP 440: an epoch goes before everything else; commitizen drops it, which makes a lower version.",
  "no-local-bump":
    "PEP 440: a local version is not uploaded; commitizen's `--local-version` bumps the part behind `+`, which has no counterpart here.",
};

const VECTORS = join(import.meta.dirname, "..", "..", "tests", "vectors", "bump.json");

/** Replays every recorded case. */
export function replayBumps(): readonly ReplayedCase[] {
  const { cases } = JSON.parse(readFileSync(VECTORS, "utf8")) as { cases: readonly Recorded[] };
  return cases.map(replay);
}

function replay(recorded: Recorded): ReplayedCase {
  switch (recorded.op) {
    case "level": {
      const { messages, psr, commitizen } = recorded;
      const commits = messages.map((message, at) => ({ hash: `${at}`, message }));
      const asked = messages.map((message) => JSON.stringify(message)).join(", ");
      return judged(recorded.id, asked, levelOfAll(judgeCommits(commits)), psr.level, commitizen.level, null);
    }
    case "bump": {
      const { current, last_full: last, level, prerelease, psr, commitizen } = recorded;
      const step = { level, pre: letterOf(prerelease), post: false, dev: null };
      const answer = (first: bigint): string =>
        textOf(nextVersion(version(current), version(last), step, { ...DEFAULT_BUMP_RULES, first }));
      // commitizen counts from 0 unless it is told to count from 1, and so do we the other way round.
      if (answer(0n) !== commitizen.pep440 && answer(1n) === commitizen.pep440_offset1) {
        throw new Error(`${recorded.id}: the first number changes more than the number`);
      }
      const asked = `${formatVersion(version(current))} (last final ${last}), ${level}${prerelease === null ? "" : `, ${prerelease}`}`;
      return judged(recorded.id, asked, answer(1n), psr.pep440, commitizen.pep440_offset1, version(current));
    }
    case "zero": {
      const { current, level, major_on_zero: majorOnZero, allow_zero_version: allowZero, psr } = recorded;
      const now = version(current);
      const state = { stated: null, tagged: now, taggedFinal: now, sinceFinal: level, sinceLast: level };
      const made = decideBump({ kind: "auto", pre: null }, state, { allowZero, majorOnZero, first: 1n });
      const ours = made.kind === "next" ? formatVersion(made.version) : `refused: ${made.reason}`;
      const asked = `${current}, ${level}, major-on-zero ${majorOnZero}, allow-zero-version ${allowZero}`;
      return judged(recorded.id, asked, ours, psr, null, now);
    }
    case "cz-bump": {
      const { current, increment, options, commitizen } = recorded;
      const level = increment === null ? null : (increment.toLowerCase() as "major" | "minor" | "patch");
      const dev = options.devrelease === undefined ? null : BigInt(options.devrelease);
      const step = { level, pre: letterOf(options.prerelease ?? null), post: false, dev };
      const ours = textOf(nextVersion(version(current), null, step, { allowZero: true, first: 0n }));
      const words = Object.entries(options).map(([key, value]) => `${key} ${value}`);
      const asked = [current, level ?? "no increment", ...words].join(", ");
      const isLocal = options.is_local_version === true && version(current).local !== null;
      if (!isLocal || commitizen === ours) {
        return judged(recorded.id, asked, ours, null, commitizen, version(current));
      }
      const reason = "no-local-bump";
      return { id: recorded.id, asked, ours, psr: null, commitizen, side: "specification", reason };
    }
  }
}

function judged(
  id: string,
  asked: string,
  ours: string,
  psr: string | null,
  commitizen: string | null,
  current: Version | null,
): ReplayedCase {
  const likePsr = psr === null || psr === ours;
  const likeCommitizen = commitizen === null || commitizen === ours;
  if (likePsr && likeCommitizen) return { id, asked, ours, psr, commitizen, side: "both", reason: null };
  const side =
    psr === ours ? "python-semantic-release" : commitizen === ours ? "commitizen" : "specification";
  const reason = current === null ? levelReason(asked) : versionReason(current, ours, psr, commitizen);
  return { id, asked, ours, psr, commitizen, side, reason };
}

function levelReason(asked: string): string | null {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/"(?:FEAT|Feat)/, "case-insensitive"],
    [/"my-type!/, "any-type-breaks"],
    [/"(?:feature|fixes)/, "types-are-whole-words"],
    [/"refactor/, "no-meaning"],
    [/"Merge /, "first-line-only"],
    [/[^n]\\nBREAKING CHANGE: \w/, "footer-needs-blank-line"],
    [/BREAKING CHANGE:"/, "footer-needs-text"],
    [/^"Revert /, "reverts-count"],
    [/\\n\* \w+!?: /, "squashed-count"],
  ];
  return rules.find(([pattern]) => pattern.test(asked))?.[1] ?? null;
}

function versionReason(
  current: Version,
  ours: string,
  psr: string | null,
  commitizen: string | null,
): string | null {
  const theirs = [psr, commitizen].flatMap((text) => (text === null ? [] : [version(text)]));
  if (theirs.some((each) => each.epoch !== current.epoch)) return "epoch-stays";
  if (ours.startsWith("refused:") && current.pre !== null) return "phase-goes-forward";
  return theirs.some((each) => compareVersions(each, current) <= 0) ? "never-lower" : null;
}

function letterOf(word: string | null): PreLetter | null {
  return word === null ? null : (({ alpha: "a", beta: "b", rc: "rc" } as const)[word] ?? null);
}

function textOf(next: Next): string {
  return "refused" in next ? `refused: ${next.refused}` : formatVersion(next.version);
}

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === null) throw new Error(`the vectors hold an invalid version: ${text}`);
  return parsed;
}
