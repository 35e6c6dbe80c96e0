import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { Action, CommitAction } from "../../values/action.ts";
import { fault } from "../../values/fault.ts";
import type { FileEdit } from "../../values/file-edit.ts";
import { applyEdits } from "../apply-edits.ts";
import { gitRunner, gitWords, type GitRunner } from "./git-runner.ts";
import { createTag, removeTag, type MadeTag } from "./tag.ts";

/** What was made. */
export interface CarriedOut {
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  /** Hash; null when no commit was asked for. */
  readonly commit: string | null;
  readonly tags: readonly MadeTag[];
}

type CarryPorts = Pick<Ports, "files" | "processes" | "environment" | "signal">;

/** How one step is taken back. */
type Undo = () => Promise<void>;

/**
 * Carries actions out in their order, all or none: when one fails (a hook refuses, a signature cannot be made, the tag
 * exists, the disk is full, Ctrl-C), those before it are taken back, and branch, index, files and tags are as they were.
 */
export async function carryOut(
  root: string,
  actions: readonly Action[],
  ports: CarryPorts,
): Promise<CarriedOut> {
  const git = gitRunner(root, ports);
  const undos: Undo[] = [];
  const files: string[] = [];
  const tags: MadeTag[] = [];
  let commit: string | null = null;
  try {
    for (const action of actions) {
      ports.signal.throwIfAborted();
      switch (action.kind) {
        case "write-files":
          await applyEdits(root, action.edits, ports);
          undos.push(() => putBack(root, action.edits, ports));
          files.push(...action.edits.map((edit) => edit.path));
          break;
        case "commit":
          commit = await makeCommit(git, action, undos, ports);
          break;
        case "tag": {
          const target = commit ?? (await git.ask("rev-parse", "--verify", "HEAD^{commit}"));
          const made = await createTag(git, { ...action, commit: target });
          undos.push(() => removeTag(git, made));
          tags.push(made);
        }
      }
    }
    ports.signal.throwIfAborted();
  } catch (error) {
    for (const undo of undos.toReversed()) await undo();
    throw error;
  }
  return { files, commit, tags };
}

/**
 * One commit of the named files as they lie there; what else is staged stays staged. The index is kept as bytes, so
 * that taking the commit back takes everything back.
 */
async function makeCommit(
  git: GitRunner,
  action: CommitAction,
  undos: Undo[],
  { files }: CarryPorts,
): Promise<string> {
  const [head, indexPath] = await Promise.all([
    git.ask("rev-parse", "--verify", "HEAD^{commit}"),
    git.ask("rev-parse", "--path-format=absolute", "--git-path", "index"),
  ]);
  const index = await files.read(indexPath);
  undos.push(() => files.write(indexPath, index));
  const added = await git.run(["add", "--intent-to-add", "--", ...action.paths]);
  if (added.status !== 0) throw fault("version/commit-failed", { reason: gitWords(added, "add") });
  const done = await git.run(
    ["commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-", "--", ...action.paths],
    { input: `${action.message}\n` },
  );
  const made = await git.run(["rev-parse", "--verify", "HEAD^{commit}"], { heedless: true });
  const commit = made.stdout.trim();
  if (commit !== head) {
    undos.push(async () => {
      // Only while HEAD is still that commit: another one, made in between, is not ours to drop.
      await git.run(["update-ref", "-m", "shipwheel: taken back", "HEAD", head, commit], { heedless: true });
    });
  }
  if (done.status !== 0) throw fault("version/commit-failed", { reason: gitWords(done, "commit") });
  return commit;
}

/** Files as they were before, whatever a hook made of them in between: they were clean when the bump began. */
async function putBack(
  root: string,
  edits: readonly FileEdit[],
  { files }: Pick<Ports, "files">,
): Promise<void> {
  for (const { path, before } of edits) {
    const target = join(root, path);
    if (before === null) await files.remove(target);
    else {
      const mode = (await files.stat(target))?.mode;
      await files.write(target, before, mode === undefined ? {} : { mode });
    }
  }
}
