import { Buffer } from "node:buffer";

/** What stands where a secret stood. */
const MASK = "***";

/** A shorter text is met by chance: to mask it would only make words unreadable. */
const SHORTEST = 4;

/**
 * Finds a secret in a text in whatever way it was written down: as it is, percent-encoded, escaped for JSON or HTML
 * (wholly or in part), in hexadecimal digits, backwards, in base64 at any position of what was encoded. Null for a
 * secret that is too short to be told from a word.
 */
export function secretPattern(secret: string): RegExp | null {
  if (secret.length < SHORTEST) return null;
  const bytes = Buffer.from(secret, "utf8");
  const cores = [0, 1, 2]
    .map((offset) => base64Core(bytes, offset))
    .filter((core) => core.length >= SHORTEST)
    .map((core) => `${inAnyWriting(core)}[\\w+/=-]*`);
  const backwards = [...secret].toReversed().join("");
  return new RegExp([inAnyWriting(secret), inHex(bytes), inAnyWriting(backwards), ...cores].join("|"), "g");
}

/** A text without any of the secrets. */
export function redacted(text: string, patterns: Iterable<RegExp>): string {
  let rest = text;
  for (const pattern of patterns) rest = rest.replace(pattern, MASK);
  return rest;
}

/** A text in which no address shows a user or a password; a name alone stays where it is no token (`ssh://git@host`). */
export function maskedAddresses(text: string): string {
  return text
    .replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*:[^\s/@]*@/gi, `$1${MASK}@`)
    .replaceAll(/\b(https?:\/\/)[^\s/@]+@/gi, `$1${MASK}@`);
}

/** The characters of base64 that depend on these bytes alone, whatever stands before and behind them. */
function base64Core(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/** `5f5f`, `5F 5F`, `5f:5f`, `\\x5f\\x5f`. */
function inHex(bytes: Buffer): string {
  const mark = "(?:\\\\x|0x|%)?";
  return Array.from(bytes, (byte) => `${mark}${anyCase(byte.toString(16).padStart(2, "0"))}`).join(
    "[\\s:,-]{0,2}",
  );
}

const HTML_NAMES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };
/** base64url has two other characters. */
const URL_SAFE: Readonly<Record<string, string>> = { "+": "-", "/": "_" };

function inAnyWriting(text: string): string {
  return Array.from(text, writings).join("");
}

function writings(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const bytes = Buffer.from(character, "utf8").toString("latin1");
  const percent = Array.from(Buffer.from(character, "utf8"), (byte) => `%${anyCase(byte.toString(16))}`).join(
    "",
  );
  const ways = [
    literal(character),
    percent,
    `\\\\u${anyCase(hex.padStart(4, "0"))}`,
    `&#0*(?:${code}|[xX]0*${anyCase(hex)});`,
  ];
  // Bytes that were not read as UTF-8.
  if (bytes !== character) ways.push(bytes);
  if (/["\\/]/.test(character)) ways.unshift(`\\\\${literal(character)}`);
  if (character === " ") ways.push("\\+");
  const other = URL_SAFE[character];
  if (other !== undefined) ways.push(literal(other));
  const name = HTML_NAMES[character];
  if (name !== undefined) ways.push(`&${name};`);
  return `(?:${ways.join("|")})`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
}

function anyCase(hex: string): string {
  return hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
