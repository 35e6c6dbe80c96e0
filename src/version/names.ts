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

/** Whether a name is valid and already in normal form. */
export function isNormalizedName(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}

/** Names that look alike to people have one key (PyPI's `ultranormalize_name`): no separators, `l` and `i` are `1`, `o` is `0`. */
export function similarityKey(name: string): string {
  return name
    .replaceAll(/[._-]/g, "")
    .replaceAll(/[liLI]/g, "1")
    .replaceAll(/[oO]/g, "0")
    .toLowerCase();
}

/**
 * Spellings of other projects that a name would be confused with, the likeliest first: what an index can be asked for
 * one by one. Normalised, without the name itself.
 */
export function lookalikeNames(name: string, limit: number): readonly string[] {
  const own = normalizeName(name);
  const found = new Set<string>();
  const add = (candidate: string): void => {
    const normalized = normalizeName(candidate);
    if (isNormalizedName(normalized) && normalized !== own) found.add(normalized);
  };
  const swaps: Readonly<Record<string, readonly string[]>> = {
    "1": ["l", "i"],
    l: ["1", "i"],
    i: ["1", "l"],
    "0": ["o"],
    o: ["0"],
  };
  add(own.replaceAll("-", ""));
  add(own.replaceAll("1", "l").replaceAll("0", "o"));
  add(own.replaceAll("1", "i").replaceAll("0", "o"));
  for (const [at, character] of Array.from(own).entries())
    for (const other of swaps[character] ?? []) add(own.slice(0, at) + other + own.slice(at + 1));
  for (const match of own.matchAll(/-/g)) add(own.slice(0, match.index) + own.slice(match.index + 1));
  return [...found].slice(0, limit);
}
