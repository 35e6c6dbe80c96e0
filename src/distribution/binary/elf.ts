import { UnreadableBinary, type ByteView } from "./byte-view.ts";
import { dynamicSymbols, versionNeeds, type VersionNeed } from "./elf-dynamic.ts";
import type { PythonSymbol } from "./python-symbols.ts";

/** What an ELF file says of itself in its headers and its dynamic section (System V gABI). */
export interface ElfFile {
  readonly format: "elf";
  /** As platform tags name it; `unknown` for a machine that no tag has. */
  readonly machine: string;
  readonly bits: 32 | 64;
  readonly kind: "shared" | "executable" | "relocatable" | "other";
  /** Libraries that are loaded with it (DT_NEEDED). */
  readonly needed: readonly string[];
  readonly soname: string | null;
  /** Folders of DT_RPATH and DT_RUNPATH, in their order. */
  readonly runPaths: readonly string[];
  /** Symbol versions that it needs, by library (.gnu.version_r). */
  readonly versionNeeds: readonly VersionNeed[];
  /** Of Python's API, what it takes and gives. */
  readonly symbols: readonly PythonSymbol[];
  /** Whether the stack is to be executable (PT_GNU_STACK). */
  readonly executableStack: boolean;
  /** The x86-64 level that it needs, 1 to 4 (GNU property note); null when it does not say. */
  readonly isaLevel: number | null;
  /** False when what the headers point at was not among the bytes: then lists may lack something. */
  readonly complete: boolean;
}

const MACHINES: Readonly<Record<number, string>> = {
  3: "i686",
  21: "ppc64",
  22: "s390x",
  40: "armv7l",
  62: "x86_64",
  183: "aarch64",
  243: "riscv64",
  258: "loongarch64",
};

const KINDS: Readonly<Record<number, ElfFile["kind"]>> = { 1: "relocatable", 2: "executable", 3: "shared" };

const PROGRAM = { load: 1, dynamic: 2, note: 4, stack: 0x6474_e551, property: 0x6474_e553 } as const;

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Reads an ELF file out of its bytes, of which the end may be missing. Throws {@link UnreadableBinary}. */
export function readElf(open: (littleEndian: boolean) => ByteView): ElfFile {
  const start = open(true);
  const [bitClass, order] = [start.u8(4), start.u8(5)];
  if ((bitClass !== 1 && bitClass !== 2) || (order !== 1 && order !== 2))
    throw new UnreadableBinary("the ELF class or byte order is unknown");
  const view = open(order === 1);
  const wide = bitClass === 2;
  const machine = MACHINES[view.u16(18)] ?? "unknown";
  const segments = readSegments(view, wide);
  const base = {
    format: "elf" as const,
    machine: machine === "ppc64" && order === 1 ? "ppc64le" : machine,
    bits: wide ? (64 as const) : (32 as const),
    kind: KINDS[view.u16(16)] ?? ("other" as const),
    executableStack: segments.some(({ type, flags }) => type === PROGRAM.stack && (flags & 1) !== 0),
  };
  try {
    return {
      ...base,
      ...readDynamic(view, wide, segments),
      isaLevel: isaLevel(view, wide, segments),
      complete: true,
    };
  } catch (error) {
    if (!(error instanceof UnreadableBinary)) throw error;
    return { ...base, ...NOTHING, isaLevel: null, complete: false };
  }
}

type Dynamic = Pick<ElfFile, "needed" | "soname" | "runPaths" | "versionNeeds" | "symbols">;

const NOTHING: Dynamic = { needed: [], soname: null, runPaths: [], versionNeeds: [], symbols: [] };

function readSegments(view: ByteView, wide: boolean): readonly Segment[] {
  const start = wide ? view.u64(32) : view.u32(28);
  const [size, count] = [view.u16(wide ? 54 : 42), view.u16(wide ? 56 : 44)];
  if (count > 0 && size < (wide ? 56 : 32)) throw new UnreadableBinary("the program headers are too small");
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return wide
      ? {
          type: view.u32(at),
          flags: view.u32(at + 4),
          offset: view.u64(at + 8),
          address: view.u64(at + 16),
          size: view.u64(at + 32),
        }
      : {
          type: view.u32(at),
          offset: view.u32(at + 4),
          address: view.u32(at + 8),
          size: view.u32(at + 16),
          flags: view.u32(at + 24),
        };
  });
}

const TAG = {
  needed: 1,
  strings: 5,
  symbols: 6,
  soname: 14,
  rpath: 15,
  runpath: 29,
  needs: 0x6fff_fffe,
  needCount: 0x6fff_ffff,
} as const;

/** More entries than any dynamic section has. */
const MOST_ENTRIES = 100_000;

function readDynamic(view: ByteView, wide: boolean, segments: readonly Segment[]): Dynamic {
  const dynamic = segments.find(({ type }) => type === PROGRAM.dynamic);
  if (dynamic === undefined) return NOTHING;
  const step = wide ? 16 : 8;
  const entries: (readonly [number, number])[] = [];
  for (let at = dynamic.offset; at + step <= dynamic.offset + dynamic.size; at += step) {
    const entry = wide
      ? ([view.u64(at), view.u64(at + 8)] as const)
      : ([view.u32(at), view.u32(at + 4)] as const);
    if (entry[0] === 0 || entries.length > MOST_ENTRIES) break;
    entries.push(entry);
  }
  const one = (tag: number): number | null => entries.find(([key]) => key === tag)?.[1] ?? null;
  const offsetOf = (address: number): number => toOffset(segments, address);
  const stringsAt = one(TAG.strings);
  if (stringsAt === null) return NOTHING;
  const strings = offsetOf(stringsAt);
  const text = (offset: number): string => view.text(strings + offset);
  const texts = (tag: number): readonly string[] =>
    entries.flatMap(([key, value]) => (key === tag ? [text(value)] : []));
  const needsAt = one(TAG.needs);
  const symbolsAt = one(TAG.symbols);
  return {
    needed: texts(TAG.needed),
    soname: texts(TAG.soname)[0] ?? null,
    runPaths: [...texts(TAG.rpath), ...texts(TAG.runpath)]
      .flatMap((list) => list.split(":"))
      .filter((path) => path !== ""),
    versionNeeds:
      needsAt === null ? [] : versionNeeds(view, offsetOf(needsAt), one(TAG.needCount) ?? 0, text),
    symbols: symbolsAt === null ? [] : dynamicSymbols(view, wide, { symbols: offsetOf(symbolsAt), strings }),
  };
}

function toOffset(segments: readonly Segment[], address: number): number {
  const segment = segments.find(
    (each) => each.type === PROGRAM.load && address >= each.address && address < each.address + each.size,
  );
  if (segment === undefined) throw new UnreadableBinary(`no segment contains the address ${address}`);
  return address - segment.address + segment.offset;
}

const ISA_NEEDED = 0xc000_8002;

function isaLevel(view: ByteView, wide: boolean, segments: readonly Segment[]): number | null {
  const notes = segments.filter(({ type }) => type === PROGRAM.property);
  for (const { offset, size } of notes) {
    // A note: sizes of name and content, type, the name GNU, then properties padded to the word.
    if (view.u32(offset + 8) !== 5 || view.u32(offset) !== 4) continue;
    const end = offset + 16 + Math.min(view.u32(offset + 4), size - 16);
    for (let at = offset + 16; at + 8 <= end;) {
      const length = view.u32(at + 4);
      if (view.u32(at) === ISA_NEEDED && length >= 4) return 32 - Math.clz32(view.u32(at + 8));
      at += 8 + Math.ceil(length / (wide ? 8 : 4)) * (wide ? 8 : 4);
    }
  }
  return null;
}
