import { parseConventionalCommit, revertedCommits, type ConventionalCommit } from "./conventional-commit.ts";

/** A commit as it is in history. */
export interface HistoryCommit {
  /** Full hash. */
  readonly hash: string;
  readonly message: string;
}

/** What a commit says of the changes in it. */
export interface Change<T extends HistoryCommit = HistoryCommit> {
  readonly source: T;
  /** By its own message; null when that is no conventional commit. */
  readonly commit: ConventionalCommit | null;
  /** The commits that it was squashed from, as its body lists them, and the title of a merged pull request. */
  readonly parts: readonly ConventionalCommit[];
  /** Hash of the later commit that took it back. */
  readonly revertedBy: string | null;
  /** `earlier`: it takes back one of these commits; `released`: one that is not among them; null: it is no revert. */
  readonly reverts: "earlier" | "released" | null;
  /** What looks like a statement and counts for nothing, and why; null without one. */
  readonly uncounted: string | null;
}

/**
 * Reads what commits say, newest first. A commit that a later one takes back, by its hash (git), by the number of its
 * pull request (the button of GitHub) or by its subject, says nothing, and neither does the later one.
 */
export function readChanges<T extends HistoryCommit>(commits: readonly T[]): readonly Change<T>[] {
  const takenBack = new Map<T, string>();
  return commits.map((source, at) => {
    const commit = parseConventionalCommit(source.message);
    const revertedBy = takenBack.get(source) ?? null;
    const named = revertedBy === null ? reversal(source.message, commit) : null;
    const targets = named === null ? [] : targetsOf(named, commits.slice(at + 1));
    for (const target of targets) if (!takenBack.has(target)) takenBack.set(target, source.hash);
    return {
      source,
      commit,
      parts: partsOf(source.message),
      revertedBy,
      reverts: named === null ? null : targets.length > 0 ? "earlier" : "released",
      uncounted: uncountedIn(source.message, commit),
    };
  });
}

/** What a commit takes back. */
interface Reversal {
  readonly hashes: readonly string[];
  /** Of pull requests. */
  readonly numbers: readonly string[];
  readonly subject: string | null;
}

const REVERT_SUBJECT = /^(?:Revert|revert:?) "(.+)"(?: \(#\d+\))?$/u;

/** The subject that git and GitHub quote when they take a commit back; null for another message. */
export function revertedSubject(message: string): string | null {
  return REVERT_SUBJECT.exec(subjectOf(message))?.[1] ?? null;
}

function reversal(message: string, commit: ConventionalCommit | null): Reversal | null {
  if (!/revert/iu.test(message)) return null;
  const hashes = commit?.reverts ?? revertedCommits(message);
  const subject = revertedSubject(message);
  const numbers = [...message.matchAll(/^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d+)\s*$/gmu)].map(
    (match) => match[1] ?? "",
  );
  return hashes.length + numbers.length === 0 && subject === null ? null : { hashes, numbers, subject };
}

/** The commits that are meant: the surest name decides, and of a subject the latest that bears it. */
function targetsOf<T extends HistoryCommit>(
  { hashes, numbers, subject }: Reversal,
  earlier: readonly T[],
): readonly T[] {
  const byHash = earlier.filter(({ hash }) => hashes.some((beginning) => hash.startsWith(beginning)));
  if (byHash.length > 0 || hashes.length > 0) return byHash;
  const byNumber = earlier.filter(({ message }) => {
    const number = pullRequestOf(subjectOf(message));
    return number !== null && numbers.includes(number);
  });
  if (byNumber.length > 0) return byNumber;
  const bySubject = earlier.find(({ message }) => subjectOf(message) === subject);
  return bySubject === undefined ? [] : [bySubject];
}

/** The first line of a message. */
export function subjectOf(message: string): string {
  const text = message.trimStart();
  const end = text.indexOf("\n");
  return (end === -1 ? text : text.slice(0, end)).trimEnd();
}

function pullRequestOf(subject: string): string | null {
  return /\(#(\d+)\)$/u.exec(subject)?.[1] ?? /^Merge pull request #(\d+) /u.exec(subject)?.[1] ?? null;
}

/** `* type: text` as GitHub lists the commits of a squashed pull request, each with its body. */
function partsOf(message: string): readonly ConventionalCommit[] {
  const subject = subjectOf(message);
  const isMerge = /^Merge (?:pull request|branch|remote-tracking branch) /u.test(subject);
  const isSquash = subject === "Squashed commit of the following:";
  // Of a long history most commits have no parts.
  if (!isMerge && !isSquash && pullRequestOf(subject) === null) return [];
  const body = message.trim().replaceAll(/\r\n?/gu, "\n").split("\n").slice(1).join("\n");
  if (isMerge) return conventional([body.trim()]);
  if (isSquash) return conventional(body.split(/^commit [0-9a-f]{7,64}$/mu).map(withoutHeaders));
  const listed = body.split(/^-{9,}$/mu)[0] ?? "";
  return conventional(listed.split(/^\* /mu).slice(1));
}

/** The message that git indents below a commit's author and date. */
function withoutHeaders(text: string): string {
  const indented = text.split("\n").filter((line) => line === "" || line.startsWith("    "));
  return indented.map((line) => line.slice(4)).join("\n");
}

function conventional(messages: readonly string[]): readonly ConventionalCommit[] {
  return messages.map(parseConventionalCommit).filter((each) => each !== null);
}

const LOOKS_BREAKING = /^[\s*_#>-]*breaking[ -]changes?\b[*_]*\s*[:#].*$/imu;
const LOOKS_CONVENTIONAL =
  /^(?:[^\p{L}\p{N}\s]\S*\s*)?(?:feat|fix|perf)\s*(?:\([^()\n]*\)\s*)?!?\s*(?:\([^()\n]*\))?!?\s*:/iu;

/** A line that most readers take for a statement, and that the specification does not. */
function uncountedIn(message: string, commit: ConventionalCommit | null): string | null {
  const subject = subjectOf(message);
  if (commit === null)
    return LOOKS_CONVENTIONAL.test(subject)
      ? `"${subject}" is not of the form "type(scope): description"`
      : null;
  if (commit.breaking || !/breaking/iu.test(message)) return null;
  const line = LOOKS_BREAKING.exec(message.slice(message.indexOf("\n") + 1 || message.length))?.[0]?.trim();
  return line === undefined
    ? null
    : `"${line}" is not a footer "BREAKING CHANGE: description" after a blank line`;
}
