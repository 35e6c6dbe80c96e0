import type { ArchiveProblem } from "./archive.ts";
import { isGzip, type GzipFacts } from "./gzip-stream.ts";
import { crashes, DAMAGE_REFUSED, NOT_A_TAR } from "../pypi-messages.ts";
import { BLOCK, readTarHeader } from "./tar-header.ts";

/** What the reader of the tar had of a damaged stream. */
export interface TarProgress {
  /** Bytes that were unpacked before the damage. */
  readonly unpacked: number;
  /** A member was found. */
  readonly begun: boolean;
  /** The tar's own end was seen: nobody reads on. */
  readonly ended: boolean;
}

/** Python unpacks this much at once: damage among the first bytes hides all of them. */
const FIRST_READ = 8192;

/**
 * Damaged gzip data (A001, A020), with PyPI's answer. It reads a tar only as far as its end: what is wrong behind that,
 * above all in the checksum, it never sees and takes.
 */
export function gzipDamage(facts: GzipFacts, progress: TarProgress): ArchiveProblem | null {
  const message = `The gzip data is damaged: ${facts.damage}.`;
  const pypi = answer(facts.where, progress);
  if (progress.begun) return { code: "A020", slug: "gzip-damaged", message, ...(pypi !== null && { pypi }) };
  if (progress.ended) return null;
  return { code: "A001", slug: "not-a-tar", message, pypi: pypi ?? NOT_A_TAR };
}

function answer(where: GzipFacts["where"], { unpacked, begun, ended }: TarProgress): string | null {
  if (where === "data" && (unpacked < FIRST_READ || !begun)) return NOT_A_TAR;
  if (ended) return null;
  if (where === "data") return DAMAGE_REFUSED;
  if (where === "trailer") return begun ? crashes("BadGzipFile: the checksum is wrong") : NOT_A_TAR;
  if (begun || where === "cut trailer") return begun ? DAMAGE_REFUSED : NOT_A_TAR;
  return unpacked < BLOCK
    ? crashes("EOFError: Compressed file ended before the end-of-stream marker was reached")
    : DAMAGE_REFUSED;
}

/** What a file is that is no gzip file (A001): Python opens other tars too, before PyPI asks for this kind. */
export function notGzip(start: Uint8Array): ArchiveProblem {
  const other = otherKind(start);
  const message = other === null ? "The file is not a gzip file." : `The file is ${other}, not a gzip file.`;
  const pypi = other === null ? NOT_A_TAR : DAMAGE_REFUSED;
  return { code: "A001", slug: "not-a-tar", message, pypi };
}

function otherKind(start: Uint8Array): string | null {
  const text = Buffer.from(start.subarray(0, 6)).toString("latin1");
  if (text.startsWith("BZh")) return "compressed by bzip2";
  if (text === "\xfd7zXZ\0") return "compressed by xz";
  if (isGzip(start) || start.length < BLOCK) return null;
  return readTarHeader(start.subarray(0, BLOCK)) === null ? null : "a plain tar";
}
