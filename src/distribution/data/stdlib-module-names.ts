import table from "./stdlib-module-names.json" with { type: "json" };

/** Standard library modules of all Python versions and their dotted prefixes, as normalised names. */
export const STDLIB_MODULE_NAMES: readonly string[] = table.names;
