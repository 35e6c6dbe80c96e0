import { decode } from "./header-text.ts";

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
  /** Why it cannot be read at all; null when it can. */
  readonly error: string | null;
}

/** Reads RECORD: CSV with `,` and `"`. Blank lines are skipped. */
export function parseRecord(input: string | Uint8Array): Record {
  const { text, utf8 } = decode(input);
  if (!utf8) return { rows: [], error: "RECORD is not UTF-8." };
  const rows: RecordRow[] = [];
  for (const [index, cells] of parseCsv(text).entries()) {
    if (cells.length === 1 && cells[0] === "") continue;
    const [path = "", hash = "", size = ""] = cells;
    const equals = hash.indexOf("=");
    rows.push({
      path,
      algorithm: equals === -1 ? "" : hash.slice(0, equals),
      digest: hash.slice(equals + 1),
      size: /^[0-9]+$/.test(size) ? Number(size) : null,
      line: index + 1,
      columns: cells.length,
    });
  }
  return { rows, error: null };
}

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
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  // One cell, and what ends it: a comma, a line break or the end of the text.
  const cell = /(?:"([^"]*(?:""[^"]*)*)"([^,\r\n]*)|([^,\r\n]*))(,|\r\n|\r|\n|$)/y;
  let row: string[] = [];
  while (cell.lastIndex < text.length || row.length > 0) {
    const match = cell.exec(text) as RegExpExecArray;
    const quoted = match[1]?.replaceAll('""', '"');
    row.push(quoted === undefined ? (match[3] as string) : quoted + (match[2] as string));
    if (match[4] === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
