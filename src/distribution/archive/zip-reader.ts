import type { ByteSource } from "../../ports/files.ts";
import {
  DEFAULT_LIMITS,
  type ArchiveEntry,
  type ArchiveLimits,
  type ArchiveProblem,
  type ArchiveReading,
  type EntryDigest,
  type ReadOptions,
} from "./archive.ts";
import { ByteReader } from "./byte-reader.ts";
import { decodeName } from "./member-names.ts";
import { DAMAGE_REFUSED, invalidFile, NOT_A_ZIP, zipRefused } from "../pypi-messages.ts";
import { compareHeaders, directoryProblems, LocalNames } from "./zip-checks.ts";
import { isDirectory, memberReader } from "./zip-member-reader.ts";
import { METHOD, unpackMember, WHOLE_LIMIT } from "./zip-members.ts";
import {
  findZipEnd,
  LOCAL_SIZE,
  localTail,
  readDirectory,
  readLocal,
  SIGNATURE,
  type ZipEnd,
  type ZipHeader,
  type ZipMember,
} from "./zip-structures.ts";

/** Directories larger than this are not read: no real one comes near. Bytes. */
const MAX_DIRECTORY = 64 * 2 ** 20;

const LOCAL_SIGNATURE = Buffer.from("PK\x03\x04", "latin1");

interface Walk {
  readonly reader: ByteReader;
  readonly options: ReadOptions;
  readonly members: readonly ZipMember[];
  readonly directoryStart: number;
  /** Bytes in front of the zip that its offsets do not count. */
  readonly prefix: number;
  /** Whether members are unpacked, which a bomb forbids. */
  readonly bomb: boolean;
  readonly problems: ArchiveProblem[];
  readonly digests: Map<string, EntryDigest>;
  readonly kept: Map<string, Uint8Array>;
}

/**
 * Reads a zip from its first byte to its last, once: every local header must follow the one before without a gap and
 * agree with its entry in the directory, so that readers of the directory and readers of the stream see the same.
 */
export async function readZip(source: ByteSource, options: ReadOptions): Promise<ArchiveReading> {
  const reader = new ByteReader(source, { hash: options.sha256 === null });
  const problems: ArchiveProblem[] = [];
  const end = await findZipEnd(source);
  const members = end === null ? null : await loadDirectory(source, end, options.limits);
  if (end === null || members === null) {
    const start = await source.read(0, 4);
    const zip = Buffer.compare(start, LOCAL_SIGNATURE) === 0;
    problems.push(
      end !== null && end.declaredEntries > options.limits.entries
        ? tooManyMembers(end.declaredEntries, options.limits)
        : notReadable(zip, end !== null),
    );
    const sha256 = options.sha256 ?? (await reader.finish());
    return {
      entries: [],
      problems,
      digests: new Map(),
      kept: new Map(),
      sha256,
      read: () => Promise.resolve(null),
    };
  }
  const total = members.reduce((sum, member) => sum + member.size, 0);
  const bomb = total > options.limits.bombBytes && total / source.size > options.limits.ratio;
  if (bomb) {
    const message = `The members unpack to ${total} bytes, more than ${options.limits.ratio} times the file's size.`;
    const pypi = invalidFile("File exceeds compression ratio of 50");
    problems.push({ code: "A003", slug: "zip-bomb", message, pypi });
  }
  const walk: Walk = {
    reader,
    options,
    members,
    directoryStart: end.directoryStart,
    prefix: end.directoryStart - end.declaredStart,
    bomb: bomb || total > options.limits.unpackedBytes,
    problems,
    digests: new Map(),
    kept: new Map(),
  };
  await walkMembers(walk);
  const prefixTold = problems.some(({ slug }) => slug === "zip-prefix");
  for (const each of directoryProblems(members, end, source.size, prefixTold)) problems.push(each);
  return {
    entries: members.map((member) => describe(member, walk.kept)),
    problems,
    digests: walk.digests,
    kept: walk.kept,
    sha256: options.sha256 ?? (await reader.finish()),
    read: memberReader(source, members),
  };
}

/** Reads the member that `pick` chooses by the names, and no more of the file than that takes; null: none, or too large. */
export async function readZipMember(
  source: ByteSource,
  pick: (names: readonly string[]) => string | undefined,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const end = await findZipEnd(source);
  const members = end === null ? null : await loadDirectory(source, end, DEFAULT_LIMITS);
  const name = pick(members?.map((member) => member.name) ?? []);
  const member = members?.findLast((each) => each.name === name);
  if (members === null || member === undefined || member.size > maxBytes) return null;
  return memberReader(source, members)(member.name, maxBytes);
}

function tooManyMembers(members: number, limits: ArchiveLimits): ArchiveProblem {
  const message = `The zip has ${members} members; more than ${limits.entries} are not read.`;
  return { code: "A003", slug: "too-many-members", message };
}

function notReadable(zip: boolean, hasEnd: boolean): ArchiveProblem {
  if (!zip)
    return { code: "A001", slug: "not-a-zip", message: "The file is not a zip archive.", pypi: NOT_A_ZIP };
  const pypi = hasEnd ? DAMAGE_REFUSED : NOT_A_ZIP;
  const message = hasEnd
    ? "The zip's central directory is damaged."
    : "The zip ends before its central directory does: it is truncated.";
  return { code: "A020", slug: "zip-truncated", message, pypi };
}

async function loadDirectory(
  source: ByteSource,
  end: ZipEnd,
  limits: ArchiveLimits,
): Promise<readonly ZipMember[] | null> {
  if (end.directorySize > MAX_DIRECTORY || end.declaredEntries > limits.entries) return null;
  const headers = readDirectory(await source.read(end.directoryStart, end.directorySize), limits.entries);
  if (headers === null) return null;
  // Behind a prefix every declared offset is too small by the prefix's length.
  const shift = end.directoryStart - end.declaredStart;
  return headers.map((header) => {
    const { name, valid } = decodeName(header.nameBytes);
    return { ...header, offset: header.offset + shift, name, validName: valid };
  });
}

async function walkMembers(walk: Walk): Promise<void> {
  const { reader, members, directoryStart, problems } = walk;
  const byOffset = Map.groupBy(members, (member) => member.offset);
  const offsets = [...byOffset.keys()].filter((offset) => offset < directoryStart).sort((a, b) => a - b);
  const names = new LocalNames(members);
  let next = 0;
  if (walk.prefix > 0 && (offsets[0] ?? 0) >= walk.prefix) problems.push(await passPrefix(walk, names));
  while (reader.position < directoryStart) {
    const start = reader.position;
    while ((offsets[next] ?? Infinity) <= start) next += 1;
    const limit = offsets[next] ?? directoryStart;
    const local = await takeLocal(reader);
    if (local === null) {
      const where = start === 0 ? "before the first member" : `at byte ${start}, between the members`;
      const message = `There are bytes ${where} that belong to no member.`;
      problems.push({
        code: "A013",
        slug: "zip-foreign-bytes",
        message,
        pypi: zipRefused("Unknown record signature"),
      });
      await reader.skipTo(limit);
      continue;
    }
    const [member, ...others] = byOffset.get(start) ?? [];
    byOffset.delete(start);
    for (const each of names.check(local, member ?? null)) problems.push(each);
    for (const other of others)
      problems.push({
        code: "A010",
        slug: "zip-members-overlap",
        message: `The directory gives ${other.name} and ${member?.name} the same bytes.`,
        entry: other.name,
      });
    if (member === undefined) {
      await reader.skipTo(Math.min(limit, reader.position + local.packedSize));
    } else {
      for (const each of compareHeaders(local, member)) problems.push(each);
      await passMember(walk, member, limit);
    }
  }
  for (const left of byOffset.values())
    for (const { name } of left)
      problems.push({
        code: "A010",
        slug: "zip-member-missing",
        message: `The directory names ${name}, but no member begins where it points.`,
        entry: name,
        pypi: zipRefused("Missing filename in local headers"),
      });
}

async function takeLocal(reader: ByteReader): Promise<ZipHeader | null> {
  const fixed = await reader.peek(LOCAL_SIZE);
  if (fixed.length < LOCAL_SIZE) return null;
  if (new DataView(fixed.buffer, fixed.byteOffset, 4).getUint32(0, true) !== SIGNATURE.local) return null;
  const length = LOCAL_SIZE + localTail(fixed);
  const bytes = await reader.take(length);
  return bytes.length < length ? null : readLocal(bytes);
}

/** Passes what stands in front of the zip: one defect, whatever it is, and even when it is a zip itself. */
async function passPrefix({ reader, prefix }: Walk, names: LocalNames): Promise<ArchiveProblem> {
  const local = await takeLocal(reader);
  const reason = local === null ? zipRefused("Unknown record signature") : names.objection(local);
  await reader.skipTo(prefix);
  const message = `There are ${prefix} bytes before the zip.`;
  return { code: "A013", slug: "zip-prefix", message, pypi: reason ?? zipRefused("Trailing data") };
}

/** Reads the member whose data begins here. `next` is where the directory sees another one begin. */
async function passMember(walk: Walk, member: ZipMember, next: number): Promise<void> {
  const { reader, problems, options } = walk;
  const dataEnd = reader.position + member.packedSize;
  if (dataEnd > walk.directoryStart) {
    const message = `The data of ${member.name} overlaps what follows it.`;
    problems.push({ code: "A010", slug: "zip-members-overlap", message, entry: member.name });
    await reader.skipTo(next);
    return;
  }
  const known = member.method === METHOD.stored || member.method === METHOD.deflated;
  const readable = known && (member.flags & 1) === 0 && !(walk.bomb && member.size > WHOLE_LIMIT);
  if (readable && !isDirectory(member)) {
    const most = options.keep(member.name);
    const keep = (most > 0 && member.size <= most) || isSymlink(member);
    const head = options.visit.wanted(member.name, member.size);
    const unpacked = await unpackMember(reader, member, { keep, head });
    const damage = unpacked.damage ?? sizeOrCrc(member, unpacked);
    if (damage !== null) {
      const message = `The member ${member.name} is damaged: ${damage}.`;
      problems.push({
        code: "A020",
        slug: "member-damaged",
        message,
        entry: member.name,
        pypi: DAMAGE_REFUSED,
      });
    } else {
      walk.digests.set(member.name, { sha256: unpacked.sha256, size: unpacked.size });
      if (head > 0) options.visit.show(unpacked.head);
      if (unpacked.bytes !== null) walk.kept.set(member.name, unpacked.bytes);
      if (unpacked.used < member.packedSize) {
        const message = `There are ${member.packedSize - unpacked.used} bytes after the compressed data of ${member.name}.`;
        problems.push({ code: "A013", slug: "zip-bytes-behind-data", message, entry: member.name });
      }
    }
  }
  await passData(reader, member, dataEnd, next);
}

async function passData(reader: ByteReader, member: ZipMember, dataEnd: number, next: number): Promise<void> {
  await reader.skipTo(dataEnd);
  // A data descriptor (A011, told already) is 12 to 24 bytes long; nothing else may stand here.
  if ((member.flags & 8) !== 0 && next - dataEnd <= 24) await reader.skipTo(next);
}

function sizeOrCrc(
  member: ZipMember,
  unpacked: { readonly size: number; readonly crc: number },
): string | null {
  if (unpacked.size !== member.size) return `it has ${unpacked.size} bytes, not the declared ${member.size}`;
  return unpacked.crc === member.crc ? null : "its checksum (CRC-32) is wrong";
}

function isSymlink(member: ZipMember): boolean {
  return (member.unixMode & 0xf000) === 0xa000 && member.size <= 4096;
}

function describe(member: ZipMember, kept: ReadonlyMap<string, Uint8Array>): ArchiveEntry {
  const { name, size, modified } = member;
  const mode = member.unixMode & 0o7777;
  if (isDirectory(member)) return dated({ name: name.replace(/\/+$/, ""), size: 0, kind: "directory", mode });
  // Nearly all are files: one shape for them, without a copy.
  if (!isSymlink(member) && modified !== null) return { name, size, kind: "file", mode, modified };
  if (!isSymlink(member)) return { name, size, kind: "file", mode };
  const linkTarget = Buffer.from(kept.get(name) ?? []).toString("utf8");
  return dated({ name, size: 0, kind: "symlink", mode, linkTarget });

  function dated(entry: ArchiveEntry): ArchiveEntry {
    return modified === null ? entry : { ...entry, modified };
  }
}
