import type { ByteSource } from "../../ports/files.ts";
import type { ArchiveReading } from "./archive.ts";
import { inflateWhole } from "./zip-members.ts";
import { LOCAL_SIZE, localTail, type ZipMember } from "./zip-structures.ts";

/** A directory's name ends in a slash (APPNOTE 4.3.17.1). */
export function isDirectory({ name }: Pick<ZipMember, "name">): boolean {
  return name.endsWith("/");
}

type Place = Pick<ZipMember, "name" | "offset" | "size" | "packedSize" | "method">;

/** Reads members again; of what the directory says only where they lie is kept. */
export function memberReader(source: ByteSource, members: readonly ZipMember[]): ArchiveReading["read"] {
  const places = members
    .filter((member) => !isDirectory(member))
    .map(({ name, offset, size, packedSize, method }): Place => ({ name, offset, size, packedSize, method }));
  return (name, maxBytes) => readMember(source, places, name, maxBytes);
}

async function readMember(
  source: ByteSource,
  places: readonly Place[],
  name: string,
  maxBytes: number,
): Promise<Uint8Array | null> {
  // Of two members of one name installers see the last one.
  const member = places.findLast((candidate) => candidate.name === name);
  if (member === undefined || member.offset < 0) return null;
  if (Math.max(member.size, member.packedSize) > maxBytes + 1024)
    throw new RangeError(`${name} is larger than ${maxBytes} bytes`);
  const fixed = await source.read(member.offset, LOCAL_SIZE);
  if (fixed.length < LOCAL_SIZE) return null;
  const packed = await source.read(member.offset + LOCAL_SIZE + localTail(fixed), member.packedSize);
  const { bytes, damage } = inflateWhole(packed, member);
  if (bytes.length > maxBytes) throw new RangeError(`${name} is larger than ${maxBytes} bytes`);
  return damage === null && bytes.length === member.size ? bytes : null;
}
