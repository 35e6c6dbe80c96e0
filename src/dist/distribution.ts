import type { Files } from "../ports/files.ts";
import type { ArchiveEntry, ArchiveProblem, EntryDigest } from "./archive.ts";
import type { EntryPoints } from "./entry-points.ts";
import type { ParsedFileName } from "./file-names.ts";
import type { CoreMetadata } from "./metadata.ts";
import type { Record } from "./record.ts";

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
  /** A member's bytes; null when there is none, `RangeError` when it is larger than `maxBytes` (default 4 MiB). */
  read(name: string, maxBytes?: number): Promise<Uint8Array | null>;
}

/**
 * Reads a wheel or sdist in one pass over its bytes. A broken archive is described, never thrown; errors of the
 * file system (no such file) are.
 */
export function openDistribution(
  path: string,
  files: Pick<Files, "open">,
  known?: { readonly sha256: string },
): Promise<Distribution> {
  throw new Error(`not there yet: ${path} ${String(files)} ${String(known)}`);
}
