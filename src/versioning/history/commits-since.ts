import type { HistoryCommit } from "../read-changes.ts";
import { fault } from "../../findings/fault.ts";
import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";

/** A commit as `git log` tells it; text is UTF-8, what is no text in the commit's own encoding is replaced. */
export interface LoggedCommit {
  /** Full hash. */
  readonly hash: string;
  readonly parents: readonly string[];
  /** By the repository's mailmap. */
  readonly author: { readonly name: string; readonly email: string };
  /** Author date, ISO 8601 with its zone. */
  readonly date: string;
  /** Subject and body as written, without the last line break. */
  readonly message: string;
}

/** Which commits are asked for. */
export interface CommitRange {
  /** A tag's full ref or a hash whose history does not count; null: from the first commit. */
  readonly since: string | null;
  /** Default HEAD. */
  readonly until?: string;
  /** Only commits that touch one of these; relative to `root`, taken literally. Empty: all. */
  readonly paths: readonly string[];
}

const FIELDS = ["%H", "%P", "%aN", "%aE", "%aI", "%B"] as const;

/**
 * The commits of a range, newest first, by one git process. Fields and records end with NUL, which no commit can
 * hold, so that every message comes through. Throws `config/git-failed`.
 */
export async function commitsSince(
  root: string,
  range: CommitRange,
  ports: GitActionPorts,
): Promise<readonly LoggedCommit[]> {
  const fields = await log(root, range, FIELDS, ports);
  const commits: LoggedCommit[] = [];
  for (let at = 0; at + FIELDS.length <= fields.length; at += FIELDS.length) {
    const field = (index: number): string => fields[at + index] ?? "";
    const parents = field(1);
    commits.push({
      hash: field(0),
      parents: parents === "" ? [] : parents.split(" "),
      author: { name: field(2), email: field(3) },
      date: field(4),
      message: withoutLastBreaks(field(5)),
    });
  }
  return commits;
}

const MESSAGE_FIELDS = ["%H", "%B"] as const;

/** The same with hashes and messages alone, which of a long history comes in half the time. */
export async function messagesSince(
  root: string,
  range: CommitRange,
  ports: GitActionPorts,
): Promise<readonly HistoryCommit[]> {
  const fields = await log(root, range, MESSAGE_FIELDS, ports);
  const commits: HistoryCommit[] = [];
  for (let at = 0; at + 2 <= fields.length; at += 2) {
    commits.push({ hash: fields[at] ?? "", message: withoutLastBreaks(fields[at + 1] ?? "") });
  }
  return commits;
}

/** What nobody's settings may change of a log that is read. */
export const LOG_SETTINGS: readonly string[] = [
  "i18n.logOutputEncoding=UTF-8",
  "log.showSignature=false",
  "log.follow=false",
].flatMap((each) => ["-c", each]);

/** The fields of all commits of a range, one behind the other. */
async function log(
  root: string,
  { since, until = "HEAD", paths }: CommitRange,
  format: readonly string[],
  ports: GitActionPorts,
): Promise<readonly string[]> {
  const scope = paths.length === 0 ? ["--"] : ["--full-history", "--", ...paths];
  const done = await gitRunner(root, ports).run([
    ...LOG_SETTINGS,
    "log",
    "--no-color",
    "--no-notes",
    `--format=tformat:${format.join("%x00")}`,
    "-z",
    ...(since === null ? [] : [`^${since}`]),
    until,
    ...scope,
  ]);
  if (done.status !== 0) {
    const reason = done.stderr.trim().split("\n")[0] || "git log failed";
    throw fault("config/git-failed", { directory: root, reason });
  }
  const fields = done.stdout.split("\0");
  // Output beyond what is kept loses its middle; then fields no longer are what they seem.
  for (let at = 0; at + format.length <= fields.length; at += format.length) {
    if (!/^[0-9a-f]{40,64}$/.test(fields[at] ?? "")) {
      throw fault("config/git-failed", { directory: root, reason: "its history is too large" });
    }
  }
  return fields;
}

/** A message as written, without what git puts behind it. */
export function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === "\n") end -= 1;
  return text.slice(0, end);
}
