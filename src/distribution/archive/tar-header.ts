/** A header block of a tar archive: ustar, GNU or old (POSIX 1003.1, "ustar Interchange Format"). */
export interface TarHeader {
  readonly nameBytes: Uint8Array;
  /** POSIX permission bits with set-uid, set-gid and sticky. */
  readonly mode: number;
  /** Bytes of content that follow; NaN when the field is no number. */
  readonly size: number;
  /** One character. */
  readonly type: string;
  readonly linkBytes: Uint8Array;
  /** Seconds since 1970; NaN when the field is no number. */
  readonly modified: number;
  /** `user:group` by name, else by number. */
  readonly owner: string;
  /** GNU's own flavour, which says so. */
  readonly gnu: boolean;
}

/** A tar's block. Bytes. */
export const BLOCK: number = 512;

/** Reads a header; null when its checksum is wrong. The block must not be all zero. */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  if (!checksumHolds(block)) return null;
  const gnu = ascii(block.subarray(257, 265)) === "ustar  \0";
  const ustar = ascii(block.subarray(257, 263)) === "ustar\0";
  const name = untilNul(block.subarray(0, 100));
  const prefix = ustar ? untilNul(block.subarray(345, 500)) : new Uint8Array(0);
  return {
    nameBytes: prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from("/"), name]),
    mode: readNumber(block.subarray(100, 108)) & 0o7777,
    size: readNumber(block.subarray(124, 136)),
    type: String.fromCharCode(block[156] as number),
    linkBytes: untilNul(block.subarray(157, 257)),
    modified: readNumber(block.subarray(136, 148)),
    owner: [owner(block, 265, 108), owner(block, 297, 116)].join(":"),
    gnu,
  };
}

/** A name of a ustar header, or the number in its place. */
function owner(block: Uint8Array, nameAt: number, numberAt: number): string {
  const name =
    ascii(block.subarray(257, 262)) === "ustar" ? untilNul(block.subarray(nameAt, nameAt + 32)) : [];
  if (name.length > 0) return Buffer.from(name).toString("utf8");
  return String(readNumber(block.subarray(numberAt, numberAt + 8)));
}

/** Whether a block is the zero block that ends an archive. */
export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** The sum of all bytes, its own field counted as blanks; old tars summed signed bytes. */
function checksumHolds(block: Uint8Array): boolean {
  if (block.length < BLOCK) return false;
  const declared = readNumber(block.subarray(148, 156));
  let unsigned = 0;
  let signed = 0;
  for (let index = 0; index < BLOCK; index += 1) {
    const value = index >= 148 && index < 156 ? 0x20 : (block[index] as number);
    unsigned += value;
    signed += value > 127 ? value - 256 : value;
  }
  return declared === unsigned || declared === signed;
}

/** Octal text, or base 256 when the highest bit is set (GNU). */
function readNumber(field: Uint8Array): number {
  const [first = 0] = field;
  if (first === 0x80 || first === 0xff) {
    let value = first === 0xff ? -1 : 0;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return value;
  }
  const text = ascii(untilNul(field)).trim();
  if (text === "") return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

function untilNul(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** The records of a pax header: `length key=value\n`. Null when it is malformed. */
export function readPax(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | null {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] === 0) break;
    const blank = bytes.indexOf(0x20, at);
    const digits = blank === -1 ? "" : ascii(bytes.subarray(at, blank));
    const end = /^[0-9]{1,9}$/.test(digits) ? at + Number(digits) : -1;
    const equals = bytes.indexOf(0x3d, blank);
    if (end <= blank || end > bytes.length || equals === -1 || equals >= end || bytes[end - 1] !== 0x0a)
      return null;
    records.set(
      Buffer.from(bytes.subarray(blank + 1, equals)).toString("utf8"),
      bytes.slice(equals + 1, end - 1),
    );
    at = end;
  }
  return records;
}
