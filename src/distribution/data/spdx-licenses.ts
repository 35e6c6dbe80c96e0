import table from "./spdx-licenses.json" with { type: "json" };

/** Licence ids of the SPDX list, canonical spelling. */
export const SPDX_LICENSES: readonly string[] = table.licenses;

/** Exception ids of the same list. */
export const SPDX_EXCEPTIONS: readonly string[] = table.exceptions;
