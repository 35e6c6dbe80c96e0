import { crc32, deflateRawSync } from "node:zlib";

/** The fields of a zip header that a test may set to whatever it likes. */
export interface ZipHeaderFields {
  readonly name: string | Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly extra: Uint8Array;
  /** Central only. */
  readonly comment: string;
  /** Central only. */
  readonly offset: number;
}

/** One member. Everything that is left out is right. */
export interface ZipMemberSpec {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** Default: deflated. */
  readonly method?: number;
  /** The packed bytes themselves, instead of those of the content. */
  readonly packed?: Uint8Array;
  /** POSIX mode with the file type; default a regular file, 644. */
  readonly mode?: number;
  readonly flags?: number;
  /** Deviations of the local header; `false` leaves header and data out. */
  readonly local?: Partial<ZipHeaderFields> | false;
  /** Deviations of the directory's header; `false` leaves it out. */
  readonly central?: Partial<ZipHeaderFields> | false;
  /** Bytes between this member and the next. */
  readonly after?: Uint8Array;
}

/** A whole zip. Everything that is left out is right. */
export interface ZipSpec {
  readonly members: readonly ZipMemberSpec[];
  /** Bytes in front, which the offsets do not count. */
  readonly before?: Uint8Array;
  /** Bytes behind. */
  readonly after?: Uint8Array;
  readonly comment?: string;
  /** Adds the zip64 end records and fills the old one with ones. */
  readonly zip64?: boolean;
  readonly end?: Partial<{
    readonly entries: number;
    readonly directorySize: number;
    readonly directoryStart: number;
  }>;
}

/** Builds a zip byte by byte. */
export function buildZip(spec: ZipSpec): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const push = (bytes: Uint8Array): void => {
    parts.push(Buffer.from(bytes));
    offset += bytes.length;
  };
  for (const member of spec.members) {
    const content = Buffer.from(member.content ?? "");
    const method = member.method ?? 8;
    const packed = Buffer.from(member.packed ?? (method === 8 ? deflateRawSync(content) : content));
    const truth: ZipHeaderFields = {
      name: member.name,
      flags: member.flags ?? 0x800,
      method,
      crc: crc32(content),
      packedSize: packed.length,
      size: content.length,
      extra: new Uint8Array(0),
      comment: "",
      offset,
    };
    if (member.local !== false) {
      push(localHeader({ ...truth, ...member.local }));
      push(packed);
    }
    if (member.central !== false)
      directory.push(centralHeader({ ...truth, ...member.central }, member.mode ?? 0o100644));
    push(member.after ?? new Uint8Array(0));
  }
  const directoryStart = offset;
  directory.forEach(push);
  const facts = {
    entries: directory.length,
    directorySize: offset - directoryStart,
    directoryStart,
    ...spec.end,
  };
  if (spec.zip64 === true) push(end64(facts, offset));
  push(
    endRecord(
      spec.zip64 === true
        ? { entries: 0xffff, directorySize: 0xffffffff, directoryStart: 0xffffffff }
        : facts,
      spec.comment ?? "",
    ),
  );
  return Buffer.concat([spec.before ?? new Uint8Array(0), ...parts, spec.after ?? new Uint8Array(0)]);
}

function u16(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => buffer.writeUInt16LE(value, index * 2));
  return buffer;
}

function u32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => buffer.writeUInt32LE(value >>> 0, index * 4));
  return buffer;
}

function u64(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 8);
  values.forEach((value, index) => buffer.writeBigUInt64LE(BigInt(value), index * 8));
  return buffer;
}

const DATE = [0, 0x5462] as const;

function localHeader(fields: ZipHeaderFields): Buffer {
  const name = Buffer.from(fields.name);
  return Buffer.concat([
    Buffer.from("PK\x03\x04"),
    u16(20, fields.flags, fields.method, ...DATE),
    u32(fields.crc, fields.packedSize, fields.size),
    u16(name.length, fields.extra.length),
    name,
    fields.extra,
  ]);
}

function centralHeader(fields: ZipHeaderFields, mode: number): Buffer {
  const name = Buffer.from(fields.name);
  const comment = Buffer.from(fields.comment);
  return Buffer.concat([
    Buffer.from("PK\x01\x02"),
    u16(0x0314, 20, fields.flags, fields.method, ...DATE),
    u32(fields.crc, fields.packedSize, fields.size),
    u16(name.length, fields.extra.length, comment.length, 0, 0),
    u32(mode * 65_536, fields.offset),
    name,
    fields.extra,
    comment,
  ]);
}

interface EndFacts {
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryStart: number;
}

function end64({ entries, directorySize, directoryStart }: EndFacts, at: number): Buffer {
  return Buffer.concat([
    Buffer.from("PK\x06\x06"),
    u64(44),
    u16(45, 45),
    u32(0, 0),
    u64(entries, entries, directorySize, directoryStart),
    Buffer.from("PK\x06\x07"),
    u32(0),
    u64(at),
    u32(1),
  ]);
}

function endRecord({ entries, directorySize, directoryStart }: EndFacts, comment: string): Buffer {
  return Buffer.concat([
    Buffer.from("PK\x05\x06"),
    u16(0, 0, entries, entries),
    u32(directorySize, directoryStart),
    u16(Buffer.byteLength(comment)),
    Buffer.from(comment),
  ]);
}

/** An extra field. */
export function zipExtra(id: number, data: Uint8Array): Buffer {
  return Buffer.concat([u16(id, data.length), data]);
}

/** The zip64 extra field with these numbers. */
export function zip64Extra(...values: readonly number[]): Buffer {
  return zipExtra(1, u64(...values));
}
