import { UnreadableBinary, type ByteView } from "./byte-view.ts";
import { pythonSymbol, type PythonSymbol } from "./python-symbols.ts";

/** One architecture of a Mach-O file (Apple's `mach-o/loader.h`). */
export interface MachSlice {
  /** As platform tags name it; `unknown` for a processor that no tag has. */
  readonly machine: string;
  /** The system that it is built for; null when it does not say. */
  readonly platform: "macos" | "ios" | "ios-simulator" | "other" | null;
  /** The oldest version of that system, `[14, 0]`; null when it does not say. */
  readonly minimum: readonly [number, number] | null;
  /** Libraries that are loaded with it. */
  readonly needed: readonly string[];
  readonly runPaths: readonly string[];
  readonly symbols: readonly PythonSymbol[];
  /** False when the symbol table was not among the bytes. */
  readonly complete: boolean;
}

/** A Mach-O file: one slice, or several when it is fat. */
export interface MachFile {
  readonly format: "mach-o";
  readonly slices: readonly MachSlice[];
}

const CPUS: Readonly<Record<number, string>> = {
  7: "i386",
  12: "arm",
  18: "ppc",
  0x0100_0007: "x86_64",
  0x0100_000c: "arm64",
  0x0100_0012: "ppc64",
};

const MAGIC = { fat: 0xcafe_babe, fat64: 0xcafe_babf, thin: 0xfeed_face, thin64: 0xfeed_facf } as const;

/** Whether bytes begin a Mach-O file. A Java class has the magic of a fat file, and a version where the count of slices is. */
export function isMachO(big: ByteView): boolean {
  if (big.length < 28) return false;
  const magic = big.u32(0);
  if (magic === MAGIC.fat || magic === MAGIC.fat64) return big.u32(4) <= 20;
  return thinOrder(big) !== null;
}

function thinOrder(big: ByteView): { readonly little: boolean; readonly wide: boolean } | null {
  const little = big.part(0, 4, true).u32(0);
  const found = [big.u32(0), little].findIndex((magic) => magic === MAGIC.thin || magic === MAGIC.thin64);
  if (found === -1) return null;
  return { little: found === 1, wide: (found === 1 ? little : big.u32(0)) === MAGIC.thin64 };
}

/** Reads a Mach-O file out of its bytes, of which the end may be missing. Throws {@link UnreadableBinary}. */
export function readMachO(big: ByteView): MachFile {
  const magic = big.u32(0);
  if (magic !== MAGIC.fat && magic !== MAGIC.fat64) return { format: "mach-o", slices: [readSlice(big)] };
  const wide = magic === MAGIC.fat64;
  const slices = Array.from({ length: big.u32(4) }, (_, index) => {
    const at = 8 + index * (wide ? 32 : 20);
    const offset = wide ? big.u64(at + 8) : big.u32(at + 8);
    const size = wide ? big.u64(at + 16) : big.u32(at + 12);
    // Of a slice beyond the bytes that were read only the processor is known.
    if (offset + 4096 > big.length && offset + size > big.length)
      return { ...EMPTY, machine: CPUS[big.u32(at)] ?? "unknown" };
    return readSlice(big.part(offset, Math.min(size, big.length - offset)));
  });
  return { format: "mach-o", slices };
}

const EMPTY = {
  platform: null,
  minimum: null,
  needed: [],
  runPaths: [],
  symbols: [],
  complete: false,
} as const;

const COMMAND = {
  symbols: 0x2,
  dylib: 0xc,
  weakDylib: 0x8000_0018,
  runPath: 0x8000_001c,
  reexport: 0x8000_001f,
  minimumMac: 0x24,
  minimumPhone: 0x25,
  build: 0x32,
} as const;

const PLATFORMS: Readonly<Record<number, MachSlice["platform"]>> = {
  1: "macos",
  2: "ios",
  7: "ios-simulator",
};

function readSlice(big: ByteView): MachSlice {
  const order = thinOrder(big);
  if (order === null) throw new UnreadableBinary("a slice has no Mach-O header");
  const view = big.part(0, big.length, order.little);
  let [platform, minimum]: [MachSlice["platform"], MachSlice["minimum"]] = [null, null];
  let table: number | null = null;
  const [needed, runPaths]: [string[], string[]] = [[], []];
  let at = order.wide ? 32 : 28;
  const version = (offset: number): readonly [number, number] => {
    const packed = view.u32(offset);
    return [packed >>> 16, (packed >>> 8) & 0xff];
  };
  for (let left = view.u32(16); left > 0; left--) {
    const [command, size] = [view.u32(at), view.u32(at + 4)];
    if (size < 8) throw new UnreadableBinary("a load command is too small");
    if (command === COMMAND.dylib || command === COMMAND.weakDylib || command === COMMAND.reexport)
      needed.push(view.text(at + view.u32(at + 8)));
    else if (command === COMMAND.runPath) runPaths.push(view.text(at + view.u32(at + 8)));
    else if (command === COMMAND.symbols) table = at;
    else if (command === COMMAND.build)
      [platform, minimum] = [PLATFORMS[view.u32(at + 8)] ?? "other", version(at + 12)];
    else if (command === COMMAND.minimumMac) [platform, minimum] = ["macos", version(at + 8)];
    else if (command === COMMAND.minimumPhone) [platform, minimum] = ["ios", version(at + 8)];
    at += size;
  }
  const symbols = table === null ? [] : readSymbols(view, order.wide, table);
  return {
    machine: CPUS[view.u32(4)] ?? "unknown",
    platform,
    minimum,
    needed,
    runPaths,
    symbols: symbols ?? [],
    complete: symbols !== null,
  };
}

/** More symbols than the largest libraries have. */
const MOST_SYMBOLS = 1_000_000;

/** The symbols of Python's API in the table that LC_SYMTAB names; null when it was not read. */
function readSymbols(view: ByteView, wide: boolean, command: number): readonly PythonSymbol[] | null {
  const [start, count] = [view.u32(command + 8), view.u32(command + 12)];
  const [strings, size] = [view.u32(command + 16), view.u32(command + 20)];
  const step = wide ? 16 : 12;
  if (start + count * step > view.length || strings + size > view.length || count > MOST_SYMBOLS) return null;
  const found: PythonSymbol[] = [];
  for (let index = 0; index < count; index++) {
    const at = start + index * step;
    const type = view.u8(at + 4);
    const offset = view.u32(at);
    // Debugging entries (stabs) and symbols that nobody outside sees are not asked for.
    if ((type & 0xe0) !== 0 || (type & 1) === 0 || offset + 1 >= size) continue;
    const facts = { defined: (type & 0x0e) !== 0, weak: (view.u16(at + 6) & 0x40) !== 0, local: false };
    const symbol = pythonSymbol(view, strings + offset + 1, facts);
    if (symbol !== null) found.push(symbol);
  }
  return found;
}
