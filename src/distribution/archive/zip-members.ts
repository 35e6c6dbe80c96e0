import { createHash, hash } from "node:crypto";
import { crc32, inflateRawSync } from "node:zlib";
import type { ByteReader } from "./byte-reader.ts";
import { Inflater, INFLATE_STEP } from "./inflater.ts";
import type { CentralHeader } from "./zip-structures.ts";

/** Members up to this size are unpacked in one go; larger ones stream by. Bytes, packed and unpacked. */
export const WHOLE_LIMIT: number = 2 ** 20;

/** The compression methods of a wheel. */
export const METHOD = { stored: 0, deflated: 8 } as const;

/** What a member turned out to hold. */
export interface Unpacked {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly size: number;
  readonly crc: number;
  /** Packed bytes that the deflate stream really used. */
  readonly used: number;
  /** The content, when it was to be kept. */
  readonly bytes: Uint8Array | null;
  /** Its first bytes, as many as were asked for; valid until the reader goes on. */
  readonly head: Uint8Array;
  /** Why it could not be unpacked to its end. */
  readonly damage: string | null;
}

/** Unpacks the member whose data begins where the reader stands, which then stands behind its packed bytes. */
export function unpackMember(reader: ByteReader, header: CentralHeader, want: Wanted): Promise<Unpacked> {
  const whole = header.packedSize <= WHOLE_LIMIT && header.size <= WHOLE_LIMIT;
  return whole ? unpackWhole(reader, header, want) : unpackStreaming(reader, header, want);
}

/** What is wanted of a member beside its digest. */
export interface Wanted {
  readonly keep: boolean;
  /** Bytes from its beginning, to be looked at at once. */
  readonly head: number;
}

async function unpackWhole(
  reader: ByteReader,
  header: CentralHeader,
  { keep, head }: Wanted,
): Promise<Unpacked> {
  const packed = await reader.take(header.packedSize);
  const { bytes, used, damage } = inflateWhole(packed, header);
  return {
    sha256: hash("sha256", bytes),
    size: bytes.length,
    crc: crc32(bytes),
    used,
    bytes: keep ? Uint8Array.from(bytes) : null,
    head: bytes.subarray(0, head),
    damage: packed.length < header.packedSize ? "the file ends before it" : damage,
  };
}

/** Unpacks bytes that are all there. Never more than the declared size and one byte. */
export function inflateWhole(
  packed: Uint8Array,
  header: Pick<CentralHeader, "method" | "size">,
): { readonly bytes: Uint8Array; readonly used: number; readonly damage: string | null } {
  if (header.method === METHOD.stored) return { bytes: packed, used: packed.length, damage: null };
  try {
    // One byte more than declared makes a lie about the size visible without unpacking it all.
    const limit = header.size + 1;
    const options = { info: true, maxOutputLength: limit, chunkSize: Math.max(64, limit) };
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as {
      readonly buffer: Uint8Array;
      readonly engine: { readonly bytesWritten: number };
    };
    return { bytes: buffer, used: engine.bytesWritten, damage: null };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const damage = tooLarge ? "it unpacks to more than its declared size" : (error as Error).message;
    return { bytes: new Uint8Array(0), used: packed.length, damage };
  }
}

async function unpackStreaming(
  reader: ByteReader,
  header: CentralHeader,
  { keep, head }: Wanted,
): Promise<Unpacked> {
  const end = reader.position + header.packedSize;
  const digest = createHash("sha256");
  const held = keep ? new Uint8Array(header.size) : scratchOf(reader, Math.min(head, header.size));
  let size = 0;
  let crc = 0;
  const add = (bytes: Uint8Array): void => {
    if (size < held.length) held.set(bytes.subarray(0, held.length - size), size);
    size += bytes.length;
    crc = crc32(bytes, crc);
    digest.update(bytes);
  };
  const { used, damage } =
    header.method === METHOD.stored
      ? await passStored(reader, end, add)
      : await passDeflated(reader, end, add, (ahead) => size + ahead > header.size);
  await reader.skipTo(end);
  return {
    sha256: digest.digest("hex"),
    size,
    crc,
    used,
    bytes: keep ? held.subarray(0, size) : null,
    head: held.subarray(0, Math.min(size, head)),
    damage,
  };
}

/** What a reader shows of one member after the other lies in the same place. */
const SCRATCH = new WeakMap<ByteReader, Uint8Array>();

function scratchOf(reader: ByteReader, length: number): Uint8Array {
  const known = SCRATCH.get(reader);
  if (known !== undefined && known.length >= length) return known.subarray(0, length);
  const made = Buffer.allocUnsafeSlow(length);
  SCRATCH.set(reader, made);
  return made;
}

interface Passed {
  readonly used: number;
  readonly damage: string | null;
}

async function passStored(
  reader: ByteReader,
  end: number,
  add: (bytes: Uint8Array) => void,
): Promise<Passed> {
  const start = reader.position;
  while (reader.position < end) {
    const bytes = await reader.some(end - reader.position);
    if (bytes.length === 0) return { used: end - start, damage: "the file ends before it" };
    add(bytes);
  }
  return { used: end - start, damage: null };
}

async function passDeflated(
  reader: ByteReader,
  end: number,
  add: (bytes: Uint8Array) => void,
  tooLarge: (ahead: number) => boolean,
): Promise<Passed> {
  const inflater = new Inflater();
  let unpacked: readonly Uint8Array[] = [];
  try {
    while (reader.position < end && !inflater.ended) {
      const bytes = await reader.some(Math.min(INFLATE_STEP, end - reader.position));
      if (bytes.length === 0) return { used: inflater.consumed, damage: "the file ends before it" };
      // zlib works on a thread of its own: what it gave before is hashed meanwhile.
      const feeding = inflater.feed(bytes);
      unpacked.forEach(add);
      unpacked = await feeding;
      const ahead = unpacked.reduce((sum, piece) => sum + piece.length, 0);
      if (tooLarge(ahead))
        return { used: inflater.consumed, damage: "it unpacks to more than its declared size" };
    }
    unpacked.forEach(add);
    (await inflater.finish()).forEach(add);
    return { used: inflater.consumed, damage: null };
  } catch (error) {
    return { used: inflater.consumed, damage: (error as Error).message };
  } finally {
    inflater.close();
  }
}
