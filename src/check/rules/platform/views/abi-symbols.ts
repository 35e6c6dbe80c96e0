import type { Binary } from "../../../../distribution/binary/binary.ts";
import type { PythonSymbol } from "../../../../distribution/binary/python-symbols.ts";
import { STABLE_ABI } from "../../../knowledge/stable-abi.ts";

let table: ReadonlyMap<string, number> | null = null;

/** The minor version of Python 3 that brought a symbol of the stable ABI; null for all other symbols. */
export function stableSince(symbol: string): number | null {
  table ??= new Map(
    Object.entries(STABLE_ABI).flatMap(([minor, names]) =>
      names.split(" ").map((name) => [name, Number(minor)] as const),
    ),
  );
  return table.get(symbol) ?? null;
}

/** The newest Python 3 that the table knows; symbols of newer ones are unknown, not wrong. */
export const NEWEST_STABLE = 15;

/** The symbols that a compiled file takes from Python. */
export function takenFromPython(binary: Binary): readonly PythonSymbol[] {
  const all = binary.format === "mach-o" ? binary.slices.flatMap(({ symbols }) => symbols) : binary.symbols;
  const taken = all.filter(({ name, defined }) => !defined && !name.startsWith("PyInit_"));
  return [...new Map(taken.map((symbol) => [symbol.name, symbol])).values()];
}
