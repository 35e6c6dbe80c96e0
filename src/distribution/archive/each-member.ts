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

/**
 * Shows the content of every member of a zip that holds many small files, in the order in which they lie, and keeps
 * none; nothing is unpacked to a disk. Gives the reason where it cannot be read to its end, else null, and the sha256
 * of the whole file.
 */
export async function showEachMember(
  source: ByteSource,
  wanted: (name: string) => boolean,
  limits: EachLimits,
  show: (bytes: Uint8Array) => void | Promise<void>,
): Promise<{ readonly problem: string | null; readonly sha256: string }> {
  const reader = new ByteReader(source, { hash: true });
  const places = await placesIn(source, wanted, limits);
  if (typeof places === "string") return { problem: places, sha256: await reader.finish() };
  for (let at = 0; at < places.length; at += FIELDS) {
    const [offset = 0, packedSize = 0, size = 0, method = 0] = places.subarray(at, at + FIELDS);
    const fail = (problem: string): { readonly problem: string; readonly sha256: string } => ({
      problem: `the member at byte ${offset} ${problem}`,
      sha256: "",
    });
    if (offset < reader.position) return fail("overlaps another one");
    await reader.skipTo(offset);
    const fixed = await reader.take(LOCAL_SIZE);
    if (fixed.length < LOCAL_SIZE) return fail("is cut off");
    await reader.skipTo(reader.position + localTail(fixed));
    const packed = await reader.take(packedSize);
    const { bytes, damage } = inflateWhole(packed, { method, size });
    if (damage !== null || bytes.length !== size) return fail(`is damaged (${damage ?? "its size differs"})`);
    await show(bytes);
  }
  return { problem: null, sha256: await reader.finish() };
}

/** Numbers of one member: offset, packed size, size, method. */
const FIELDS = 4;

/** Of each wanted member where it is, in the order of the file; numbers only, since there may be very many. */
async function placesIn(
  source: ByteSource,
  wanted: (name: string) => boolean,
  { members, memberBytes, totalBytes }: EachLimits,
): Promise<Float64Array | string> {
  const end = await findZipEnd(source);
  if (end === null) return "it is not a zip file, or is truncated";
  if (end.directorySize > MAX_DIRECTORY) return "its directory is too large";
  const shift = end.directoryStart - end.declaredStart;
  const headers = readDirectory(await source.read(end.directoryStart, end.directorySize), members);
  if (headers === null) return `its directory is damaged, or it has more than ${members} members`;
  const chosen = headers.filter(({ nameBytes }) => wanted(Buffer.from(nameBytes).toString("utf8")));
  const places = new Float64Array(chosen.length * FIELDS);
  let total = 0;
  for (const [at, { flags, method, offset, packedSize, size }] of chosen
    .toSorted((a, b) => a.offset - b.offset)
    .entries()) {
    if ((flags & 1) !== 0 || (method !== METHOD.stored && method !== METHOD.deflated)) {
      return "a member is encrypted or packed in an unknown way";
    }
    total += size;
    if (Math.max(size, packedSize) > memberBytes || total > totalBytes)
      return "it unpacks to more than is read";
    places.set([offset + shift, packedSize, size, method], at * FIELDS);
  }
  return places;
}
