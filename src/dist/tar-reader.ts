import type { ByteSource } from "../ports/files.ts";
import type { ArchiveProblem, ArchiveReading, ReadOptions } from "./archive.ts";
import { ByteReader } from "./byte-reader.ts";
import { gunzip, isGzip, type GzipFacts } from "./gzip-stream.ts";
import { DAMAGE_REFUSED, NOT_A_TAR, ZIP_AND_TAR } from "./pypi-words.ts";
import { linkProblems } from "./tar-links.ts";
import { TarWalk } from "./tar-walk.ts";
import { findZipEnd, readDirectory } from "./zip-structures.ts";

/** Reads a `.tar.gz` from its first byte to its last, once. */
export async function readTarGz(source: ByteSource, options: ReadOptions): Promise<ArchiveReading> {
  const reader = new ByteReader(source, { hash: options.sha256 === null });
  const problems: ArchiveProblem[] = [];
  const walk = new TarWalk(options);
  if (isGzip(await reader.peek(3))) problems.push(...(await pump(reader, walk, options)));
  else
    problems.push({
      code: "A001",
      slug: "not-a-tar",
      message: "The file is not a gzip file.",
      pypi: NOT_A_TAR,
    });
  problems.push(...walk.problems, ...linkProblems(walk.entries), ...modeProblems(walk));
  const both = await isZipToo(source);
  return {
    entries: walk.entries,
    // The zip behind the tar is what its trailing bytes are.
    problems: both ? [ZIP_AND_TAR, ...problems.filter(({ code }) => code !== "A023")] : problems,
    digests: walk.digests,
    kept: walk.kept,
    sha256: options.sha256 ?? (await reader.finish()),
    read: (name, maxBytes) => readMember(source, walk, name, maxBytes),
  };
}

/** Leads the unpacked bytes to the walk, within the limits. */
async function pump(
  reader: ByteReader,
  walk: TarWalk,
  options: ReadOptions,
): Promise<readonly ArchiveProblem[]> {
  const facts: GzipFacts = { members: 0, trailing: 0, damage: null };
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
    const message = `The gzip data is damaged: ${facts.damage}.`;
    // When not even the first header could be read, Python finds no tar at all.
    const pypi = walk.entries.length === 0 ? NOT_A_TAR : DAMAGE_REFUSED;
    if (walk.entries.length > 0) problems.push({ code: "A020", slug: "gzip-damaged", message, pypi });
    else if (!walk.done) problems.push({ code: "A001", slug: "not-a-tar", message, pypi });
  }
  if (facts.members > 1) {
    const message = `The file consists of ${facts.members} gzip members.`;
    problems.push({ code: "A023", slug: "gzip-several-members", message });
  }
  if (facts.trailing > 0) {
    const message = `There are ${facts.trailing} bytes behind the gzip data.`;
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
  const message = `${first.name} has the mode ${first.mode.toString(8)}${more}: writable for everybody, or set-uid.`;
  yield { code: "A019", slug: "odd-modes", message, entry: first.name };
}

async function isZipToo(source: ByteSource): Promise<boolean> {
  const end = await findZipEnd(source);
  if (end === null || end.directorySize === 0 || end.directorySize > 1 << 20) return false;
  return readDirectory(await source.read(end.directoryStart, end.directorySize), 100_000) !== null;
}

async function readMember(
  source: ByteSource,
  known: TarWalk,
  name: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const kept = known.kept.get(name);
  const size = known.digests.get(name)?.size;
  if (size === undefined) return null;
  if (size > maxBytes) throw new RangeError(`${name} is larger than ${maxBytes} bytes`);
  if (kept !== undefined) return kept;
  // A tar has no directory: walk again, and stop at the member.
  const reader = new ByteReader(source, { hash: false });
  const limits = {
    entries: known.entries.length + 1,
    unpackedBytes: Infinity,
    ratio: Infinity,
    bombBytes: Infinity,
  };
  const walk = new TarWalk({ keep: (member) => (member === name ? maxBytes : 0), limits });
  const facts: GzipFacts = { members: 0, trailing: 0, damage: null };
  for await (const pieces of gunzip(reader, facts)) {
    for (const piece of pieces) walk.push(piece);
    const bytes = walk.kept.get(name);
    if (bytes !== undefined) return bytes;
  }
  return null;
}
