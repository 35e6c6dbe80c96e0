import table from "./stable-abi.json" with { type: "json" };

/** The functions and data of Python's stable ABI, separated by blanks, by the minor version of Python 3 that brought them. */
export const STABLE_ABI: Readonly<Record<string, string>> = table.symbols;
