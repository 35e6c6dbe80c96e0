import { ByteView, UnreadableBinary } from "./byte-view.ts";
import { readElf, type ElfFile } from "./elf.ts";
import { isMachO, readMachO, type MachFile } from "./mach-o.ts";
import { peHeader, readPe, type PeFile } from "./pe.ts";

/** A compiled file. */
export type Binary = ElfFile | MachFile | PeFile;

/** Reads a compiled file out of its bytes, of which the end may be missing; null when it is none, or a damaged one. */
export function readBinary(bytes: Uint8Array): Binary | null {
  const big = new ByteView(bytes, false);
  if (big.length < 64) return null;
  try {
    if (big.u32(0) === 0x7f45_4c46) return readElf((littleEndian) => new ByteView(bytes, littleEndian));
    if (isMachO(big)) return readMachO(big);
    const little = new ByteView(bytes, true);
    return peHeader(little) === null ? null : readPe(little);
  } catch (error) {
    if (error instanceof UnreadableBinary) return null;
    throw error;
  }
}
