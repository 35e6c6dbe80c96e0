/**
 * The normal form of a project or extra name (PEP 503): lower case, every run of `-`, `_`, `.` one `-`.
 * Invalid names are folded too, not refused; see {@link isValidName}.
 */
export function normalizeName(name: string): string {
  return name.replaceAll(/[-_.]+/g, "-").toLowerCase();
}

/** Whether a name may be a project's (core metadata, "Name"): ASCII letters, digits, `.`, `_`, `-`, the ends alphanumeric. */
export function isValidName(name: string): boolean {
  return /^[A-Z0-9](?:[A-Z0-9._-]*[A-Z0-9])?$/i.test(name);
}

/** Whether a name is valid and already in its normal form. */
export function isNormalizedName(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}
