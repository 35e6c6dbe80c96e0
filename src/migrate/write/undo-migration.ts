import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { commitOf, deleteBranch, leaveBranch } from "./commit-on-branch.ts";
import { readJournal, restore, type Journal } from "./journal.ts";
import { refuseForeign } from "./write-migration.ts";

/** What was taken back. */
export interface Undone {
  readonly restored: readonly string[];
  /** The migration's own branch, which held nothing else and is gone; null: there was none, or it stays. */
  readonly deletedBranch: string | null;
  /** The migration's own branch where it holds other commits, too. */
  readonly keptBranch: string | null;
}

type UndoPorts = Pick<Ports, "files" | "environment"> & GitActionPorts;

/** Takes the last migration back, byte for byte, and its branch with it. */
export async function undoMigration(root: string, ports: UndoPorts): Promise<Undone> {
  const journal = await readJournal(root, ports);
  if (journal === null) throw fault("migrate/nothing-to-undo", { directory: root });
  return takeBack(journal, ports);
}

/** Puts back what a killed run left half written; tells whether there was anything. */
export async function recover(root: string, ports: UndoPorts): Promise<boolean> {
  const journal = await readJournal(root, ports);
  if (journal === null || journal.state === "written") return false;
  await takeBack(journal, ports);
  return true;
}

async function takeBack(journal: Journal, ports: UndoPorts): Promise<Undone> {
  const { root, branch, files } = journal;
  await refuseForeign(journal, ports);
  const git = gitRunner(root, ports);
  const tip = branch === null ? null : await commitOf(git, `refs/heads/${branch.name}`);
  const isOwn = branch !== null && tip === (branch.commit ?? branch.base);
  // What was staged for a commit that was not made.
  if (isOwn && branch.commit === null) await git.run(["reset", "--quiet"]);
  if (isOwn) await leaveBranch(git, branch);
  await restore(journal, ports);
  if (isOwn) await deleteBranch(git, branch);
  return {
    restored: files.map(({ path }) => path),
    deletedBranch: isOwn ? branch.name : null,
    keptBranch: branch !== null && tip !== null && !isOwn ? branch.name : null,
  };
}
