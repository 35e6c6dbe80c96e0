import { dirname, join } from "node:path";
import type { Files } from "../ports/files.ts";
import type { CommitAction } from "./action.ts";
import { fault } from "../findings/fault.ts";
import { gitWords, type GitRunner } from "./git-runner.ts";

/** A commit that was made; the checkout's index does not know of it yet. */
export interface MadeCommit {
  /** Full hash. */
  readonly commit: string;
  /** Last step: the index takes the commit's files over, and keeps all else that is staged. Throws `version/commit-failed`. */
  readonly adopt: () => Promise<void>;
}

/**
 * One commit of the named files as they lie there. It is made with a copy of the index, so that the checkout's own, with
 * all that is staged in it, stays untouched to the byte (and to the time, by which git tells changed files) until
 * everything has come through. How to take it back is handed over before the first change. Throws
 * `version/commit-failed` with the words of git or of the hook.
 */
export async function makeCommit(
  git: GitRunner,
  action: CommitAction,
  onBegin: (undo: () => Promise<void>) => void,
  { files }: { readonly files: Files },
): Promise<MadeCommit> {
  const [head, gitIndex, directory] = await Promise.all([
    git.ask("rev-parse", "--verify", "HEAD^{commit}"),
    git.ask("rev-parse", "--path-format=absolute", "--git-path", "index"),
    files.temporaryDirectory("index"),
  ]);
  const index = join(directory, "index");
  await files.copy(gitIndex, index);
  const locks = await commitLocks(gitIndex, files);
  const paths = ["--", ...action.paths];
  onBegin(async () => {
    await dropCommit(git, head);
    // A git that was killed leaves its locks.
    for (const lock of await commitLocks(gitIndex, files))
      if (!locks.includes(lock)) await files.remove(lock);
  });
  const added = await git.run(["add", "--intent-to-add", ...paths], { index });
  if (added.status !== 0) throw fault("version/commit-failed", { reason: gitWords(added, "add") });
  const done = await git.run(["commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-", ...paths], {
    input: `${action.message}\n`,
    index,
  });
  if (done.status !== 0) throw fault("version/commit-failed", { reason: gitWords(done, "commit") });
  return {
    commit: await git.ask("rev-parse", "--verify", "HEAD^{commit}"),
    async adopt() {
      const adopted = await git.run(["reset", "--quiet", ...paths], { heedless: true });
      if (adopted.status !== 0) throw fault("version/commit-failed", { reason: gitWords(adopted, "reset") });
    },
  };
}

/** Puts the branch back to `head`, if all that came since is one commit: another one is not ours to drop. */
async function dropCommit(git: GitRunner, head: string): Promise<void> {
  const heedless = { heedless: true };
  const found = await git.run(["rev-parse", "--verify", "HEAD^{commit}"], heedless);
  const now = found.stdout.trim();
  if (now === head) return;
  const parent = await git.run(["rev-parse", "--verify", `${now}^`], heedless);
  if (parent.stdout.trim() !== head) throw new Error("another commit was added on top of it");
  const done = await git.run(["update-ref", "-m", "shipwheel: taken back", "HEAD", head, now], heedless);
  if (done.status !== 0) throw new Error(gitWords(done, "update-ref"));
}

/** The lock files of commits of some files only. */
async function commitLocks(index: string, files: Pick<Files, "list">): Promise<readonly string[]> {
  const directory = dirname(index);
  const names = (await files.list(directory)).map((entry) => entry.name);
  return names.filter((name) => /^next-index-[0-9]+\.lock$/.test(name)).map((name) => join(directory, name));
}
