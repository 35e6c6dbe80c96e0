import { isUtf8 } from "node:buffer";
import type { AST } from "toml-eslint-parser";
import { parse, TomlError } from "smol-toml";
import { fault } from "../../findings/fault.ts";
import type { Location } from "../../findings/location.ts";
import { indexToml, parseTomlSyntax, type TomlRange } from "./toml-index.ts";

/** A value in a TOML document. */
export type TomlValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | readonly TomlValue[]
  | { readonly [key: string]: TomlValue };

/** A TOML table as parsed. */
export type TomlTable = { readonly [key: string]: TomlValue };

/** A way to a value: table keys and array positions. */
export type KeyPath = readonly (string | number)[];

/** A TOML file that was read and parsed; positions are computed when the first one is asked for. */
export interface TomlFile {
  /** Relative to the project root, POSIX. */
  readonly path: string;
  /** The text without a byte order mark. */
  readonly text: string;
  readonly value: TomlTable;
  /** The value at a path, or undefined. */
  get(path: KeyPath): TomlValue | undefined;
  /** Where a value (or, with `"key"`, its key) stands; the nearest enclosing place that exists when the path does not. */
  locate(path: KeyPath, part?: "value" | "key"): Location;
}

const programs = new WeakMap<TomlFile, () => AST.TOMLProgram | null>();

/** The syntax tree of a file, for the editors; null when there is none. Apart from the file: a public type. */
export function tomlSyntax(file: TomlFile): AST.TOMLProgram | null {
  return programs.get(file)?.() ?? null;
}

/**
 * Parses a TOML file. Throws the fault `config/toml-syntax` (line, column, excerpt) for bad syntax and
 * for bytes that TOML forbids: not UTF-8, a byte order mark, NUL (TOML 1.0, section "Spec").
 */
export function parseTomlFile(path: string, bytes: Uint8Array): TomlFile {
  const text = decode(path, bytes);
  if (partsOf(text) > MOST_PARTS) throw fault("config/too-much", { file: path, limit: MOST_PARTS });
  const value = parseText(path, text);
  let index: ReadonlyMap<string, TomlRange> | null = null;
  let lines: readonly string[] | null = null;
  let program: AST.TOMLProgram | null | undefined;

  function syntax(): AST.TOMLProgram | null {
    if (program === undefined) program = parseTomlSyntax(text);
    return program;
  }

  function get(keys: KeyPath): TomlValue | undefined {
    let current: unknown = value;
    for (const key of keys) {
      if (typeof current !== "object" || current === null) return undefined;
      current = Object.hasOwn(current, key) ? (current as Record<string | number, unknown>)[key] : undefined;
    }
    return current as TomlValue | undefined;
  }

  function locate(keys: KeyPath, part: "value" | "key" = "value"): Location {
    index ??= indexToml(syntax());
    lines ??= text.split("\n");
    for (let length = keys.length; length > 0; length--) {
      const range = index.get(JSON.stringify(keys.slice(0, length)));
      if (range === undefined) continue;
      const at = part === "key" || length < keys.length ? range.key : range.value;
      const excerpt = stripCarriageReturn(lines[at.line - 1] ?? "");
      return {
        file: path,
        line: at.line,
        column: at.column,
        endColumn: at.endColumn ?? excerpt.length + 1,
        excerpt,
      };
    }
    return { file: path };
  }

  const file: TomlFile = { path, text, value, get, locate };
  programs.set(file, syntax);
  return file;
}

/** So many keys and elements: 300,000 of them take two gigabytes. */
const MOST_PARTS = 20_000;

/** Not fewer than the keys and elements of a document: each has its equals sign or its comma. */
function partsOf(text: string): number {
  let count = 0;
  for (const character of text) if (character === "=" || character === ",") count += 1;
  return count;
}

function decode(path: string, bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw syntaxFault(
      path,
      "it begins with a byte order mark, which build backends reject: save it as UTF-8 without BOM",
      1,
      1,
      "",
    );
  }
  const valid = firstInvalidUtf8(bytes);
  if (valid !== null) {
    const before = Buffer.from(bytes.subarray(0, valid)).toString("utf8");
    const { line, column } = positionAt(before, before.length);
    throw syntaxFault(path, "it is not UTF-8", line, column, "");
  }
  const text = Buffer.from(bytes).toString("utf8");
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    const { line, column } = positionAt(text, nul);
    throw syntaxFault(path, "it contains a NUL byte", line, column, "");
  }
  return text;
}

/** The offset of the first byte that begins no character, or null. */
function firstInvalidUtf8(bytes: Uint8Array): number | null {
  if (isUtf8(bytes)) return null;
  // Nothing says where: halve the prefix until one byte decides.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // Up to three bytes may be missing at the cut.
    if ([0, 1, 2, 3].some((back) => isUtf8(bytes.subarray(0, middle - back)))) good = middle;
    else bad = middle;
  }
  while (!isUtf8(bytes.subarray(0, good))) good--;
  return good;
}

function parseText(path: string, text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: "asNeeded" });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const excerpt = stripCarriageReturn(text.split("\n")[error.line - 1] ?? "");
    throw syntaxFault(path, reasonOf(error), error.line, error.column, excerpt, error);
  }
}

function reasonOf(error: TomlError): string {
  const first = (error.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "");
  return first === "" ? "invalid syntax" : first;
}

function syntaxFault(
  file: string,
  reason: string,
  line: number,
  column: number,
  excerpt: string,
  cause?: unknown,
): Error {
  const location = { file, line, column, endColumn: column + 1, excerpt };
  return fault(
    "config/toml-syntax",
    { file, reason, line },
    { location, cause, details: { file, line, column } },
  );
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
}

function stripCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
