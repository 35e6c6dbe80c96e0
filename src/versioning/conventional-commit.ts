import { append } from "../text/append.ts";
/** A footer's token and value: `["Refs", "#12"]`. Lines of a value are joined by `\n`. */
export type Footer = readonly [token: string, value: string];

/** An issue or pull request that a message names: `#12`, `owner/name#12`. */
export interface IssueReference {
  /** `owner/name`, or null for the repository's own. */
  readonly repository: string | null;
  readonly number: string;
  /** The word that goes with it, lower case (`closes`, `fixes`, `refs`); null where it is only mentioned. */
  readonly action: string | null;
}

/** A commit message of Conventional Commits 1.0.0. */
export interface ConventionalCommit {
  /** Lower case: the specification does not tell `Feat` from `feat` (rule 15). */
  readonly type: string;
  /** As written; null when there is none. */
  readonly scope: string | null;
  /** By `!` before the colon, or by a footer BREAKING CHANGE or BREAKING-CHANGE (rules 11 to 13 and 16). */
  readonly breaking: boolean;
  readonly description: string;
  /** Paragraphs between description and footers; empty when there are none. */
  readonly body: string;
  readonly footers: readonly Footer[];
  /** What breaks, in the words of the footers; empty when only `!` says so. */
  readonly breakingNotes: readonly string[];
  /** Issues named in description and footers, each once. */
  readonly references: readonly IssueReference[];
  /** Hashes (or beginnings of them) of the commits that this one takes back. */
  readonly reverts: readonly string[];
}

/** Type, scope, mark and description. */
const HEADER = /^([^\s():!]+)(?:\(([^()\n]*[^()\s][^()\n]*)\))?(!)?: +(\S.*)$/u;
const FOOTER =
  /^(?:(?<breaking>BREAKING[ -]CHANGE): +|(?<token>[\p{L}\p{N}_][\p{L}\p{N}_-]*)(?:: +|(?= #)))(?<value> ?\S.*)$/u;
/** Writers put what breaks below its token as often as behind it; python-semantic-release, commitizen and git-cliff take both. */
const BREAKING_ABOVE = /^BREAKING[ -]CHANGE:$/u;
const REVERTED = /^This reverts commit ([0-9a-f]{7,64})\b/gmu;

/**
 * Reads a commit message by Conventional Commits 1.0.0; null when it is not one. Carriage returns and empty lines
 * around the message do not count; everything else does: the blank behind the colon, the empty line before the
 * body and before the footers (rules 1, 5, 6, 8).
 */
export function parseConventionalCommit(message: string): ConventionalCommit | null {
  const header = HEADER.exec(firstLine(message));
  return header === null ? null : new ReadCommit(message, header);
}

/** A commit whose type is read at once and the rest when it is asked for: of a long history, of few commits. */
class ReadCommit implements ConventionalCommit {
  readonly type: string;
  readonly scope: string | null;
  readonly breaking: boolean;
  readonly description: string;
  readonly #message: string;
  #below: Below | null = null;

  constructor(message: string, [, type = "", scope, mark, text = ""]: RegExpExecArray) {
    this.#message = message;
    this.type = type.toLowerCase();
    this.scope = scope?.trim() ?? null;
    this.description = text.trimEnd();
    this.breaking = mark !== undefined || (message.includes("BREAKING") && this.breakingNotes.length > 0);
  }

  get #rest(): Below {
    return (this.#below ??= readBelow(this.#message));
  }

  get body(): string {
    return this.#rest.body;
  }

  get footers(): readonly Footer[] {
    return this.#rest.footers;
  }

  get breakingNotes(): readonly string[] {
    return this.#rest.breakingNotes;
  }

  get references(): readonly IssueReference[] {
    return referencesOf(this.description, this.footers);
  }

  get reverts(): readonly string[] {
    return revertedCommits(this.#message, this.type === "revert" ? this.footers : []);
  }
}

/** What follows the first line of a message. */
type Below = Pick<ConventionalCommit, "body" | "footers" | "breakingNotes">;

function readBelow(message: string): Below {
  const lines = linesOf(message);
  // Without the empty line, what follows is no body, and can hold no footer.
  const rest = lines[1] === undefined || lines[1] === "" ? lines.slice(2) : [];
  const start = rest.findIndex(
    (line, at) => (at === 0 || rest[at - 1] === "") && (FOOTER.test(line) || isBreakingAbove(rest, at)),
  );
  const body = (start === -1 ? rest : rest.slice(0, start)).join("\n").trim();
  const footers = start === -1 ? [] : readFooters(rest.slice(start));
  const breakingNotes = footers.filter(([token]) => isBreakingToken(token)).map(([, value]) => value);
  return { body, footers, breakingNotes };
}

/** The first line with anything on it, with the blanks before it. */
function firstLine(message: string): string {
  const text = message.trimStart();
  const before = message.slice(0, message.length - text.length);
  const end = /[\r\n]/u.exec(text)?.index ?? text.length;
  return (/[^\r\n]*$/u.exec(before)?.[0] ?? "") + text.slice(0, end);
}

/** Hashes behind git's own sentence "This reverts commit ...", and behind `Refs:` of a commit of type revert. */
export function revertedCommits(message: string, footers: readonly Footer[] = []): readonly string[] {
  if (footers.length === 0 && !message.includes("This reverts commit")) return [];
  const named = [...message.matchAll(REVERTED)].map((match) => match[1] as string);
  for (const [token, value] of footers) {
    if (token.toLowerCase() === "refs") append(named, value.match(/\b[0-9a-f]{7,64}\b/gu) ?? []);
  }
  return [...new Set(named)];
}

function withoutReturns(message: string): string {
  return message.includes("\r") ? message.replaceAll(/\r\n?/gu, "\n") : message;
}

function linesOf(message: string): string[] {
  const kept = withoutReturns(message)
    .split("\n")
    .map((line) => (line.trim() === "" ? "" : line));
  while (kept[0] === "") kept.shift();
  while (kept.at(-1) === "") kept.pop();
  return kept;
}

/** A value goes on, over empty lines too, until the next line that begins a footer (rule 10). */
function readFooters(lines: readonly string[]): Footer[] {
  const footers: [string, string[]][] = [];
  for (const [at, line] of lines.entries()) {
    const groups = FOOTER.exec(line)?.groups as Record<string, string | undefined> | undefined;
    const above = isBreakingAbove(lines, at) ? line.slice(0, -1) : undefined;
    const token = groups?.["breaking"] ?? groups?.["token"] ?? above;
    if (token === undefined) footers.at(-1)?.[1].push(line);
    else footers.push([token, [(groups?.["value"] ?? "").trim()]]);
  }
  return footers.map(([token, value]) => [token, value.join("\n").trim()] as const);
}

/** A line that is the token alone, above what breaks; with nothing below it says nothing (rule 8). */
function isBreakingAbove(lines: readonly string[], at: number): boolean {
  return BREAKING_ABOVE.test((lines[at] ?? "").trimEnd()) && (lines[at + 1] ?? "") !== "";
}

/** Upper case only, with a blank or a hyphen (rules 12, 15 and 16). */
function isBreakingToken(token: string): boolean {
  return token === "BREAKING CHANGE" || token === "BREAKING-CHANGE";
}

const ISSUE = /(?<![\w/#&])(?<repository>[\w.-]+\/[\w.-]+)?#(?<number>[0-9]+)\b/gu;
const ACTION = /\b(?<action>close[sd]?|fix(?:es|ed)?|resolve[sd]?)[: ]+$/iu;

function referencesOf(description: string, footers: readonly Footer[]): IssueReference[] {
  const found = new Map<string, IssueReference>();
  const look = (text: string, token: string | null): void => {
    for (const match of text.matchAll(ISSUE)) {
      const { repository = null, number } = match.groups as Record<string, string> & { number: string };
      const action = token ?? ACTION.exec(text.slice(0, match.index))?.groups?.["action"] ?? null;
      const key = `${repository ?? ""}#${number}`;
      const known = found.get(key)?.action ?? null;
      found.set(key, { repository, number, action: known ?? action?.toLowerCase() ?? null });
    }
  };
  look(description, null);
  for (const [token, value] of footers) look(value, isBreakingToken(token) ? null : token);
  return [...found.values()];
}
