import { join, relative } from "node:path";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import {
  digestAt,
  digestOf,
  journalDirectory,
  readJournal,
  restore,
  writeJournal,
  type Journal,
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
): Promise<void> {
  const directory = journalDirectory(root, ports);
  const targets = await Promise.all(edits.map((edit) => targetOf(root, edit, ports)));
  await ports.files.remove(directory);
  await ports.files.makeDirectory(join(directory, "before"));
  const files: Journal["files"][number][] = [];
  for (const [at, { before, after }] of edits.entries()) {
    const { path, bytes, mode } = targets[at] as Target;
    if (before !== null && bytes === null) throw fault("run/file-changed", { file: path });
    if (bytes !== null) await ports.files.write(join(directory, "before", String(at)), bytes);
    files.push({
      path,
      before: bytes === null ? null : digestOf(bytes),
      after: after === null ? null : digestOf(Buffer.from(after)),
      mode,
    });
  }
  const journal: Journal = { schema: 1, root, state: "writing", files };
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
  if (inside.startsWith("../"))
    throw fault("migrate/not-writable", { file: path, reason: "it is a link out of the project" });
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

/** Puts back what a killed run left half written; tells whether there was anything. */
export async function recover(root: string, ports: WritePorts): Promise<boolean> {
  const journal = await readJournal(root, ports);
  if (journal === null || journal.state === "written") return false;
  await refuseForeign(journal, ports);
  await restore(journal, ports);
  return true;
}

/** Takes the last migration back, byte for byte; the paths that were restored. */
export async function undoMigration(root: string, ports: WritePorts): Promise<readonly string[]> {
  const journal = await readJournal(root, ports);
  if (journal === null) throw fault("migrate/nothing-to-undo", { directory: root });
  await refuseForeign(journal, ports);
  await restore(journal, ports);
  return journal.files.map(({ path }) => path);
}

/** Files that are neither as the migration left them nor as they were before hold somebody's work. */
async function refuseForeign({ root, files }: Journal, ports: WritePorts): Promise<void> {
  const foreign: string[] = [];
  for (const { path, before, after } of files) {
    const now = await digestAt(join(root, path), ports);
    if (now !== before && now !== after) foreign.push(path);
  }
  if (foreign.length > 0) throw fault("migrate/changed-since", { files: foreign.join(", ") });
}
