import { join, relative } from "node:path";
import { unifiedDiff } from "../../text/unified-diff.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import {
  digestAt,
  digestOf,
  journalDirectory,
  restore,
  writeJournal,
  writtenCopy,
  type Journal,
  type MigrationBranch,
} from "./journal.ts";

type WritePorts = Pick<Ports, "files" | "environment">;

/**
 * Writes all files or none: copies of what was there and the journal first, outside of the repository, then each file
 * whole. A run that is killed leaves a journal by which the next one puts everything back.
 */
export async function writeMigration(
  root: string,
  edits: readonly FileEdit[],
  ports: WritePorts,
  branch: MigrationBranch | null = null,
): Promise<void> {
  const directory = journalDirectory(root, ports);
  const targets = await Promise.all(edits.map((edit) => targetOf(root, edit, ports)));
  await ports.files.remove(directory);
  for (const copies of ["before", "after"]) await ports.files.makeDirectory(join(directory, copies));
  const files: Journal["files"][number][] = [];
  for (const [at, { before, after }] of edits.entries()) {
    const { path, bytes, mode } = targets[at] as Target;
    if (before !== null && bytes === null) throw fault("run/file-changed", { file: path });
    if (bytes !== null) await ports.files.write(join(directory, "before", String(at)), bytes);
    if (after !== null) await ports.files.write(join(directory, "after", String(at)), after);
    files.push({
      path,
      before: bytes === null ? null : digestOf(bytes),
      after: after === null ? null : digestOf(Buffer.from(after)),
      mode,
    });
  }
  const journal: Journal = { schema: 1, root, state: "writing", files, branch };
  await writeJournal(journal, ports);
  try {
    for (const [at, { after }] of edits.entries()) {
      const { path, mode } = targets[at] as Target;
      if (after === null) await ports.files.remove(join(root, path));
      else await ports.files.write(join(root, path), after, mode === null ? {} : { mode });
    }
    await writeJournal({ ...journal, state: "written" }, ports);
  } catch (error) {
    await restore(journal, ports);
    const { code } = error as { code?: string };
    if (code === "ENOSPC")
      throw fault("run/disk-full", { reason: "while writing", directory: root }, { cause: error });
    throw error;
  }
}

/** Throws where a file could not be written: told before anything is built. */
export async function refuseUnwritable(
  root: string,
  edits: readonly FileEdit[],
  ports: WritePorts,
): Promise<void> {
  for (const edit of edits) await targetOf(root, edit, ports);
}

interface Target {
  /** Relative to the root: of a link, the file that it leads to. */
  readonly path: string;
  readonly bytes: Uint8Array | null;
  readonly mode: number | null;
}

async function targetOf(root: string, { path, before }: FileEdit, { files }: WritePorts): Promise<Target> {
  const own = join(root, path);
  const stat = await files.stat(own);
  if (stat === null) return { path, bytes: null, mode: null };
  const [realRoot, real] = await Promise.all([files.realPath(root), files.realPath(own)]);
  const inside = relative(realRoot, real).replaceAll("\\", "/");
  if (inside.startsWith("../")) throw fault("migrate/link-out", { file: path, target: real });
  const place = stat.kind === "symlink" ? ((await files.stat(real)) ?? stat) : stat;
  if ((place.mode & 0o200) === 0)
    throw fault("migrate/not-writable", { file: path, reason: "it is read-only" });
  const bytes = await files.read(real);
  if (
    before !== null &&
    Buffer.from(bytes)
      .toString("utf8")
      .replace(/^\ufeff/, "") !== before.replace(/^\ufeff/, "")
  )
    throw fault("run/file-changed", { file: path });
  return { path: stat.kind === "symlink" ? inside : path, bytes, mode: place.mode };
}

/** Files that are neither as the migration left them nor as they were before hold somebody's work. */
export async function refuseForeign({ root, files }: Journal, ports: WritePorts): Promise<void> {
  const foreign: FileEdit[] = [];
  for (const [at, { path, before, after }] of files.entries()) {
    const now = await digestAt(join(root, path), ports);
    if (now === before || now === after) continue;
    const text = now === null ? null : await ports.files.readText(join(root, path));
    foreign.push({ path, before: await writtenCopy(root, at, ports), after: text });
  }
  if (foreign.length === 0) return;
  const diff = unifiedDiff(foreign);
  // Beside the backup, which goes with the undo: it is all that is left of somebody's work.
  const patch = `${journalDirectory(root, ports)}-${digestOf(Buffer.from(diff)).slice(0, 8)}.patch`;
  await ports.files.write(patch, diff);
  const names = foreign.map(({ path }) => path).join(", ");
  throw fault("migrate/changed-since", { files: names, patch }, { details: { diff } });
}
