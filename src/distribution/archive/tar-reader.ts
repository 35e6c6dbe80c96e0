import type { ByteSource } from "../../ports/files.ts";
import type { ArchiveProblem, ArchiveReading, ReadOptions } from "./archive.ts";
import { ByteReader } from "./byte-reader.ts";
import { gunzip, isGzip, noGzipFacts } from "./gzip-stream.ts";
import { gzipDamage, notGzip } from "./gzip-damage.ts";
import { ZIP_AND_TAR } from "../pypi-messages.ts";
import { linkProblems } from "./tar-links.ts";
import { BLOCK } from "./tar-header.ts";
import { TarWalk } from "./tar-walk.ts";
import { findZipEnd, readDirectory } from "./zip-structures.ts";

/** Reads a `.tar.gz` from its first byte to its last, once. */
export async function readTarGz(source: ByteSource, options: ReadOptions): Promise<ArchiveReading> {
  const reader = new ByteReader(source, { hash: options.sha256 === null });
  const problems: ArchiveProblem[] = [];
  const walk = new TarWalk(options);
  const start = await reader.peek(BLOCK);
  if (isGzip(start)) {
    for (const each of await pump(reader, walk, options)) problems.push(each);
  } else problems.push(notGzip(start));
  for (const each of walk.problems) problems.push(each);
  for (const each of linkProblems(walk.entries)) problems.push(each);
  for (const each of modeProblems(walk)) problems.push(each);
  const both = await isZipToo(source);
  return {
    entries: walk.entries,
    // The zip behind the tar is what its trailing bytes are.
    problems: both ? [ZIP_AND_TAR, ...problems.filter(({ code }) => code !== "A023")] : problems,
    digests: walk.digests,
    kept: walk.kept,
    sha256: options.sha256 ?? (await reader.finish()),
    read: memberReader(source, walk),
  };
}

/** Leads the unpacked bytes to the walk, within the limits. */
async function pump(
  reader: ByteReader,
  walk: TarWalk,
  options: ReadOptions,
): Promise<readonly ArchiveProblem[]> {
  const facts = noGzipFacts();
  const { bombBytes, ratio, unpackedBytes } = options.limits;
  const problems: ArchiveProblem[] = [];
  let total = 0;
  for await (const pieces of gunzip(reader, facts)) {
    for (const piece of pieces) {
      total += piece.length;
      walk.push(piece);
    }
    const bomb = total > bombBytes && total / reader.size > ratio;
    if (total <= unpackedBytes && !(bomb && total > 4 * bombBytes)) continue;
    problems.push(bombProblem(`more than ${total} bytes`, options));
    return problems;
  }
  if (total > bombBytes && total / reader.size > ratio) problems.push(bombProblem(`${total} bytes`, options));
  walk.finish(facts.damage !== null);
  if (facts.damage !== null) {
    const damage = gzipDamage(facts, { unpacked: total, begun: walk.entries.length > 0, ended: walk.done });
    if (damage !== null) problems.push(damage);
  }
  if (facts.members > 1) {
    const message = `The file consists of ${facts.members} gzip members.`;
    problems.push({ code: "A023", slug: "gzip-several-members", message });
  }
  if (facts.trailing > 0) {
    const message = `There are ${facts.trailing} bytes after the gzip data.`;
    problems.push({ code: "A023", slug: "gzip-trailing-bytes", message });
  }
  return problems;
}

function bombProblem(unpacked: string, { limits }: ReadOptions): ArchiveProblem {
  const message = `The archive unpacks to ${unpacked}, more than ${limits.ratio} times the file's size.`;
  return { code: "A003", slug: "tar-bomb", message };
}

function* modeProblems(walk: TarWalk): Generator<ArchiveProblem> {
  const odd = walk.entries.filter(({ kind, mode }) => kind !== "symlink" && (mode & 0o6002) !== 0);
  const [first] = odd;
  if (first === undefined) return;
  const more = odd.length === 1 ? "" : `, and ${odd.length - 1} more`;
  const message = `${first.name} has the mode ${first.mode.toString(8)}${more}: world-writable or set-uid.`;
  yield { code: "A019", slug: "odd-modes", message, entry: first.name };
}

async function isZipToo(source: ByteSource): Promise<boolean> {
  const end = await findZipEnd(source);
  if (end === null || end.directorySize === 0 || end.directorySize > 1 << 20) return false;
  return readDirectory(await source.read(end.directoryStart, end.directorySize), 100_000) !== null;
}

/** Members up to this size are kept for the next reads. Bytes. */
const SMALL = 256 * 1024;
/** What is kept of them at most. Bytes. */
const WINDOW = 16 * 2 ** 20;
/** What keeping a member costs beside its bytes. */
const OVERHEAD = 1024;

/**
 * Reads members again. A tar has no directory: every read walks from the start. So a walk keeps the small members
 * from the wanted one on, and who reads in the archive's order walks once for each window, not once for each member.
 */
function memberReader(source: ByteSource, known: TarWalk): ArchiveReading["read"] {
  let window: ReadonlyMap<string, Uint8Array> = new Map();
  return async (name, maxBytes) => {
    const size = known.digests.get(name)?.size;
    if (size === undefined) return null;
    if (size > maxBytes) throw new RangeError(`${name} is larger than ${maxBytes} bytes`);
    const kept = known.kept.get(name) ?? window.get(name);
    if (kept !== undefined) return kept;
    window = await readWindow(source, known, name);
    return window.get(name) ?? null;
  };
}

async function readWindow(
  source: ByteSource,
  known: TarWalk,
  first: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  let room = WINDOW;
  let begun = false;
  let full = false;
  const keep = (member: string): number => {
    begun ||= member === first;
    const size = known.digests.get(member)?.size ?? 0;
    if (!begun || full || (member !== first && size > SMALL)) return 0;
    full = member !== first && size > room;
    if (full) return 0;
    room -= size + OVERHEAD;
    return Math.max(size, 1);
  };
  const limits = {
    // A pax archive has two headers a member.
    entries: known.headers,
    unpackedBytes: Infinity,
    ratio: Infinity,
    bombBytes: Infinity,
  };
  const walk = new TarWalk({ keep, limits });
  const facts = noGzipFacts();
  for await (const pieces of gunzip(new ByteReader(source, { hash: false }), facts)) {
    for (const piece of pieces) walk.push(piece);
    if (full && walk.kept.has(first)) break;
  }
  return walk.kept;
}
