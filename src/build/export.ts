import { basename, dirname, join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { copyFiles } from "./copy-files.ts";
import { unpackArchive, usesExportAttributes } from "./export-attributes.ts";
import { git, tryGit } from "./git-command.ts";

/** What an export needs to know of a tree. */
export type ExportedTree = Pick<SourceTree, "root" | "files" | "git">;

/** A copy of a tree in which a back-end may do as it likes. */
export interface Exported {
  /** The copy of the repository, or of the directory. */
  readonly root: string;
  /** The project in it: the same directory, or a part of it. */
  readonly project: string;
  /** What a person should know about the copy. */
  readonly notes: readonly string[];
}

type ExportPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/**
 * Exports a tree into a new directory below `directory`, which keeps the tree's own name.
 *
 * `head`: the commit as `git archive` would give it (attributes `export-subst` and `export-ignore` obeyed, no
 * untracked file), together with a repository of its own that has the history and the tags and is clean, so that
 * versions from history are right. It borrows the user's objects and writes nothing into that repository.
 * `worktree`: tracked and untracked, not ignored files as they lie there, with such a repository.
 * Without git: the tree's files.
 */
export async function exportTree(
  tree: ExportedTree,
  ref: "head" | "worktree",
  directory: string,
  ports: ExportPorts,
): Promise<Exported> {
  if (tree.git === null) {
    const root = join(directory, nameOf(tree.root));
    await copyFiles(
      tree.root,
      root,
      tree.files.map((file) => file.path),
      ports,
    );
    return { root, project: root, notes: [] };
  }
  const { topLevel, prefix } = tree.git;
  const root = join(directory, nameOf(topLevel));
  if (ref === "head") {
    await exportCommit(tree, topLevel, root, ports);
  } else {
    await exportWorktree(topLevel, root, ports);
  }
  return { root, project: join(root, ...prefix.split("/")), notes: notesOn(tree) };
}

async function exportCommit(
  tree: ExportedTree,
  topLevel: string,
  root: string,
  ports: ExportPorts,
): Promise<void> {
  const clone = ["clone", "--quiet", "--shared", "--template="];
  // What the attributes are in the user's files is a hint; what they are in the commit decides.
  if (!(await usesExportAttributes(tree, topLevel, ports))) {
    await git(dirname(root), [...clone, topLevel, root], ports);
    if (!(await usesExportAttributes(tree, root, ports))) return;
  } else await git(dirname(root), [...clone, "--no-checkout", topLevel, root], ports);
  await unpackArchive(root, ports);
}

function nameOf(root: string): string {
  return basename(root) || "project";
}

function notesOn(tree: ExportedTree): readonly string[] {
  const submodules = tree.files.filter((file) => file.kind === "submodule").map((file) => file.path);
  const notes: string[] = [];
  if (submodules.length > 0) {
    notes.push(
      `submodules are not part of an export, as with git archive: ${submodules.join(", ")} is empty in the build`,
    );
  }
  if (tree.git?.shallow === true) {
    notes.push("the checkout is shallow: versions from history may be wrong (git fetch --unshallow --tags)");
  }
  return notes;
}

async function exportWorktree(topLevel: string, root: string, ports: ExportPorts): Promise<void> {
  const [staged, others] = await Promise.all([
    git(topLevel, ["ls-files", "-z", "--stage"], ports),
    git(topLevel, ["ls-files", "-z", "--others", "--exclude-standard"], ports),
    git(topLevel, ["clone", "--quiet", "--shared", "--no-checkout", "--template=", topLevel, root], ports),
  ]);
  const tracked = records(staged).map((entry) => entry.slice(entry.indexOf("\t") + 1));
  await copyFiles(topLevel, root, [...new Set([...tracked, ...records(others)])], ports);
  // The same index as at home, without hashing a file: git would touch the objects that it finds again.
  await git(root, ["update-index", "-z", "--index-info"], ports, staged);
  await tryGit(root, ["update-index", "-q", "--refresh"], ports);
}

function records(output: string): readonly string[] {
  return output.split("\0").filter((record) => record !== "");
}
