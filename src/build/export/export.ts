import { basename, dirname, join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { leavingLinks, type LeavingLink } from "../../tree/leaving-links.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import { copyFiles } from "../copy-files.ts";
import { cloneSubmodule, exportSubmodules, gitlinks, initialised } from "./export-submodules.ts";
import { git, tryGit } from "../git-command.ts";

/** What an export needs to know of a tree. */
export type ExportedTree = Pick<SourceTree, "root" | "files" | "git">;

/** A copy of a tree in which a backend may do as it likes. */
export interface Exported {
  /** The copy of the repository, or of the directory. */
  readonly root: string;
  /** The project in it: the same directory, or a part of it. */
  readonly project: string;
  /** What a person should know about the copy. */
  readonly notes: readonly string[];
  /** Nothing is built from a copy with such links; paths are below `root`. */
  readonly leavingLinks: readonly LeavingLink[];
}

type ExportPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/**
 * Exports a tree into a new directory below `directory`, which keeps the tree's own name.
 *
 * `head`: a clone of the commit, with the history, the tags and the initialised submodules, so that a build sees what
 * it would see in a fresh checkout. The attributes `export-ignore` and `export-subst` are of `git archive`: a backend
 * that runs it (`meson dist`) obeys them itself, every other one reads the checkout. The clone borrows the user's
 * objects and writes nothing into that repository.
 * `worktree`: tracked and untracked, not ignored files as they lie there, those of submodules too, with such a repository.
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
    return { root, project: root, notes: [], leavingLinks: await linksOut(root, ports.files) };
  }
  const { topLevel, prefix } = tree.git;
  const root = join(directory, nameOf(topLevel));
  if (ref === "head") {
    await git(dirname(root), ["clone", "--quiet", "--shared", "--template=", topLevel, root], ports);
    await exportSubmodules(topLevel, root, ports);
  } else {
    await git(
      dirname(root),
      ["clone", "--quiet", "--shared", "--no-checkout", "--template=", topLevel, root],
      ports,
    );
    await copyWorktree(topLevel, root, ports);
  }
  const notes = [...notesOn(tree), ...(await notesOnLfs(tree, root, ports))];
  return {
    root,
    project: join(root, ...prefix.split("/")),
    notes,
    leavingLinks: await linksOut(root, ports.files),
  };
}

/** Of everything in the copy, submodules too: a backend may read beside its project. */
async function linksOut(root: string, files: Ports["files"]): Promise<readonly LeavingLink[]> {
  const links: string[] = [];
  const directories = [""];
  for (const directory of directories) {
    for (const { name, kind } of await files.list(join(root, directory))) {
      if (kind === "symlink") links.push(`${directory}${name}`);
      else if (kind === "directory" && name !== ".git") directories.push(`${directory}${name}/`);
    }
  }
  return leavingLinks(root, "", links, files);
}

function nameOf(root: string): string {
  return basename(root) || "project";
}

function notesOn(tree: ExportedTree): readonly string[] {
  const submodules = tree.files.filter((file) => file.kind === "submodule").map((file) => file.path);
  const notes: string[] = [];
  if (submodules.length > 0) {
    notes.push(
      `not initialized, so empty in the build: ${submodules.join(", ")} (git submodule update --init --recursive)`,
    );
  }
  if (tree.git?.shallow === true) {
    notes.push("the checkout is shallow: versions from history may be wrong (git fetch --unshallow --tags)");
  }
  return notes;
}

/** Files below this size can be pointers of Git LFS. */
const POINTER_BYTES = 200;

/** Git LFS files that the export has as pointers: git-lfs is not installed, or their content was never fetched. */
async function notesOnLfs(tree: ExportedTree, root: string, ports: ExportPorts): Promise<readonly string[]> {
  const attributes = tree.files.filter(({ path }) => /(^|\/)\.gitattributes$/.test(path));
  const prefix = tree.git?.prefix ?? "";
  const texts = await Promise.all(
    attributes.map(({ path }) => ports.files.readText(join(root, prefix, path)).catch(() => "")),
  );
  if (!texts.some((text) => text.includes("filter=lfs"))) return [];
  const listed = await tryGit(root, ["ls-files", "-z", "--", ":(attr:filter=lfs)"], ports);
  const pointers: string[] = [];
  for (const path of records(listed.stdout)) {
    const stat = await ports.files.stat(join(root, path));
    if (stat?.kind !== "file" || stat.size > POINTER_BYTES) continue;
    if ((await ports.files.readText(join(root, path))).startsWith("version https://git-lfs"))
      pointers.push(path);
  }
  if (pointers.length === 0) return [];
  const more = pointers.length > 3 ? ` and ${pointers.length - 3} more` : "";
  return [
    `Git LFS pointers, not files, in the build: ${pointers.slice(0, 3).join(", ")}${more} (git lfs install; git lfs pull)`,
  ];
}

/** Fills a clone without files with the files of a checkout as they lie there, those of its submodules too. */
async function copyWorktree(checkout: string, root: string, ports: ExportPorts): Promise<void> {
  const [staged, others] = await Promise.all([
    git(checkout, ["ls-files", "-z", "--stage"], ports),
    git(checkout, ["ls-files", "-z", "--others", "--exclude-standard"], ports),
  ]);
  const tracked = records(staged).map((entry) => entry.slice(entry.indexOf("\t") + 1));
  await copyFiles(checkout, root, [...new Set([...tracked, ...records(others)])], ports);
  // The same index as at home, without hashing a file: git would touch the objects that it finds again.
  await git(root, ["update-index", "-z", "--index-info"], ports, staged);
  const links = gitlinks(staged);
  for (const { path } of links) await ports.files.makeDirectory(join(root, path));
  for (const link of await initialised(links, checkout, ports)) {
    await cloneSubmodule(root, join(checkout, link.path), link, ports);
    await copyWorktree(join(checkout, link.path), join(root, link.path), ports);
  }
  await tryGit(root, ["update-index", "-q", "--refresh"], ports);
}

function records(output: string): readonly string[] {
  return output.split("\0").filter((record) => record !== "");
}
