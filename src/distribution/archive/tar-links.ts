import { posix } from "node:path";
import type { ArchiveEntry, ArchiveProblem } from "./archive.ts";

/** Links that leave the tree, are absolute or point at nothing (A017), as PEP 706's data filter judges them. */
export function* linkProblems(entries: readonly ArchiveEntry[]): Generator<ArchiveProblem> {
  const present = new Set<string>();
  const symlinks = new Set<string>();
  const targets = new Map<string, string>();
  for (const entry of entries) {
    for (let path = posix.normalize(entry.name); path !== "." && path !== "/"; path = posix.dirname(path))
      present.add(path);
    if (entry.kind !== "symlink") continue;
    const name = posix.normalize(entry.name);
    symlinks.add(name);
    targets.set(name, posix.normalize(posix.join(posix.dirname(name), entry.linkTarget ?? "")));
  }
  for (const entry of entries) {
    const through = folderLink(entry.name, symlinks);
    if (through !== null)
      yield problem("member-behind-link", entry, `${entry.name} is below the symbolic link ${through}.`);
    if (entry.kind === "symlink" && isLoop(posix.normalize(entry.name), targets))
      yield problem("link-loop", entry, `The symbolic link ${entry.name} points to itself.`);
    else if (entry.linkTarget !== undefined) yield* judge(entry, entry.linkTarget, present, symlinks);
  }
}

/** Whether a chain of links never arrives at anything else. */
function isLoop(start: string, targets: ReadonlyMap<string, string>): boolean {
  const passed = new Set<string>();
  for (let name: string | undefined = start; name !== undefined; name = targets.get(name)) {
    if (passed.has(name)) return true;
    passed.add(name);
  }
  return false;
}

function problem(slug: string, entry: ArchiveEntry, message: string): ArchiveProblem {
  return { code: "A017", slug, message, entry: entry.name };
}

function* judge(
  entry: ArchiveEntry,
  target: string,
  present: ReadonlySet<string>,
  symlinks: ReadonlySet<string>,
): Generator<ArchiveProblem> {
  const what = `The ${entry.kind === "symlink" ? "symbolic" : "hard"} link ${entry.name}`;
  // A hard link names another member; a symbolic link is relative to its own folder.
  const base = entry.kind === "symlink" ? posix.dirname(entry.name) : ".";
  const resolved = posix.normalize(posix.join(base, target));
  const [top] = posix.normalize(entry.name).split("/");
  if (posix.isAbsolute(target))
    yield problem("link-absolute", entry, `${what} points to the absolute path ${target}.`);
  else if (resolved !== top && !resolved.startsWith(`${top}/`))
    yield problem("link-outside-the-tree", entry, `${what} points outside the tree, to ${target}.`);
  else if (!present.has(resolved) && folderLink(resolved, symlinks) === null)
    yield problem("link-to-nothing", entry, `${what} points at ${target}, which is not in the archive.`);
}

/** The first folder on the way to a member that is itself a symbolic link. */
function folderLink(name: string, symlinks: ReadonlySet<string>): string | null {
  if (symlinks.size === 0) return null;
  const parts = posix.normalize(name).split("/");
  for (let count = 1; count < parts.length; count += 1) {
    const folder = parts.slice(0, count).join("/");
    if (symlinks.has(folder)) return folder;
  }
  return null;
}
