import { gitRunner, type GitActionPorts, type GitRunner } from "../../git/git-runner.ts";
import { fault } from "../../findings/fault.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import type { Ports } from "../../ports/ports.ts";
import { recordBranch, type MigrationBranch } from "./journal.ts";
import { writeMigration } from "./write-migration.ts";

type BranchPorts = Pick<Ports, "files" | "environment"> & GitActionPorts;

/** Writes the migration as one commit on a branch of its own, which goes again where the files cannot be written. */
export async function writeOnBranch(
  root: string,
  edits: readonly FileEdit[],
  { name, subject }: { readonly name: string; readonly subject: string },
  ports: BranchPorts,
): Promise<void> {
  const opened = await openBranch(root, name, ports);
  try {
    await writeMigration(root, edits, ports, opened);
  } catch (error) {
    // Why it cannot be written comes first, even where git cannot take the branch back.
    await dropBranch(gitRunner(root, ports), opened).catch(() => null);
    throw error;
  }
  await recordBranch(root, await commitMigration(root, edits, subject, opened, ports), ports);
}

/** Makes a branch for the migration, before anything is written. */
async function openBranch(root: string, name: string, ports: GitActionPorts): Promise<MigrationBranch> {
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
async function commitMigration(
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

/** Back to where the branch was opened, which has no part of the migration. */
export async function leaveBranch(git: GitRunner, { name, from, base }: MigrationBranch): Promise<void> {
  const head = await git.run(["symbolic-ref", "--quiet", "--short", "HEAD"]);
  if (head.stdout.trim() !== name) return;
  if (from !== null && (await commitOf(git, `refs/heads/${from}`)) !== base)
    throw fault("migrate/branch-moved", { branch: name, from });
  const done = await git.run(["switch", "--quiet", ...(from === null ? ["--detach", base] : [from])]);
  if (done.status !== 0) throw fault("migrate/branch-failed", { branch: name, reason: done.stderr.trim() });
}

/** The commit of a reference; null when there is none. */
export async function commitOf(git: GitRunner, ref: string): Promise<string | null> {
  const done = await git.run(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  return done.status === 0 ? done.stdout.trim() : null;
}

async function dropBranch(git: GitRunner, branch: MigrationBranch): Promise<void> {
  await leaveBranch(git, branch);
  await deleteBranch(git, branch);
}

/** Deletes the branch, which has to be left by then. */
export async function deleteBranch(git: GitRunner, { name }: MigrationBranch): Promise<void> {
  await git.run(["branch", "--quiet", "--delete", "--force", name], { heedless: true });
}
