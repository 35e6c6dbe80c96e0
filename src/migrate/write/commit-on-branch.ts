import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import { fault } from "../../findings/fault.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import type { MigrationBranch } from "./journal.ts";

/** Makes a branch for the migration, before anything is written. */
export async function openBranch(
  root: string,
  name: string,
  ports: GitActionPorts,
): Promise<MigrationBranch> {
  const git = gitRunner(root, ports);
  const failed = (reason: string): Error => fault("migrate/branch-failed", { branch: name, reason });
  const staged = await git.run(["diff", "--cached", "--quiet"]);
  if (staged.status !== 0) throw failed("the index has staged changes");
  const from = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"]);
  const base = await git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (base.status !== 0) throw failed("the repository has no commit yet");
  const made = await git.run(["switch", "--quiet", "--create", name]);
  if (made.status !== 0) throw failed(made.stderr.trim());
  return {
    name,
    from: from.status === 0 ? from.stdout.trim() : null,
    base: base.stdout.trim(),
    commit: null,
  };
}

/** One commit of the written files, and nothing else. */
export async function commitMigration(
  root: string,
  edits: readonly FileEdit[],
  subject: string,
  branch: MigrationBranch,
  ports: GitActionPorts,
): Promise<MigrationBranch> {
  const git = gitRunner(root, ports);
  const added = await git.run(["add", "--all", "--", ...edits.map(({ path }) => path)]);
  const made = added.status === 0 ? await git.run(["commit", "--quiet", "-m", subject]) : added;
  if (made.status !== 0)
    throw fault("migrate/branch-failed", {
      branch: branch.name,
      reason: made.stderr.trim() || made.stdout.trim(),
    });
  return { ...branch, commit: await git.ask("rev-parse", "HEAD") };
}
