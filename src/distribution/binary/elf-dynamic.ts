import type { ByteView } from "./byte-view.ts";
import { pythonSymbol, type PythonSymbol } from "./python-symbols.ts";

/** A version of a library's symbols that an ELF file needs. */
export interface VersionNeed {
  readonly library: string;
  /** For example `GLIBC_2.17`. */
  readonly version: string;
  /** True when the file runs without it, too. */
  readonly weak: boolean;
}

/** More than any file needs: a loop that goes on beyond is one of a damaged file. */
const MOST_NEEDS = 10_000;

/** Reads .gnu.version_r, a chain of libraries with a chain of versions each. */
export function versionNeeds(
  view: ByteView,
  start: number,
  count: number,
  text: (offset: number) => string,
): readonly VersionNeed[] {
  const found: VersionNeed[] = [];
  let library = start;
  for (let left = Math.min(count, MOST_NEEDS); left > 0; left--) {
    const name = text(view.u32(library + 4));
    let at = library + view.u32(library + 8);
    for (let versions = view.u16(library + 2); versions > 0 && found.length < MOST_NEEDS; versions--) {
      found.push({ library: name, version: text(view.u32(at + 8)), weak: (view.u16(at + 4) & 2) !== 0 });
      const next = view.u32(at + 12);
      if (next === 0) break;
      at += next;
    }
    const next = view.u32(library + 12);
    if (next === 0) break;
    library += next;
  }
  return found;
}

/** More symbols than the largest libraries have. */
const MOST_SYMBOLS = 1_000_000;

/** The symbols of Python's API in .dynsym. Linkers put .dynstr behind it, which is how its end is known without the sections. */
export function dynamicSymbols(
  view: ByteView,
  wide: boolean,
  { symbols, strings }: { readonly symbols: number; readonly strings: number },
): readonly PythonSymbol[] {
  const size = wide ? 24 : 16;
  const end = sectionEnd(view, wide, symbols) ?? (strings > symbols ? strings : symbols);
  const count = Math.min(MOST_SYMBOLS, Math.floor((end - symbols) / size));
  const found: PythonSymbol[] = [];
  // The first entry is the empty one.
  for (let index = 1; index < count; index++) {
    const at = symbols + index * size;
    const name = strings + view.u32(at);
    const info = view.u8(at + (wide ? 4 : 12));
    const defined = view.u16(at + (wide ? 6 : 14)) !== 0;
    const symbol = pythonSymbol(view, name, { defined, weak: info >> 4 === 2, local: info >> 4 === 0 });
    if (symbol !== null) found.push(symbol);
  }
  return found;
}

const SHT_DYNSYM = 11;

/** The end of .dynsym by the section headers; null when they were stripped or not read. */
function sectionEnd(view: ByteView, wide: boolean, symbols: number): number | null {
  const start = wide ? view.u64(40) : view.u32(32);
  const [size, count] = [view.u16(wide ? 58 : 46), view.u16(wide ? 60 : 48)];
  if (start === 0 || size < (wide ? 64 : 40) || start + size * count > view.length) return null;
  for (let index = 0; index < count; index++) {
    const at = start + index * size;
    if (view.u32(at + 4) !== SHT_DYNSYM) continue;
    const offset = wide ? view.u64(at + 24) : view.u32(at + 16);
    if (offset === symbols) return offset + (wide ? view.u64(at + 32) : view.u32(at + 20));
  }
  return null;
}
