import { fault } from "../../findings/fault.ts";
import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import type { HistoryCommit } from "../read-changes.ts";
import { LOG_SETTINGS, withoutLastBreaks } from "./commits-since.ts";

/** What lies between HEAD and the releases behind it. */
export interface SinceReleases {
  /** The commits that are behind none of them, newest first. */
  readonly commits: readonly HistoryCommit[];
  /** Hashes of the commits at which they end, each behind a release or one itself; none where they end at a root. */
  readonly edges: readonly string[];
}

/**
 * Reads the commits behind HEAD that are behind none of the releases (hashes of commits): one walk, which ends where they
 * end, however long the history is. Throws `config/git-failed`.
 */
export async function sinceReleases(
  root: string,
  releases: readonly string[],
  ports: GitActionPorts,
): Promise<SinceReleases> {
  const format = ["--no-color", "--no-notes", "--format=tformat:%m%H%x00%B", "-z"];
  const args = [...LOG_SETTINGS, "log", ...format, "--boundary", "--stdin", "HEAD", "--"];
  const input = releases.map((hash) => `^${hash}\n`).join("");
  const done = await gitRunner(root, ports).run(args, { input });
  if (done.status !== 0) {
    const reason = done.stderr.trim().split("\n")[0] || "git log failed";
    throw fault("config/git-failed", { directory: root, reason });
  }
  const fields = done.stdout.split("\0");
  const commits: HistoryCommit[] = [];
  const edges: string[] = [];
  for (let at = 0; at + 2 <= fields.length; at += 2) {
    const [marked = "", message = ""] = [fields[at], fields[at + 1]];
    // Output beyond what is kept loses its middle; then fields no longer are what they seem.
    if (!/^[->][0-9a-f]{40,64}$/.test(marked))
      throw fault("config/git-failed", { directory: root, reason: "its history is too large" });
    const hash = marked.slice(1);
    if (marked.startsWith("-")) edges.push(hash);
    else commits.push({ hash, message: withoutLastBreaks(message) });
  }
  return { commits, edges };
}
