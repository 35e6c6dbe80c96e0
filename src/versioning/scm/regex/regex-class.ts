import type { RegexReader } from "./regex-reader.ts";

/** What Python's `\s` matches in text. */
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** The insides of a class for `\d`, `\s`, `\w`: text is Unicode unless the flag `a` is set. */
const SETS: Readonly<Record<string, readonly [unicode: string, ascii: string]>> = {
  d: ["\\p{Nd}", "0-9"],
  s: [SPACE, "\\t-\\r\\x20"],
  w: ["\\p{L}\\p{N}_", "A-Za-z0-9_"],
};

const CONTROLS: Readonly<Record<string, string>> = {
  a: "\x07",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A character that stands for itself, in or out of a class. */
export function literal(letter: string): string {
  return /^[A-Za-z0-9]$/.test(letter) ? letter : `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}

/** What stands behind a backslash, in JavaScript's syntax; `inClass` between square brackets. */
export function escapeSource(reader: RegexReader, ascii: boolean, inClass: boolean): string {
  const set = setOf(reader.peek(), ascii);
  if (set !== null) {
    reader.next();
    return set;
  }
  if (!inClass) {
    const assertion = assertionOf(reader.peek(), ascii);
    if (assertion !== null) {
      reader.next();
      return assertion;
    }
    if (/[1-9]/.test(reader.peek())) reader.unsupported("a backreference");
  }
  return literal(escapedCharacter(reader, inClass));
}

function setOf(letter: string, ascii: boolean): string | null {
  const set = Object.hasOwn(SETS, letter.toLowerCase()) ? SETS[letter.toLowerCase()] : undefined;
  if (set === undefined) return null;
  const inside = set[ascii ? 1 : 0];
  return letter === letter.toLowerCase() ? `[${inside}]` : `[^${inside}]`;
}

function assertionOf(letter: string, ascii: boolean): string | null {
  const word = setOf("w", ascii) ?? "";
  if (letter === "A") return "(?<![\\s\\S])";
  if (letter === "Z") return "(?![\\s\\S])";
  if (letter === "b") return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
  if (letter === "B") return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
  return null;
}

/** The character that an escape stands for. */
function escapedCharacter(reader: RegexReader, inClass: boolean): string {
  if (reader.done) return reader.refuse("ends with a backslash");
  const hex = reader.takeMatch(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})/);
  if (hex !== null) {
    const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : reader.refuse("has an escape beyond Unicode");
  }
  const octal = reader.takeMatch(inClass ? /[0-7]{1,3}/ : /0[0-7]{0,2}/);
  if (octal !== null) return String.fromCodePoint(Number.parseInt(octal[0], 8));
  const letter = reader.next();
  if (inClass && letter === "b") return "\b";
  if (letter === "N") return reader.unsupported("a character by its name");
  if (Object.hasOwn(CONTROLS, letter)) return CONTROLS[letter] ?? letter;
  if (/[A-Za-z0-9]/.test(letter)) return reader.refuse(`has the unknown escape \\${letter}`);
  return letter;
}

/** A class behind its opening bracket, which was read. */
export function readClass(reader: RegexReader, ascii: boolean): string {
  let source = reader.take("^") ? "[^" : "[";
  for (let first = true; first || reader.peek() !== "]"; first = false) {
    const low = member(reader, ascii);
    const isRange = reader.takeMatch(/-(?!\])/) !== null;
    if (!isRange) {
      source += low.source;
      continue;
    }
    const high = member(reader, ascii);
    const ordered = low.letter !== null && high.letter !== null && low.letter <= high.letter;
    if (!ordered) reader.refuse("has a bad range in a class");
    source += `${low.source}-${high.source}`;
  }
  reader.next();
  return `${source}]`;
}

/** One member of a class: a character, or a set that has no place in a range. */
function member(
  reader: RegexReader,
  ascii: boolean,
): { readonly source: string; readonly letter: string | null } {
  if (reader.done) return reader.refuse("misses a ]");
  if (!reader.take("\\")) {
    const letter = reader.next();
    return { source: literal(letter), letter };
  }
  const set = setOf(reader.peek(), ascii);
  const source = escapeSource(reader, ascii, true);
  if (set !== null) return { source, letter: null };
  const code = /^\\u\{([0-9a-f]+)\}$/.exec(source)?.[1];
  return { source, letter: code === undefined ? source : String.fromCodePoint(Number.parseInt(code, 16)) };
}
