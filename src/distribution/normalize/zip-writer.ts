import { constants, crc32, deflateRawSync } from "node:zlib";
import { END_SIZE, LOCAL_SIZE, SIGNATURE } from "../archive/zip-structures.ts";

/** A member of a zip that is written. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
}

const CENTRAL_SIZE = 46;
/** Version 2.0: deflate and directories; made on Unix, so that the permissions count (APPNOTE 4.4.2). */
const VERSION = 20;
const UNIX = 3 << 8;
const UTF8_NAME = 0x0800;
const DEFLATED = 8;

/** More members need zip64, which this writer leaves to others. */
export const MOST_MEMBERS = 0xffff;

/**
 * A zip of which nothing depends on the machine but zlib: permissions 0644 and 0755, one time for all members, no extra
 * fields, deflate level 6.
 */
export function zipOf(files: readonly ZipFile[], time: Date): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isExecutable } of files) {
    const encoded = Buffer.from(name, "utf8");
    const packed = deflateRawSync(bytes, { level: 6, strategy: constants.Z_DEFAULT_STRATEGY });
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(encoded.length === name.length ? 0 : UTF8_NAME, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt32LE(dosTime(time), 6);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(encoded.length, 22);
    const signature = Buffer.alloc(4);
    signature.writeUInt32LE(SIGNATURE.local);
    parts.push(signature, common, encoded, packed);
    const central = Buffer.alloc(CENTRAL_SIZE);
    central.writeUInt32LE(SIGNATURE.central, 0);
    central.writeUInt16LE(VERSION | UNIX, 4);
    common.copy(central, 6);
    central.writeUInt32LE(((0o100644 | (isExecutable ? 0o111 : 0)) << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    directory.push(central, encoded);
    offset += LOCAL_SIZE + encoded.length + packed.length;
  }
  const end = Buffer.alloc(END_SIZE);
  end.writeUInt32LE(SIGNATURE.end, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** A zip's time in UTC, from 1980 on, in steps of two seconds (APPNOTE 4.4.6). */
function dosTime(time: Date): number {
  const year = time.getUTCFullYear();
  if (year < 1980) return (1 << 21) | (1 << 16);
  const date = ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((date << 16) | clock) >>> 0;
}
