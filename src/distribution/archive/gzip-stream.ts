import { crc32 } from "node:zlib";
import type { ByteReader } from "./byte-reader.ts";
import { Inflater, INFLATE_STEP } from "./inflater.ts";

/** What went by beside the content; complete when the stream is over. */
export interface GzipFacts {
  /** Gzip members that were unpacked. */
  members: number;
  /** Bytes behind the last member. */
  trailing: number;
  /** Why it could not be read to its end. */
  damage: string | null;
  /** What is damaged: the file ends in the data, the data makes no sense, or what stands behind it is wrong or cut. */
  where: "end" | "data" | "cut trailer" | "trailer" | null;
}

/** Facts of a stream of which nothing has been read. */
export function noGzipFacts(): GzipFacts {
  return { members: 0, trailing: 0, damage: null, where: null };
}

const CUT = "unexpected end of file";

/** Whether a file begins like a gzip file whose content is deflated (RFC 1952). */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;
}

/** Unpacks a gzip file, member by member, and never throws: `facts` tell what was wrong. */
export async function* gunzip(reader: ByteReader, facts: GzipFacts): AsyncGenerator<readonly Uint8Array[]> {
  while (reader.remaining > 0) {
    if (facts.members > 0 && !isGzip(await reader.peek(3))) {
      facts.trailing = reader.remaining;
      return;
    }
    facts.members += 1;
    facts.damage = await skipHeader(reader);
    facts.where = facts.damage === null ? null : "end";
    if (facts.damage !== null) return;
    const inflater = new Inflater();
    const sum = { crc: 0, size: 0 };
    try {
      yield* inflateMember(reader, inflater, sum);
    } catch (error) {
      facts.damage = (error as Error).message;
      facts.where = facts.damage === CUT ? "end" : "data";
      return;
    } finally {
      inflater.close();
    }
    facts.damage = await checkTrailer(reader, sum);
    facts.where = facts.damage === null ? null : facts.damage === CUT ? "cut trailer" : "trailer";
    if (facts.damage !== null) return;
  }
}

async function* inflateMember(
  reader: ByteReader,
  inflater: Inflater,
  sum: { crc: number; size: number },
): AsyncGenerator<readonly Uint8Array[]> {
  let fed = 0;
  let output: readonly Uint8Array[] = [];
  while (!inflater.ended) {
    const bytes = await reader.some(INFLATE_STEP);
    if (bytes.length === 0) {
      // What came before the end is told before the end is.
      if (output.length > 0) yield count(output, sum);
      throw new Error(CUT);
    }
    fed += bytes.length;
    // zlib works on a thread of its own: what it gave before is hashed meanwhile.
    const feeding = inflater.feed(bytes);
    // Whoever awaits it sees the error; until then it is not unhandled.
    feeding.catch(() => undefined);
    if (output.length > 0) yield count(output, sum);
    output = await feeding;
    if (inflater.ended) reader.giveBack(bytes, fed - inflater.consumed);
  }
  if (output.length > 0) yield count(output, sum);
}

function count(output: readonly Uint8Array[], sum: { crc: number; size: number }): readonly Uint8Array[] {
  for (const piece of output) {
    sum.crc = crc32(piece, sum.crc);
    sum.size += piece.length;
  }
  return output;
}

const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;

/** Skips a member's header; returns what is wrong with it. */
async function skipHeader(reader: ByteReader): Promise<string | null> {
  const fixed = await reader.take(10);
  if (fixed.length < 10 || !isGzip(fixed)) return CUT;
  const flags = fixed[3] as number;
  if ((flags & FLAG.extra) !== 0) {
    const [low = 0, high = 0] = await reader.take(2);
    await reader.take(low + high * 256);
  }
  for (const flag of [FLAG.name, FLAG.comment])
    if ((flags & flag) !== 0 && !(await skipText(reader))) return "the gzip header does not end";
  if ((flags & FLAG.headerCrc) !== 0) await reader.take(2);
  return null;
}

/** Skips a NUL-terminated text of at most 64 KiB. */
async function skipText(reader: ByteReader): Promise<boolean> {
  const end = (await reader.peek(65_536)).indexOf(0);
  await reader.take(end + 1);
  return end !== -1;
}

/** Compares checksum and size (modulo 2^32) behind a member. */
async function checkTrailer(reader: ByteReader, sum: { crc: number; size: number }): Promise<string | null> {
  const bytes = await reader.take(8);
  if (bytes.length < 8) return CUT;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  if (view.getUint32(0, true) !== sum.crc) return "its checksum (CRC-32) is wrong";
  return view.getUint32(4, true) === sum.size % 2 ** 32 ? null : "its size is wrong";
}
