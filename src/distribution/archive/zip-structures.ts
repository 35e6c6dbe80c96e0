import type { ByteSource } from "../../ports/files.ts";

/** Signatures of the records of a zip file (APPNOTE 4.3), little-endian. */
export const SIGNATURE = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  descriptor: 0x08074b50,
} as const;

const SENTINEL = 0xffffffff;

/** Extra fields that must not stand twice: zip64 sizes and the Info-ZIP Unicode path. */
const UNIQUE_EXTRAS: ReadonlySet<number> = new Set([0x0001, 0x7075]);

/** A header of one member, local or central. Sizes are already those of zip64 where it has them. */
export interface ZipHeader {
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** What is wrong with its extra fields, in PyPI's words. */
  readonly extraError: string | null;
}

/** A header of the central directory. */
export interface CentralHeader extends ZipHeader {
  /** Where the local header begins. */
  readonly offset: number;
  readonly commentLength: number;
  /** The POSIX mode, with the file type, when the archive was made on such a system; else 0. */
  readonly unixMode: number;
  /** Seconds since 1970 with the local time taken as UTC; null when it is no date. */
  readonly modified: number | null;
}

/** A header of the directory with its name. */
export interface ZipMember extends CentralHeader {
  /** Decoded; Latin-1 when the bytes are no UTF-8. */
  readonly name: string;
  readonly validName: boolean;
}

/** What the end records say. */
export interface ZipEnd {
  /** Where the directory begins, by its size and the place of the end record: right even behind a prefix. */
  readonly directoryStart: number;
  readonly directorySize: number;
  /** Where the directory should begin, as declared. */
  readonly declaredStart: number;
  readonly declaredEntries: number;
  /** Where the first of the end records begins: the directory should end there. */
  readonly recordsStart: number;
  /** Where the file should end. */
  readonly end: number;
  /** What is wrong with the end records, in PyPI's words. */
  readonly error: string | null;
}

/** The end of central directory record, without its comment. Bytes. */
export const END_SIZE = 22;
const MAX_COMMENT = 0xffff;

/** Finds the end records as Python's zipfile does: at the very end, else the last one of the last 64 KiB. */
export async function findZipEnd(source: ByteSource): Promise<ZipEnd | null> {
  const length = Math.min(source.size, END_SIZE + MAX_COMMENT + 20 + 56);
  const tailStart = source.size - length;
  const tail = Buffer.from(await source.read(tailStart, length));
  const at = findEndRecord(tail);
  if (at === -1) return null;
  let entries = tail.readUInt16LE(at + 10);
  let directorySize = tail.readUInt32LE(at + 12);
  let declaredStart = tail.readUInt32LE(at + 16);
  let error = entries === tail.readUInt16LE(at + 8) ? null : "Malformed zip file";
  let recordsStart = tailStart + at;
  const end = recordsStart + END_SIZE + tail.readUInt16LE(at + 20);
  const locator = at - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === SIGNATURE.locator64) {
    const record = Buffer.from(await source.read(Math.max(0, tailStart + locator - 56), 56));
    if (record.length < 56 || record.readUInt32LE(0) !== SIGNATURE.end64) {
      error = "Malformed zip file";
    } else {
      if (record.readBigUInt64LE(4) !== 44n) error = "ZIP64 extensible data not allowed";
      if (record.readBigUInt64LE(24) !== record.readBigUInt64LE(32)) error = "Malformed zip file";
      entries = Number(record.readBigUInt64LE(32));
      directorySize = Number(record.readBigUInt64LE(40));
      declaredStart = Number(record.readBigUInt64LE(48));
      recordsStart = tailStart + locator - 56;
      const place = tail.readBigUInt64LE(locator + 8);
      if (place !== BigInt(recordsStart)) error = "Malformed zip file";
    }
  }
  const directoryStart = recordsStart - directorySize;
  if (directoryStart < 0) return null;
  return { directoryStart, directorySize, declaredStart, declaredEntries: entries, recordsStart, end, error };
}

function findEndRecord(tail: Buffer): number {
  const exact = tail.length - END_SIZE;
  if (exact >= 0 && tail.readUInt32LE(exact) === SIGNATURE.end && tail.readUInt16LE(exact + 20) === 0)
    return exact;
  const found = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  return found + END_SIZE <= tail.length ? found : -1;
}

/** Takes the directory apart. Null when a record is not one or runs over the end. */
export function readDirectory(bytes: Uint8Array, maxEntries: number): readonly CentralHeader[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const headers: CentralHeader[] = [];
  for (let at = 0; at < buffer.length;) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== SIGNATURE.central) return null;
    if (headers.length === maxEntries) return null;
    const nameEnd = at + 46 + buffer.readUInt16LE(at + 28);
    const extraEnd = nameEnd + buffer.readUInt16LE(at + 30);
    const commentLength = buffer.readUInt16LE(at + 32);
    if (extraEnd + commentLength > buffer.length) return null;
    const extra = readExtra(buffer.subarray(nameEnd, extraEnd));
    const sizes = takeZip64(extra.zip64, [
      buffer.readUInt32LE(at + 24),
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 42),
    ]);
    headers.push({
      nameBytes: buffer.subarray(at + 46, nameEnd),
      flags: buffer.readUInt16LE(at + 8),
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      size: sizes[0] as number,
      packedSize: sizes[1] as number,
      offset: sizes[2] as number,
      commentLength,
      extraError: extra.error,
      unixMode: buffer[at + 5] === 3 ? buffer.readUInt16LE(at + 40) : 0,
      modified: dosTime(buffer.readUInt16LE(at + 14), buffer.readUInt16LE(at + 12)),
    });
    at = extraEnd + commentLength;
  }
  return headers;
}

/** MS-DOS date and time (APPNOTE 4.4.6). */
function dosTime(date: number, time: number): number | null {
  const [month, day] = [(date >> 5) & 15, date & 31];
  if (month < 1 || month > 12 || day === 0) return null;
  const milliseconds = Date.UTC(
    1980 + (date >> 9),
    month - 1,
    day,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
  return milliseconds / 1000;
}

/** The fixed length of a local header. */
export const LOCAL_SIZE = 30;

/** How many bytes of name and extra fields follow the fixed part of a local header. */
export function localTail(fixed: Uint8Array): number {
  const view = new DataView(fixed.buffer, fixed.byteOffset, fixed.length);
  return view.getUint16(26, true) + view.getUint16(28, true);
}

/** Reads a whole local header: its fixed part, name and extra fields. */
export function readLocal(bytes: Uint8Array): ZipHeader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const nameEnd = LOCAL_SIZE + buffer.readUInt16LE(26);
  const extra = readExtra(buffer.subarray(nameEnd));
  const [size, packedSize] = takeZip64(extra.zip64, [buffer.readUInt32LE(22), buffer.readUInt32LE(18)]);
  return {
    nameBytes: buffer.subarray(LOCAL_SIZE, nameEnd),
    flags: buffer.readUInt16LE(6),
    method: buffer.readUInt16LE(8),
    crc: buffer.readUInt32LE(14),
    size: size as number,
    packedSize: packedSize as number,
    extraError: extra.error,
  };
}

interface Extra {
  readonly zip64: Buffer | null;
  readonly error: string | null;
}

function readExtra(buffer: Buffer): Extra {
  const seen = new Set<number>();
  let zip64: Buffer | null = null;
  for (let at = 0; at < buffer.length;) {
    if (at + 4 > buffer.length) return { zip64, error: "Malformed zip file" };
    const id = buffer.readUInt16LE(at);
    const end = at + 4 + buffer.readUInt16LE(at + 2);
    if (end > buffer.length) return { zip64, error: "Malformed zip file" };
    if (seen.has(id) && UNIQUE_EXTRAS.has(id))
      return { zip64, error: "Invalid duplicate extra in local file" };
    seen.add(id);
    if (id === 0x0001) zip64 = buffer.subarray(at + 4, end);
    if (id === 0x0001 && ![0, 8, 16, 24, 28].includes(end - at - 4))
      return { zip64, error: "Malformed zip file" };
    at = end;
  }
  return { zip64, error: null };
}

/** Replaces every sentinel, in the order that APPNOTE 4.5.3 fixes, by the next number of the zip64 field. */
function takeZip64(field: Buffer | null, values: readonly number[]): readonly number[] {
  let at = 0;
  return values.map((value) => {
    if (value !== SENTINEL || field === null || at + 8 > field.length) return value;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  });
}
