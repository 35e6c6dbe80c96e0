import type { ByteView } from "./byte-view.ts";

/** A symbol of Python's C API that a binary takes from elsewhere, or gives. */
export interface PythonSymbol {
  /** Without the underscore that Mach-O puts in front. */
  readonly name: string;
  readonly defined: boolean;
  /** True when the binary loads without it, too. */
  readonly weak: boolean;
}

const [P, UNDERSCORE] = [0x50, 0x5f];

/** The symbol whose name begins at `offset`, when it is one of Python's (`Py…`, `_Py…`); null for all others and local ones. */
export function pythonSymbol(
  view: ByteView,
  offset: number,
  facts: { readonly defined: boolean; readonly weak: boolean; readonly local: boolean },
): PythonSymbol | null {
  if (facts.local || !(view.startsWith(offset, P) || view.startsWith(offset, UNDERSCORE))) return null;
  const name = view.text(offset);
  return /^_?Py/.test(name) ? { name, defined: facts.defined, weak: facts.weak } : null;
}
