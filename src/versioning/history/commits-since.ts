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
  { since, until = "HEAD", paths }: CommitRange,
  ports: GitActionPorts,
): Promise<readonly LoggedCommit[]> {
  const settings = [
    "-c",
    "i18n.logOutputEncoding=UTF-8",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.follow=false",
  ];
  const scope = paths.length === 0 ? [] : ["--full-history", "--", ...paths];
  const range = [...(since === null ? [] : [`^${since}`]), until];
  const done = await gitRunner(root, ports).run([
    ...settings,
    "log",
    "--no-color",
    "--no-notes",
    `--format=tformat:${FIELDS.join("%x00")}`,
    "-z",
    ...range,
    ...(scope.length === 0 ? ["--"] : scope),
  ]);
  if (done.status !== 0) {
    const reason = done.stderr.trim().split("\n")[0] || "git log failed";
    throw fault("config/git-failed", { directory: root, reason });
  }
  const fields = done.stdout.split("\0");
  const commits: LoggedCommit[] = [];
  for (let at = 0; at + FIELDS.length <= fields.length; at += FIELDS.length) {
    const [hash = "", parents = "", name = "", email = "", date = "", message = ""] = fields.slice(
      at,
      at + FIELDS.length,
    );
    // Output beyond what is kept loses its middle; then fields no longer are what they seem.
    if (!/^[0-9a-f]{40,64}$/.test(hash)) {
      throw fault("config/git-failed", { directory: root, reason: "its history is too large to be read" });
    }
    commits.push({
      hash,
      parents: parents === "" ? [] : parents.split(" "),
      author: { name, email },
      date,
      message: message.replace(/\n+$/, ""),
    });
  }
  return commits;
}
