import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Files } from "../../ports/files.ts";
import { openDistribution, type Distribution } from "../distribution.ts";
import { DEFAULT_LIMITS } from "../archive/archive.ts";
import { readTarGz } from "../archive/tar-reader.ts";
import { formatRecord, isRecordFile } from "../record.ts";
import { MemberVisit } from "../member-visit.ts";
import { tarGzOf, type TarFile } from "./tar-writer.ts";
import { MOST_MEMBERS, zipOf, type ZipFile } from "./zip-writer.ts";

/** A distribution that is written anew is held in memory: larger ones are left as they are. Bytes, unpacked. */
const MOST_BYTES = 2 ** 30;

/** A zip knows no earlier time. Seconds since 1970. */
const FIRST_ZIP_TIME = 315_532_800;

/** What became of a distribution. */
export interface Normalized {
  readonly file: string;
  /** sha256 as the backend made it, and as it is now. */
  readonly before: string;
  readonly after: string;
  /** Why it was left as it was. */
  readonly kept: string | null;
}

/**
 * Writes a wheel or an sdist anew, so that only its members' names and contents decide its bytes: order, times,
 * permissions, owners and headers are the same on every machine, and RECORD is in the order of the members. Contents stay.
 */
export async function normalizeDistribution(
  path: string,
  seconds: number | null,
  files: Pick<Files, "open" | "write" | "sha256">,
): Promise<Normalized> {
  const time = Math.max(seconds ?? 0, FIRST_ZIP_TIME);
  const file = basename(path);
  const isWheel = file.endsWith(".whl");
  const made = isWheel ? await normalWheel(path, time, files) : await normalSdist(path, time, files);
  const before = await files.sha256(path);
  if (typeof made === "string") return { file, before, after: before, kept: made };
  await files.write(path, made);
  return { file, before, after: createHash("sha256").update(made).digest("hex"), kept: null };
}

async function normalWheel(path: string, time: number, files: Pick<Files, "open">): Promise<Buffer | string> {
  await using wheel = await openDistribution(path, files);
  const reason = unfit(wheel);
  if (reason !== null) return reason;
  const entries = wheel.entries.filter(({ kind }) => kind === "file");
  const record = entries.find(({ name }) => isRecordFile(name))?.name;
  if (record === undefined) return "it has no RECORD";
  if (entries.some(({ name }) => name.startsWith(`${record}.`))) return "its RECORD is signed";
  const members: ZipFile[] = [];
  for (const { name, mode } of entries.toSorted((a, b) => compareMembers(a.name, b.name))) {
    if (name === record) continue;
    const bytes = await wheel.read(name, MOST_BYTES);
    if (bytes === null) return `${name} cannot be read`;
    members.push({ name, bytes, isExecutable: (mode & 0o111) !== 0 });
  }
  members.push({ name: record, bytes: recordOf(members, record), isExecutable: false });
  return zipOf(members, new Date(time * 1000));
}

/** Archives that cannot be read, or be read in two ways: they are not made anew. */
const UNREADABLE: ReadonlySet<string> = new Set(["A001", "A003", "A010", "A013", "A020", "A025"]);

/** Why a wheel is not made anew. */
function unfit({ entries, problems }: Distribution): string | null {
  const problem = problems.find(({ code }) => UNREADABLE.has(code));
  if (problem !== undefined) return problem.message;
  const odd = entries.find(({ kind }) => kind !== "file" && kind !== "directory");
  if (odd !== undefined) return `${odd.name} is a ${odd.kind}`;
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  return bytes > MOST_BYTES || entries.length >= MOST_MEMBERS ? "it is too large" : null;
}

/** The `.dist-info` folder is last (PEP 427 recommends it). */
function compareMembers(a: string, b: string): number {
  const late = (name: string): number => (/^[^/]+\.dist-info\//.test(name) ? 1 : 0);
  return late(a) - late(b) || compareBytes(a, b);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function recordOf(members: readonly ZipFile[], record: string): Buffer {
  const rows = members.map(({ name: path, bytes }) => ({
    path,
    algorithm: "sha256",
    digest: createHash("sha256").update(bytes).digest("base64url"),
    size: bytes.length,
  }));
  return Buffer.from(formatRecord([...rows, { path: record, algorithm: "", digest: "", size: null }]));
}

async function normalSdist(path: string, time: number, files: Pick<Files, "open">): Promise<Buffer | string> {
  await using source = await files.open(path);
  const visit = new MemberVisit([], "sdist");
  const options = { keep: () => MOST_BYTES, limits: DEFAULT_LIMITS, sha256: null, visit };
  const { entries, kept, problems } = await readTarGz(source, options);
  const [problem] = problems;
  if (problem !== undefined) return problem.message;
  if (entries.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return "it is too large";
  const members: TarFile[] = [];
  // A hard link follows what it leads to.
  const late = (kind: string): number => (kind === "hardlink" ? 1 : 0);
  const sorted = entries.toSorted((a, b) => late(a.kind) - late(b.kind) || compareBytes(a.name, b.name));
  for (const { name, kind, mode, linkTarget } of sorted) {
    if (kind === "other") return `${name} is no file`;
    const bytes = kind === "file" ? kept.get(name) : new Uint8Array(0);
    if (bytes === undefined) return `${name} cannot be read`;
    members.push({ name, kind, bytes, isExecutable: (mode & 0o111) !== 0, target: linkTarget ?? "" });
  }
  return tarGzOf(members, time);
}
