import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { Action } from "./action.ts";
import { fault } from "../findings/fault.ts";
import type { FileEdit } from "../text/file-edit.ts";
import { applyEdits } from "./apply-edits.ts";
import { makeCommit, type MadeCommit } from "./commit.ts";
import { gitRunner } from "./git-runner.ts";
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

/** Takes one step back; throws when that cannot be done, and then nothing before it is touched either. */
type Undo = () => Promise<void>;

/**
 * Carries actions out in their order, all or none: when one fails (a hook refuses, a signature cannot be made, the tag
 * exists, the disk is full, Ctrl-C), those before it are taken back, and branch, index, files and tags are as they were.
 * Throws what failed, or `version/not-taken-back`.
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
  let made: MadeCommit | null = null;
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
          made = await makeCommit(git, action, (undo) => undos.push(undo), ports);
          break;
        case "tag": {
          const target = made?.commit ?? (await git.ask("rev-parse", "--verify", "HEAD^{commit}"));
          const tag = await createTag(git, { ...action, commit: target });
          undos.push(() => removeTag(git, tag));
          tags.push(tag);
        }
      }
    }
    ports.signal.throwIfAborted();
    await made?.adopt();
  } catch (error) {
    await takeBack(undos, error);
    throw error;
  }
  return { files, commit: made?.commit ?? null, tags };
}

async function takeBack(undos: readonly Undo[], failure: unknown): Promise<void> {
  try {
    for (const undo of undos.toReversed()) await undo();
  } catch (error) {
    const words = (each: unknown): string => (each instanceof Error ? each.message : String(each));
    throw fault(
      "version/not-taken-back",
      { failure: words(failure), reason: words(error) },
      { cause: failure },
    );
  }
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
