import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import { fault } from "../../findings/fault.ts";
import type { FileEdit } from "../../text/file-edit.ts";

/** Makes a branch for the migration, before anything is written. */
export async function openBranch(root: string, name: string, ports: GitActionPorts): Promise<void> {
  const git = gitRunner(root, ports);
  const staged = await git.run(["diff", "--cached", "--quiet"]);
  if (staged.status !== 0)
    throw fault("migrate/branch-failed", { branch: name, reason: "the index has staged changes" });
  const made = await git.run(["switch", "--quiet", "--create", name]);
  if (made.status !== 0) throw fault("migrate/branch-failed", { branch: name, reason: made.stderr.trim() });
}

/** One commit of the written files, and nothing else. */
export async function commitMigration(
  root: string,
  edits: readonly FileEdit[],
  subject: string,
  branch: string,
  ports: GitActionPorts,
): Promise<void> {
  const git = gitRunner(root, ports);
  const added = await git.run(["add", "--all", "--", ...edits.map(({ path }) => path)]);
  const made = added.status === 0 ? await git.run(["commit", "--quiet", "-m", subject]) : added;
  if (made.status !== 0)
    throw fault("migrate/branch-failed", { branch, reason: made.stderr.trim() || made.stdout.trim() });
}
