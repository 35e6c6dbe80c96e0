import { dirname } from "node:path";
import { showEachMember, type EachLimits } from "../distribution/archive/each-member.ts";
import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { parseJson } from "../text/json.ts";
import { DATABASE_MAGIC, TRAILER_SIZE, type DatabaseFacts } from "./database.ts";
import { isUnread, readRecord, type AdvisoryRecord } from "./record.ts";

/** PyPI's export has some ten thousands of records of a few kilobytes. */
const LIMITS: EachLimits = { members: 2_000_000, memberBytes: 16 * 2 ** 20, totalBytes: 8 * 2 ** 30 };
/** Bytes that are collected before they are written. */
const CHUNK = 1 << 20;

/**
 * Imports OSV's exported data (`PyPI/all.zip`): one compact file in which the records of a project are found without
 * reading the others. The former database stays until the new one is whole.
 */
export async function importDatabase(
  file: string,
  target: string,
  ports: Pick<Ports, "files" | "clock" | "random">,
): Promise<DatabaseFacts> {
  const { files } = ports;
  const bad = (reason: string): Error => fault("audit/bad-database", { file, reason });
  const stat = await files.stat(await files.realPath(file).catch(() => file));
  if (stat?.kind !== "file") throw bad("there is no such file");
  await files.makeDirectory(dirname(target));
  const neighbour = `${target}.${Buffer.from(ports.random.bytes(6)).toString("hex")}.tmp`;
  const writing = new DatabaseWriter((text) => files.append(neighbour, text));
  try {
    await files.write(neighbour, DATABASE_MAGIC);
    await using source = await files.open(await files.realPath(file));
    const { problem, sha256 } = await showEachMember(
      source,
      (name) => name.endsWith(".json"),
      LIMITS,
      (bytes) => writing.add(bytes),
    );
    if (problem !== null) throw bad(problem);
    if (writing.records === 0) throw bad("it has no advisories of PyPI's projects");
    const facts = await writing.finish(sha256, ports.clock.now());
    await files.rename(neighbour, target);
    return facts;
  } catch (error) {
    await files.remove(neighbour);
    throw error;
  }
}

/** Writes records as they come; of each project only the places of its records are kept. */
class DatabaseWriter {
  records = 0;
  readonly #append: (text: string) => Promise<void>;
  readonly #places = new Map<string, number[]>();
  #pending: string[] = [];
  #pendingBytes = 0;
  #offset = DATABASE_MAGIC.length;
  #unread = 0;
  #newest = "";

  constructor(append: (text: string) => Promise<void>) {
    this.#append = append;
  }

  /** Takes the content of one member. */
  add(bytes: Uint8Array): void | Promise<void> {
    const record = readRecord(
      parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8")),
    );
    if (isUnread(record)) {
      this.#unread += 1;
      return;
    }
    if (record.affected.size === 0) return;
    this.records += 1;
    if (record.modified > this.#newest) this.#newest = record.modified;
    const line = compactRecord(record);
    const length = Buffer.byteLength(line);
    for (const name of record.affected.keys()) {
      const places = this.#places.get(name);
      if (places === undefined) this.#places.set(name, [this.#offset, length]);
      else places.push(this.#offset, length);
    }
    this.#pending.push(line, "\n");
    this.#offset += length + 1;
    this.#pendingBytes += length + 1;
    return this.#pendingBytes >= CHUNK ? this.#flush() : undefined;
  }

  /** Writes the names and the trailer. */
  async finish(sha256: string, now: Date): Promise<DatabaseFacts> {
    await this.#flush();
    const facts: DatabaseFacts = {
      records: this.records,
      projects: this.#places.size,
      unread: this.#unread,
      newest: this.#newest,
      imported: now.toISOString(),
      sha256,
    };
    const start = this.#offset;
    await this.#append(`{"facts":${JSON.stringify(facts)},"places":{`);
    let lines: string[] = [];
    let isFirst = true;
    for (const [name, places] of this.#places) {
      lines.push(`${isFirst ? "" : ","}${JSON.stringify(name)}:[${places.join(",")}]`);
      isFirst = false;
      if (lines.length < 4096) continue;
      await this.#append(lines.join(""));
      lines = [];
    }
    await this.#append(`${lines.join("")}}}\n${String(start).padEnd(TRAILER_SIZE - 1)}\n`);
    return facts;
  }

  async #flush(): Promise<void> {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#pendingBytes = 0;
    if (text !== "") await this.#append(text);
  }
}

/** A record in OSV's own form, with what an audit needs and no more. */
function compactRecord(record: AdvisoryRecord): string {
  const { id, modified, published, withdrawn, aliases, summary, link, vectors, severityWord } = record;
  return JSON.stringify({
    id,
    modified,
    ...(published === null ? {} : { published }),
    ...(withdrawn === null ? {} : { withdrawn }),
    ...(aliases.length === 0 ? {} : { aliases }),
    summary,
    ...(link === null ? {} : { references: [{ type: "ADVISORY", url: link }] }),
    ...(vectors.length === 0 ? {} : { severity: vectors.map((score) => ({ type: "CVSS_V", score })) }),
    ...(severityWord === null ? {} : { database_specific: { severity: severityWord } }),
    affected: [...record.affected].flatMap(([name, all]) =>
      all.map(({ versions, ranges }) => ({
        package: { ecosystem: "PyPI", name },
        ...(versions.length === 0 ? {} : { versions }),
        ...(ranges.length === 0
          ? {}
          : {
              ranges: ranges.map(({ type, events, isMalformed }) => ({
                type,
                events: [
                  ...events.map(({ kind, version }) => ({ [kind]: version })),
                  // An event without a known key: what was malformed stays so.
                  ...(isMalformed ? [{}] : []),
                ],
              })),
            }),
      })),
    ),
  });
}
