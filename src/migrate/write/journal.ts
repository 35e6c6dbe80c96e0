import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { projectFolder, stateDirectory } from "../../engine/state-directory.ts";
import { fault } from "../../findings/fault.ts";
import type { Ports } from "../../ports/ports.ts";
import { parseJson } from "../../text/json.ts";

type JournalPorts = Pick<Ports, "files" | "environment">;

/** What a migration wrote, and how it was before. */
export interface Journal {
  readonly schema: 1;
  readonly root: string;
  /** `writing` and `restoring` are left behind by a run that was killed. */
  readonly state: "writing" | "written" | "restoring";
  readonly files: readonly JournalFile[];
  /** Null when the files were written where they are. */
  readonly branch: MigrationBranch | null;
}

/** The branch that a migration opened for itself. */
export interface MigrationBranch {
  readonly name: string;
  /** The branch that was checked out before; null: none, HEAD was detached. */
  readonly from: string | null;
  /** The commit at which it was opened. */
  readonly base: string;
  /** The migration's own commit; null until it is made. */
  readonly commit: string | null;
}

/** A file that a migration writes: digests of its bytes, null where there is no file. */
interface JournalFile {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly mode: number | null;
}

const DIGEST = v.nullable(v.string());
const FILE: v.GenericSchema<unknown, JournalFile> = v.object({
  path: v.string(),
  before: DIGEST,
  after: DIGEST,
  mode: v.nullable(v.number()),
});
const BRANCH: v.GenericSchema<unknown, MigrationBranch> = v.object({
  name: v.string(),
  from: v.nullable(v.string()),
  base: v.string(),
  commit: v.nullable(v.string()),
});
const JOURNAL: v.GenericSchema<unknown, Journal> = v.object({
  schema: v.literal(1),
  root: v.string(),
  state: v.picklist(["writing", "written", "restoring"]),
  files: v.array(FILE),
  branch: v.nullable(BRANCH),
});

/** Where the backup of a project's last migration is: outside of the repository, which a pull request can change. */
export function journalDirectory(root: string, { environment }: Pick<Ports, "environment">): string {
  return join(stateDirectory(environment), "shipwheel", "migrations", projectFolder(root));
}

/** The journal of the last migration; null when there is none. */
export async function readJournal(root: string, ports: JournalPorts): Promise<Journal | null> {
  const path = join(journalDirectory(root, ports), "journal.json");
  if ((await ports.files.stat(path)) === null) return null;
  const read = v.safeParse(JOURNAL, parseJson(await ports.files.readText(path)));
  return read.success && read.output.root === root ? read.output : null;
}

/** Writes the journal, whole or not at all. */
export function writeJournal(journal: Journal, ports: JournalPorts): Promise<void> {
  return ports.files.write(
    join(journalDirectory(journal.root, ports), "journal.json"),
    `${JSON.stringify(journal, null, 2)}\n`,
  );
}

/** The branch as it is once the migration is committed on it. */
export async function recordBranch(
  root: string,
  branch: MigrationBranch,
  ports: JournalPorts,
): Promise<void> {
  const journal = await readJournal(root, ports);
  if (journal !== null) await writeJournal({ ...journal, branch }, ports);
}

/** What the migration wrote into its file of this number; null when it removed it, or when the copy is gone. */
export async function writtenCopy(root: string, at: number, ports: JournalPorts): Promise<string | null> {
  const path = join(journalDirectory(root, ports), "after", String(at));
  return (await ports.files.stat(path)) === null ? null : ports.files.readText(path);
}

/** Lower-case hex sha256. */
export function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The digest of a file as it is; null when there is none. */
export async function digestAt(path: string, { files }: Pick<Ports, "files">): Promise<string | null> {
  return (await files.stat(path)) === null ? null : digestOf(await files.read(path));
}

/** Puts every file back that is not as it was before; the backup of each is looked at first. */
export async function restore(journal: Journal, ports: JournalPorts): Promise<void> {
  const directory = journalDirectory(journal.root, ports);
  const copies = new Map<string, Uint8Array>();
  for (const [at, { path, before }] of journal.files.entries()) {
    if (before === null) continue;
    const copy = await ports.files.read(join(directory, "before", String(at))).catch(() => null);
    if (copy === null || digestOf(copy) !== before)
      throw fault("migrate/backup-damaged", { directory, file: path });
    copies.set(path, copy);
  }
  await writeJournal({ ...journal, state: "restoring" }, ports);
  for (const { path, before, mode } of journal.files) {
    const target = join(journal.root, path);
    const copy = copies.get(path);
    if (copy === undefined) await ports.files.remove(target);
    else if ((await digestAt(target, ports)) !== before)
      await ports.files.write(target, copy, mode === null ? {} : { mode });
    await removeDrafts(target, ports);
  }
  await ports.files.remove(directory);
}

/** What a write that was killed left beside the file: a neighbour that was never renamed. */
async function removeDrafts(target: string, { files }: Pick<Ports, "files">): Promise<void> {
  const folder = dirname(target);
  if ((await files.stat(folder)) === null) return;
  for (const { name } of await files.list(folder)) {
    const end = name.startsWith(`.${basename(target)}.`) ? name.slice(basename(target).length + 2) : "";
    if (/^[0-9a-f]{12}\.tmp$/.test(end)) await files.remove(join(folder, name));
  }
}
