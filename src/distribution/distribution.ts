import { unpackableProblems } from "./archive/unpackable.ts";
import { basename } from "node:path";
import type { ByteSource, Files } from "../ports/files.ts";
import {
  condense,
  DEFAULT_LIMITS,
  type ArchiveEntry,
  type ArchiveProblem,
  type ArchiveReading,
  type EntryDigest,
} from "./archive/archive.ts";
import { parseEntryPoints, type EntryPoints } from "./entry-points.ts";
import { parseFileName, type ParsedFileName } from "./file-names.ts";
import { isGzip } from "./archive/gzip-stream.ts";
import { MemberVisit, type VisitResults } from "./member-visit.ts";
import type { MemberVisitor } from "./member-visitor.ts";
import { parseMetadata, type CoreMetadata } from "./metadata/metadata.ts";
import { fileNameProblems } from "./name-problems.ts";
import { ZIP_AND_TAR } from "./pypi-messages.ts";
import type { Record } from "./record.ts";
import { keepOfSdist, readSdistLayout } from "./sdist-layout.ts";
import { BLOCK, isZeroBlock, readTarHeader } from "./archive/tar-header.ts";
import { readTarGz } from "./archive/tar-reader.ts";
import { keepOfWheel, readWheelLayout, type WheelLayout } from "./wheel-layout.ts";
import { readZip } from "./archive/zip-reader.ts";

/** What `read` gives at most unless it is told. Bytes. */
const READ_LIMIT = 4 * 2 ** 20;

/** One wheel or sdist: what its name says, what its bytes hold, and what is wrong with either. */
export interface Distribution extends AsyncDisposable {
  /** As given. */
  readonly path: string;
  /** The base name. */
  readonly fileName: string;
  /** By the file name: `.whl` is a wheel, everything else is read as an sdist. */
  readonly kind: "wheel" | "sdist";
  /** Bytes. */
  readonly size: number;
  readonly parsed: ParsedFileName;
  /** Lower-case hex. */
  readonly digests: { readonly sha256: string };
  readonly entries: readonly ArchiveEntry[];
  /** Defects of the archive, its layout, its RECORD and its file name, by rule id. */
  readonly problems: readonly ArchiveProblem[];
  /** METADATA or PKG-INFO; null when absent. */
  readonly metadataBytes: Uint8Array | null;
  readonly metadata: CoreMetadata | null;
  /** The fields of WHEEL by lower-case name; null for an sdist or when absent. */
  readonly wheelFile: ReadonlyMap<string, readonly string[]> | null;
  readonly record: Record | null;
  readonly entryPoints: EntryPoints | null;
  /** Of every file member that could be unpacked. */
  readonly entryDigests: ReadonlyMap<string, EntryDigest>;
  /** What the visitors returned with which it was opened. */
  readonly visited: VisitResults;
  /** A member's bytes; null when there is none, `RangeError` when it is larger than `maxBytes` (default 4 MiB). */
  read(name: string, maxBytes?: number): Promise<Uint8Array | null>;
}

/**
 * Reads a wheel or sdist in one pass over its bytes. A broken archive is described, never thrown; errors of the
 * file system (no such file) are. `sha256` saves the hashing of a file whose digest somebody computed already;
 * `visitors` look at the members in that pass.
 */
export async function openDistribution(
  path: string,
  files: Pick<Files, "open">,
  options: { readonly sha256?: string; readonly visitors?: readonly MemberVisitor<unknown>[] } = {},
): Promise<Distribution> {
  const fileName = basename(path);
  const parsed = parseFileName(fileName);
  const source = await files.open(path);
  try {
    const content = await readContent(
      source,
      fileName,
      parsed,
      options.sha256 ?? null,
      options.visitors ?? [],
    );
    return {
      path,
      fileName,
      size: source.size,
      parsed,
      ...content,
      [Symbol.asyncDispose]: () => source[Symbol.asyncDispose](),
    };
  } catch (error) {
    await source[Symbol.asyncDispose]();
    throw error;
  }
}

type Content = Omit<Distribution, "path" | "fileName" | "size" | "parsed" | typeof Symbol.asyncDispose>;

async function readContent(
  source: ByteSource,
  fileName: string,
  parsed: ParsedFileName,
  sha256: string | null,
  visitors: readonly MemberVisitor<unknown>[],
): Promise<Content> {
  const kind = fileName.endsWith(".whl") ? "wheel" : "sdist";
  const keep = kind === "wheel" ? keepOfWheel : keepOfSdist;
  const visit = new MemberVisit(visitors, kind);
  const options = { keep, limits: DEFAULT_LIMITS, sha256, visit };
  const zip = kind === "wheel" || /\.(?:zip|egg)$/.test(fileName);
  const reading = zip ? await readZip(source, options) : await readTarGz(source, options);
  const both = zip && (await isTarToo(source)) && reading.entries.length > 0;
  const layout = layoutOf(kind, fileName, parsed, reading);
  const metadata = layout.metadata === null ? null : parseMetadata(layout.metadata);
  return {
    kind,
    digests: { sha256: reading.sha256 },
    entries: reading.entries,
    problems: condense([
      // The tar in front of the zip is what its foreign bytes are.
      ...(both ? [ZIP_AND_TAR, ...reading.problems.filter(({ code }) => code !== "A013")] : reading.problems),
      ...layout.problems,
      ...manyMembers(kind, reading.entries.length),
      ...unpackableProblems(reading.entries),
      ...fileNameProblems(fileName, parsed, metadata),
    ]),
    metadataBytes: layout.metadata,
    metadata,
    wheelFile: layout.wheelFile,
    record: layout.record,
    entryPoints: layout.entryPoints === null ? null : parseEntryPoints(layout.entryPoints),
    entryDigests: reading.digests,
    visited: visit.seen,
    read: async (name, maxBytes = READ_LIMIT) => {
      const kept = reading.kept.get(name);
      return kept !== undefined && kept.length <= maxBytes ? kept : await reading.read(name, maxBytes);
    },
  };
}

function layoutOf(
  kind: Distribution["kind"],
  fileName: string,
  parsed: ParsedFileName,
  reading: ArchiveReading,
): Omit<WheelLayout, "folder"> {
  // Of an archive that cannot be read nothing is missing: that it cannot be read is told once.
  if (reading.entries.length === 0 && reading.problems.length > 0) return { ...NOTHING, problems: [] };
  // Nothing is asked of a file that is no distribution at all.
  if (parsed.kind === "invalid" && !/\.(?:whl|tar\.gz|zip)$/.test(fileName))
    return { ...NOTHING, problems: [] };
  if (kind === "wheel") return readWheelLayout(fileName, parsed, reading);
  const { metadata, problems } = readSdistLayout(parsed, reading);
  return { ...NOTHING, metadata, problems };
}

const NOTHING = { metadata: null, wheelFile: null, record: null, entryPoints: null } as const;

/** Of so many members Python's sources are read: more of them would cost minutes, and memory without measure. */
const MOST_SCANNED = 25_000;

/** Whether what is in the sources of a distribution is looked at. */
export function isScanned({ entries }: Pick<Distribution, "entries">): boolean {
  return entries.length <= MOST_SCANNED;
}

function* manyMembers(kind: Distribution["kind"], members: number): Generator<ArchiveProblem> {
  if (members <= MOST_SCANNED) return;
  const message = `The ${kind} has ${members} members: of more than ${MOST_SCANNED} the Python sources are not read.`;
  yield { code: "A003", slug: "many-members", message };
}

/** Whether the file begins like a tar, packed or not, as Python's tarfile would take it. */
async function isTarToo(source: ByteSource): Promise<boolean> {
  const start = await source.read(0, BLOCK);
  return isGzip(start) || (start.length === BLOCK && !isZeroBlock(start) && readTarHeader(start) !== null);
}
