import { decode } from "./metadata/header-text.ts";

/** One row of RECORD (recording installed projects, "The RECORD file"). */
export interface RecordRow {
  /** As written. */
  readonly path: string;
  /** For example `sha256`; empty when the row has no hash. */
  readonly algorithm: string;
  /** URL-safe base64 without padding; empty when the row has no hash. */
  readonly digest: string;
  /** Bytes; null when absent or no number. */
  readonly size: number | null;
  /** 1-based number of the row. */
  readonly line: number;
  /** How many columns the row has; three is right. */
  readonly columns: number;
}

/** A RECORD file. */
export interface Record {
  readonly rows: readonly RecordRow[];
  /** 1-based numbers of the blank lines: PyPI's code ends on one with an error. */
  readonly blank: readonly number[];
  /** Why it cannot be read at all; null when it can. */
  readonly error: string | null;
}

/** Whether a member of a wheel is its RECORD. */
export function isRecordFile(member: string): boolean {
  return /^[^/]+\.dist-info\/RECORD$/.test(member);
}

/** Python's csv module refuses longer fields. Characters. */
const LONGEST_FIELD = 131_072;

/** So many rows are read: no zip without zip64 has as many members. */
const MOST_ROWS = 100_000;

/** Reads RECORD: CSV with `,` and `"`. Blank lines are rows without columns. */
export function parseRecord(input: string | Uint8Array): Record {
  const { text, utf8 } = decode(input);
  if (!utf8) return { rows: [], blank: [], error: "RECORD is not UTF-8." };
  const rows: RecordRow[] = [];
  const blank: number[] = [];
  const unreadable = (error: string): Record => ({ rows: [], blank: [], error });
  let index = -1;
  for (const cells of parseCsv(text)) {
    index += 1;
    if (index >= MOST_ROWS) return unreadable(`RECORD has more than ${MOST_ROWS} rows: it is not read.`);
    if (cells.some((cell) => cell.length > LONGEST_FIELD))
      return unreadable(`Row ${index + 1} of RECORD has a field of more than ${LONGEST_FIELD} characters.`);
    if (cells.length === 0) blank.push(index + 1);
    if (cells.length === 0) continue;
    const [path = "", hash = "", size = ""] = cells;
    const equals = hash.indexOf("=");
    rows.push({
      path,
      algorithm: equals === -1 ? "" : interned(hash.slice(0, equals)),
      digest: hash.slice(equals + 1),
      size: /^[0-9]+$/.test(size) ? Number(size) : null,
      line: index + 1,
      columns: cells.length,
    });
  }
  return { rows, blank, error: null };
}

/** One text for the many rows that say the same. */
function interned(algorithm: string): string {
  return algorithm === USUAL ? USUAL : algorithm;
}

const USUAL = "sha256";

/** Writes RECORD; parsing it again gives the same rows. */
export function formatRecord(
  rows: readonly Pick<RecordRow, "path" | "algorithm" | "digest" | "size">[],
): string {
  return rows
    .map(({ path, algorithm, digest, size }) => {
      const hash = algorithm === "" ? digest : `${algorithm}=${digest}`;
      return `${[path, hash, String(size ?? "")].map(quote).join(",")}\n`;
    })
    .join("");
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** One array of cells a row. Quoted cells may hold commas, doubled quotes and line breaks. */
function* parseCsv(text: string): Generator<readonly string[]> {
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0;) {
    const { cell, end } = readCell(text, at);
    // A line that is empty is a row without cells; one of a pair of quotes has a cell.
    if (row.length > 0 || end > at || text[end] === ",") row.push(cell);
    at = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (text[end] === ",") continue;
    yield row;
    row = [];
  }
}

/** A cell and where it ends: at a comma, a line break or the end of the text. An unclosed quote reaches to the end. */
function readCell(text: string, start: number): { readonly cell: string; readonly end: number } {
  const quoted = text[start] === '"';
  const close = quoted ? closingQuote(text, start + 1) : -1;
  if (quoted && close === -1) return { cell: text.slice(start + 1), end: text.length };
  const end = endOfCell(text, close === -1 ? start : close + 1);
  if (close === -1) return { cell: text.slice(start, end), end };
  return { cell: text.slice(start + 1, close).replaceAll('""', '"') + text.slice(close + 1, end), end };
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function endOfCell(text: string, from: number): number {
  // oxlint-disable-next-line no-control-regex -- Python ends lines at these
  const stop = /[,\r\n\v\f\x1c-\x1e\x85\u2028\u2029]/g;
  stop.lastIndex = from;
  return stop.exec(text)?.index ?? text.length;
}
