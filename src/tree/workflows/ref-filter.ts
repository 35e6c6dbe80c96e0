/**
 * Whether a ref fits a workflow's list of patterns (`tags:`, `branches:`): `*`, `**`, `?`, `+`, `[]` and a leading `!`,
 * of which the last that fits decides (GitHub's "filter pattern cheat sheet"). A list of nothing but `!` fits nothing.
 */
export function fitsFilter(ref: string, patterns: readonly string[]): boolean {
  let fits = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith("!");
    if (toRegExp(negative ? pattern.slice(1) : pattern)?.test(ref) === true) fits = !negative;
  }
  return fits;
}

/** Null for a pattern that GitHub does not take. */
function toRegExp(pattern: string): RegExp | null {
  let source = "";
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? "";
    if (character === "*") {
      const double = pattern[i + 1] === "*";
      source += double ? ".*" : "[^/]*";
      if (double) i++;
    } else if (character === "[") {
      const end = pattern.indexOf("]", i);
      if (end === -1) return null;
      source += `[${pattern.slice(i + 1, end).replaceAll(/[\\^]/g, String.raw`\$&`)}]`;
      i = end;
    } else if (character === "?" || character === "+") source += character;
    else if (character === "\\") {
      source += (pattern[i + 1] ?? "").replaceAll(/\W/g, String.raw`\$&`);
      i++;
    } else source += character.replaceAll(/[.(){}^$|/]/g, String.raw`\$&`);
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return null;
  }
}
