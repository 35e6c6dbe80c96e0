/**
 * Whether a POSIX path fits a pattern: `*` and `?` within a name, `**` for any number of folders. A pattern without a
 * slash fits the last name at any depth (`*.sqlite`); one with a slash is taken from the top; one that ends in a slash
 * means everything below that folder (`data/`). No regular expression: a hostile pattern costs no more than length times length.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const whole = pattern.replace(/^\.?\//, "");
  if (!whole.includes("/")) return fitsName(whole, path.slice(path.lastIndexOf("/") + 1));
  const parts = (whole.endsWith("/") ? `${whole}**` : whole).split("/");
  return fits(parts, path.split("/"), (part) => part === "**", fitsName);
}

/** Whether a POSIX path fits a pattern that is taken from the top, however few slashes it has: `*.py` fits `a.py` only. */
export function matchesFromTop(pattern: string, path: string): boolean {
  const parts = pattern
    .replace(/^(?:\.?\/)+/, "")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  return fits(parts, path.split("/"), (part) => part === "**", fitsName);
}

function fitsName(pattern: string, name: string): boolean {
  return fits(
    [...pattern],
    [...name],
    (sign) => sign === "*",
    (sign, letter) => sign === "?" || sign === letter,
  );
}

/** Fits a sequence to a pattern with joker elements, which stand for any number of elements: the last one gives way. */
function fits(
  pattern: readonly string[],
  sequence: readonly string[],
  isJoker: (element: string) => boolean,
  isSame: (element: string, other: string) => boolean,
): boolean {
  let at = 0;
  let joker = -1;
  let retry = 0;
  for (let position = 0; position < sequence.length;) {
    const element = pattern[at];
    if (element !== undefined && isJoker(element)) {
      joker = at;
      at += 1;
      retry = position;
    } else if (element !== undefined && isSame(element, sequence[position] ?? "")) {
      at += 1;
      position += 1;
    } else if (joker === -1) return false;
    else {
      at = joker + 1;
      retry += 1;
      position = retry;
    }
  }
  return pattern.slice(at).every(isJoker);
}
