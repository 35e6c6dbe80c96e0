import type { ByteSource } from "../../ports/files.ts";
import { ByteReader } from "./byte-reader.ts";
import { inflateWhole, METHOD } from "./zip-members.ts";
import { findZipEnd, LOCAL_SIZE, localTail, readDirectory } from "./zip-structures.ts";

/** What reading many small members stops at. */
export interface EachLimits {
  readonly members: number;
  /** Unpacked bytes of one member. */
  readonly memberBytes: number;
  /** Unpacked bytes of all members. */
  readonly totalBytes: number;
}

/** Directories larger than this are not read. Bytes. */
const MAX_DIRECTORY = 256 * 2 ** 20;

interface Place {
  readonly offset: number;
  readonly packedSize: number;
  readonly size: number;
  readonly method: number;
}

/**
 * Shows the content of every member of a zip that holds many small files, in the order in which they lie, and keeps
 * none; nothing is unpacked to a disk. Gives the reason where it cannot be read to its end, else null, and the sha256
 * of the whole file.
 */
export async function showEachMember(
  source: ByteSource,
  wanted: (name: string) => boolean,
  limits: EachLimits,
  show: (bytes: Uint8Array, name: string) => void | Promise<void>,
): Promise<{ readonly problem: string | null; readonly sha256: string }> {
  const reader = new ByteReader(source, { hash: true });
  const places = await placesIn(source, wanted, limits);
  if (typeof places === "string") return { problem: places, sha256: await reader.finish() };
  for (const { name, place } of places) {
    if (place.offset < reader.position) return { problem: `${name} overlaps another member`, sha256: "" };
    await reader.skipTo(place.offset);
    const fixed = await reader.take(LOCAL_SIZE);
    if (fixed.length < LOCAL_SIZE) return { problem: `${name} is cut off`, sha256: "" };
    await reader.skipTo(reader.position + localTail(fixed));
    const packed = await reader.take(place.packedSize);
    const { bytes, damage } = inflateWhole(packed, place);
    if (damage !== null || bytes.length !== place.size) {
      return { problem: `${name} is damaged (${damage ?? "its size differs"})`, sha256: "" };
    }
    await show(bytes, name);
  }
  return { problem: null, sha256: await reader.finish() };
}

async function placesIn(
  source: ByteSource,
  wanted: (name: string) => boolean,
  { members, memberBytes, totalBytes }: EachLimits,
): Promise<readonly { readonly name: string; readonly place: Place }[] | string> {
  const end = await findZipEnd(source);
  if (end === null) return "it is not a zip file, or is truncated";
  if (end.directorySize > MAX_DIRECTORY) return "its directory is too large";
  const shift = end.directoryStart - end.declaredStart;
  const headers = readDirectory(await source.read(end.directoryStart, end.directorySize), members);
  if (headers === null) return `its directory is damaged, or it has more than ${members} members`;
  const places: { readonly name: string; readonly place: Place }[] = [];
  let total = 0;
  for (const { nameBytes, flags, method, offset, packedSize, size } of headers) {
    const name = Buffer.from(nameBytes).toString("utf8");
    if (!wanted(name)) continue;
    if ((flags & 1) !== 0 || (method !== METHOD.stored && method !== METHOD.deflated)) {
      return `${name} is encrypted or packed in an unknown way`;
    }
    total += size;
    if (Math.max(size, packedSize) > memberBytes || total > totalBytes) {
      return `it unpacks to more than is read (${name})`;
    }
    places.push({ name, place: { offset: offset + shift, packedSize, size, method } });
  }
  return places.sort((a, b) => a.place.offset - b.place.offset);
}
