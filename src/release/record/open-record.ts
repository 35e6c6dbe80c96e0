import { dirname, join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { stateDirectory } from "../../engine/state-directory.ts";
import {
  JOURNAL_FILE,
  readJournal,
  readRecord,
  RECORD_FILE,
  recordOf,
  type ReleaseRecord,
} from "./record-file.ts";
import type { RecordCheck } from "./check-record.ts";

/** A record, where it was found, and what is to be said of itself and of the journal beside it. */
export interface RecordPlace {
  readonly directory: string;
  /** Of the record. */
  readonly path: string;
  /** Null when it cannot be trusted. */
  readonly record: ReleaseRecord | null;
  readonly checks: readonly RecordCheck[];
}

/** A record is lines of JSON: what is larger is none. Bytes. */
const LARGEST = 64 * 2 ** 20;

/**
 * Finds and reads a record by its path, its directory, or the tag or version of a release that was made on this
 * machine. Throws `release/not-a-release`.
 */
export async function openRecord(
  release: string,
  ports: Pick<Ports, "files" | "environment">,
): Promise<RecordPlace> {
  const path = await findRecord(release, ports);
  const directory = dirname(path);
  const checks: RecordCheck[] = [];
  const text = await boundedText(path, ports);
  const isJournal = path.endsWith(".jsonl");
  const read = isJournal ? fromJournal(text) : readRecord(text);
  let record: ReleaseRecord | null = null;
  if ("reason" in read) {
    checks.push({ title: "record and journal", outcome: "broken", detail: read.reason, file: read.part });
  } else {
    record = read;
    const detail = `${read.entries.length} entries, each with the hash of the one before; sealed as ${read.sealed.slice(0, 16)}`;
    checks.push({ title: "record and journal", outcome: "holds", detail });
  }
  const journal = join(directory, JOURNAL_FILE);
  if (!isJournal && (await ports.files.stat(journal)) !== null) {
    checks.push(journalCheck(await boundedText(journal, ports), record));
  }
  return { directory, path, record, checks };
}

function fromJournal(text: string): ReturnType<typeof readRecord> {
  const read = readJournal(text, JOURNAL_FILE);
  if ("reason" in read) return read;
  return (
    recordOf(read.entries) ?? { part: JOURNAL_FILE, reason: "has no seal: the release was not completed" }
  );
}

/** The journal goes on after the seal, with each later run. */
function journalCheck(text: string, record: ReleaseRecord | null): RecordCheck {
  const title = "the journal beside it";
  const read = readJournal(text, JOURNAL_FILE);
  if ("reason" in read) return { title, outcome: "broken", detail: read.reason, file: read.part };
  const detail = `${read.entries.length} entries`;
  const end = record?.entries.at(-1);
  const same = end === undefined || read.entries[end.n - 1]?.hash === end.hash;
  return same
    ? { title, outcome: "holds", detail }
    : { title, outcome: "broken", detail: "is the journal of another release", file: JOURNAL_FILE };
}

async function boundedText(path: string, { files }: Pick<Ports, "files">): Promise<string> {
  const size = (await files.stat(path))?.size ?? 0;
  if (size > LARGEST) throw fault("release/not-a-release", { path, reason: `it has ${size} bytes` });
  return files.readText(path);
}

async function findRecord(release: string, ports: Pick<Ports, "files" | "environment">): Promise<string> {
  const there = await ports.files.stat(release);
  if (there?.kind === "file") return release;
  if (there?.kind === "directory") {
    for (const name of [RECORD_FILE, JOURNAL_FILE]) {
      if ((await ports.files.stat(join(release, name)))?.kind === "file") return join(release, name);
    }
    throw fault("release/not-a-release", { path: release, reason: `there is no ${RECORD_FILE} in it` });
  }
  const found = await madeHere(release, ports);
  const [first, ...others] = found;
  if (first === undefined) {
    const reason = "it is not a directory, and no release of this tag or version was made on this machine";
    throw fault("release/not-a-release", { path: release, reason });
  }
  if (others.length === 0) return first;
  const reason = `it could be any of ${found.map((path) => dirname(path)).join(", ")}`;
  throw fault("release/not-a-release", { path: release, reason });
}

/** The records of this machine with this tag or version. */
async function madeHere(
  wanted: string,
  { files, environment }: Pick<Ports, "files" | "environment">,
): Promise<readonly string[]> {
  const root = join(stateDirectory(environment), "shipwheel", "releases");
  if ((await files.stat(root)) === null) return [];
  const found: string[] = [];
  for (const project of await files.list(root)) {
    if (project.kind !== "directory") continue;
    for (const { name } of await files.list(join(root, project.name))) {
      const path = join(root, project.name, name, RECORD_FILE);
      if ((await files.stat(path)) === null) continue;
      const read = readRecord(await files.readText(path));
      const isWanted = "reason" in read ? name === wanted : read.tag === wanted || read.version === wanted;
      if (isWanted) found.push(path);
    }
  }
  return found;
}
