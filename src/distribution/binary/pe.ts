import { UnreadableBinary, type ByteView } from "./byte-view.ts";
import { pythonSymbol, type PythonSymbol } from "./python-symbols.ts";

/** What a Windows library or program says of itself (Microsoft's "PE Format"). */
export interface PeFile {
  readonly format: "pe";
  /** As platform tags name it (`win32` is `x86`); `unknown` for a machine that no tag has. */
  readonly machine: string;
  readonly isLibrary: boolean;
  /** Libraries that are loaded with it, as spelt. */
  readonly needed: readonly string[];
  /** Of Python's API, what it takes. */
  readonly symbols: readonly PythonSymbol[];
  /** False when the import table was not among the bytes. */
  readonly complete: boolean;
}

const MACHINES: Readonly<Record<number, string>> = {
  0x14c: "x86",
  0x1c4: "arm",
  0x200: "ia64",
  0x8664: "amd64",
  0xaa64: "arm64",
  // A library of both worlds, which loads as arm64.
  0xa641: "arm64",
};

/** The offset of the PE header; null when the bytes begin no PE file. */
export function peHeader(view: ByteView): number | null {
  if (view.length < 0x40 || view.u16(0) !== 0x5a4d) return null;
  const at = view.u32(0x3c);
  return at + 24 <= view.length && view.u32(at) === 0x4550 ? at : null;
}

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
}

/** Reads a PE file out of its bytes, of which the end may be missing. Throws {@link UnreadableBinary}. */
export function readPe(view: ByteView): PeFile {
  const header = peHeader(view);
  if (header === null) throw new UnreadableBinary("there is no PE header");
  const base = {
    format: "pe" as const,
    machine: MACHINES[view.u16(header + 4)] ?? "unknown",
    isLibrary: (view.u16(header + 22) & 0x2000) !== 0,
  };
  try {
    return { ...base, ...readImports(view, header), complete: true };
  } catch (error) {
    if (!(error instanceof UnreadableBinary)) throw error;
    return { ...base, needed: [], symbols: [], complete: false };
  }
}

/** More libraries, and more names of one, than any file imports. */
const [MOST_LIBRARIES, MOST_NAMES] = [4096, 100_000];

function readImports(view: ByteView, header: number): Pick<PeFile, "needed" | "symbols"> {
  const optional = header + 24;
  const magic = view.u16(optional);
  if (magic !== 0x10b && magic !== 0x20b) throw new UnreadableBinary("the optional header is unknown");
  const wide = magic === 0x20b;
  const directories = optional + (wide ? 112 : 96);
  const count = view.u32(directories - 4);
  const table = count > 1 ? view.u32(directories + 8) : 0;
  if (table === 0) return { needed: [], symbols: [] };
  const sections = readSections(view, header, optional + view.u16(header + 20));
  const offsetOf = (address: number): number => toOffset(sections, address);
  const [needed, symbols]: [string[], PythonSymbol[]] = [[], []];
  for (let at = offsetOf(table); needed.length < MOST_LIBRARIES; at += 20) {
    const name = view.u32(at + 12);
    if (name === 0) break;
    const library = view.text(offsetOf(name));
    needed.push(library);
    if (!/^python\d/i.test(library)) continue;
    const names = view.u32(at) || view.u32(at + 16);
    for (const each of readNames(view, wide, offsetOf(names), offsetOf)) symbols.push(each);
  }
  return { needed, symbols };
}

function readNames(
  view: ByteView,
  wide: boolean,
  start: number,
  offsetOf: (address: number) => number,
): readonly PythonSymbol[] {
  const found: PythonSymbol[] = [];
  const step = wide ? 8 : 4;
  for (let index = 0; index < MOST_NAMES; index++) {
    const at = start + index * step;
    const low = view.u32(at);
    const high = wide ? view.u32(at + 4) : low;
    if (low === 0 && (!wide || high === 0)) break;
    // By number instead of by name.
    if (high >>> 31 === 1) continue;
    const facts = { defined: false, weak: false, local: false };
    const symbol = pythonSymbol(view, offsetOf(low) + 2, facts);
    if (symbol !== null) found.push(symbol);
  }
  return found;
}

function readSections(view: ByteView, header: number, start: number): readonly Section[] {
  return Array.from({ length: view.u16(header + 6) }, (_, index) => {
    const at = start + index * 40;
    return {
      address: view.u32(at + 12),
      size: Math.max(view.u32(at + 8), view.u32(at + 16)),
      offset: view.u32(at + 20),
    };
  });
}

function toOffset(sections: readonly Section[], address: number): number {
  const section = sections.find((each) => address >= each.address && address < each.address + each.size);
  if (section === undefined) throw new UnreadableBinary(`no section contains the address ${address}`);
  return address - section.address + section.offset;
}
