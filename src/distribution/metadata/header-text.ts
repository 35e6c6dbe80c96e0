/** One header of an RFC 822-like file. */
export interface Header {
  /** As spelt. */
  readonly name: string;
  /** Folded lines joined by a line feed; blanks at both ends removed. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/** The parts of an RFC 822-like file such as METADATA or WHEEL. */
export interface HeaderText {
  readonly headers: readonly Header[];
  /** What follows the first blank line; null when there is none. */
  readonly body: string | null;
  /** The first line that is neither a header nor the fold of one: Python's parser takes all from there for the body. */
  readonly malformed: { readonly line: number; readonly text: string } | null;
  /** False when the bytes are not UTF-8; bad ones were replaced. */
  readonly utf8: boolean;
  /** True when there are more headers than {@link MOST_HEADERS}: what follows was not read. */
  readonly cut: boolean;
}

/** So many headers are read: the largest packages have some two thousand. */
export const MOST_HEADERS = 5000;

/** Takes headers apart as Python's `email` parser does, which every installer and PyPI use. */
export function parseHeaderText(input: string | Uint8Array): HeaderText {
  const { text, utf8 } = decode(input);
  const lines = text.split(/\r\n|\r|\n/);
  const headers: { name: string; value: string; line: number }[] = [];
  let index = 0;
  for (; index < lines.length; index += 1) {
    const line = lines[index] as string;
    if (line === "") break;
    if (headers.length === MOST_HEADERS && !/^[ \t]/.test(line)) {
      const blank = lines.indexOf("", index);
      const rest = blank === -1 ? null : lines.slice(blank + 1).join("\n");
      return { headers: trimmed(headers), body: rest, malformed: null, utf8, cut: true };
    }
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) {
      last.value += `\n${line}`;
      continue;
    }
    const colon = /^[!-9;-~]*:/.exec(line)?.[0].length;
    if (colon === undefined) {
      const malformed = { line: index + 1, text: line };
      return { headers: trimmed(headers), body: lines.slice(index).join("\n"), malformed, utf8, cut: false };
    }
    headers.push({ name: line.slice(0, colon - 1), value: line.slice(colon), line: index + 1 });
  }
  const body = index >= lines.length - 1 ? null : lines.slice(index + 1).join("\n");
  return { headers: trimmed(headers), body, malformed: null, utf8, cut: false };
}

function trimmed(headers: readonly Header[]): readonly Header[] {
  return headers.map((header) => ({ ...header, value: header.value.trim() }));
}

/** Decodes UTF-8; a byte order mark is kept, as Python keeps it. */
export function decode(input: string | Uint8Array): { readonly text: string; readonly utf8: boolean } {
  if (typeof input === "string") return { text: input, utf8: true };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(input), utf8: true };
  } catch {
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(input), utf8: false };
  }
}

/** Headers by lower-case name, in order. */
export function groupHeaders(headers: readonly Header[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    const values = groups.get(key);
    if (values === undefined) groups.set(key, [value]);
    else values.push(value);
  }
  return groups;
}
