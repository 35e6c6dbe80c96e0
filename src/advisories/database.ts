import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import type { ByteSource } from "../ports/files.ts";
import type { Ports } from "../ports/ports.ts";
import { parseJson } from "../text/json.ts";
import { cacheDirectories } from "../toolbox/pinned/tool-cache.ts";
import { normalizeName } from "../version/names.ts";
import type { AdvisoryDatabase } from "./match.ts";
import { isUnread, readRecord, type AdvisoryRecord, type UnreadRecord } from "./record.ts";

/** What is known of an imported database. */
export interface DatabaseFacts {
  /** Records of PyPI's projects, without withdrawn ones left out. */
  readonly records: number;
  readonly projects: number;
  /** Members that were no records of a known form. */
  readonly unread: number;
  /** The newest change in it: how old the data is. */
  readonly newest: string;
  readonly imported: string;
  /** Of the imported file, lower-case hex. */
  readonly sha256: string;
}

/** An imported database, of which the records of some projects are loaded. */
export interface LoadedDatabase extends AdvisoryDatabase {
  readonly facts: DatabaseFacts;
  readonly unread: readonly UnreadRecord[];
}

/** First bytes of the file, with the version of its form. */
export const DATABASE_MAGIC = "shipwheel-advisories 1\n";
/** Length of the last line, which says where the names begin. */
export const TRAILER_SIZE = 64;
/** Bytes of the names and of the records of one project. */
const MAX_PART = 256 * 2 ** 20;

/** Where the imported database of this user is. */
export async function databasePath(ports: Pick<Ports, "files" | "environment">): Promise<string> {
  return join((await cacheDirectories(ports)).root, "advisories", "pypi.osv");
}

/** Loads the records of the named projects from an imported database; null: there is none. */
export async function loadDatabase(
  path: string,
  names: Iterable<string>,
  { files }: Pick<Ports, "files">,
): Promise<LoadedDatabase | null> {
  if ((await files.stat(path)) === null) return null;
  await using source = await files.open(path);
  const table = await readTable(source);
  if (table === null) {
    throw fault("audit/bad-database", { file: path, reason: "it is damaged, or of another version" });
  }
  const { facts, places } = table;
  const records = new Map<string, readonly AdvisoryRecord[]>();
  const unread: UnreadRecord[] = [];
  for (const name of new Set([...names].map(normalizeName))) {
    const at = places[name];
    if (!Array.isArray(at)) continue;
    const read: AdvisoryRecord[] = [];
    for (let index = 0; index + 1 < at.length; index += 2) {
      const bytes = await source.read(at[index] ?? 0, Math.min(at[index + 1] ?? 0, MAX_PART));
      const record = readRecord(parseJson(Buffer.from(bytes).toString("utf8")));
      if (isUnread(record)) unread.push({ ...record, id: `${record.id} (${name})` });
      else read.push(record);
    }
    records.set(name, read);
  }
  return { facts, unread, recordsOf: (name) => records.get(name) ?? [] };
}

interface Table {
  readonly facts: DatabaseFacts;
  /** By project: offset, length, offset, length … */
  readonly places: Readonly<Record<string, readonly number[]>>;
}

async function readTable(source: ByteSource): Promise<Table | null> {
  if (source.size < DATABASE_MAGIC.length + TRAILER_SIZE) return null;
  const magic = Buffer.from(await source.read(0, DATABASE_MAGIC.length)).toString("latin1");
  if (magic !== DATABASE_MAGIC) return null;
  const trailerAt = source.size - TRAILER_SIZE;
  const start = Number(
    Buffer.from(await source.read(trailerAt, TRAILER_SIZE))
      .toString("latin1")
      .trim(),
  );
  if (!Number.isSafeInteger(start) || start < DATABASE_MAGIC.length || start > trailerAt) return null;
  if (trailerAt - start > MAX_PART) return null;
  const text = Buffer.from(await source.read(start, trailerAt - start)).toString("utf8");
  const table = parseJson(text) as Partial<Table> | null;
  if (typeof table?.facts !== "object" || typeof table.places !== "object") return null;
  return { facts: table.facts, places: Object.assign(Object.create(null), table.places) as Table["places"] };
}
