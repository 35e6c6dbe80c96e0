import type { MemberVisit } from "../member-visit.ts";

/** One member of an archive, as its own header describes it. */
export interface ArchiveEntry {
  /** As stored; a directory's name has no slash at its end. */
  readonly name: string;
  /** Bytes when unpacked; 0 for everything but files. */
  readonly size: number;
  readonly kind: "file" | "directory" | "symlink" | "hardlink" | "other";
  /** POSIX permission bits, with set-uid, set-gid and sticky; 0 when the archive holds none. */
  readonly mode: number;
  /** For links: where they point, as stored. */
  readonly linkTarget?: string;
  /** When it was changed last, in seconds since 1970; a zip's local time is taken as UTC. Absent when it is no date. */
  readonly modified?: number;
  /** Whose it was where a tar was made: names where there are any, else numbers; absent for `0:0` and `root:root`. */
  readonly owner?: string;
}

/** Something wrong with an archive, its names, its RECORD. A value, never thrown. */
export interface ArchiveProblem {
  /** The id in the rule catalogue, for example `A016`. */
  readonly code: string;
  /** The defect's name, kebab-case. */
  readonly slug: string;
  /** One sentence that names the thing. */
  readonly message: string;
  /** The member that it is about. */
  readonly entry?: string;
  /** Other members of which the same is true. */
  readonly more?: readonly string[];
  /** How many of the kind it stands for; absent: itself. */
  readonly count?: number;
  /** PyPI's own words when it refuses such a file. */
  readonly pypi?: string;
}

/** What every archive reader stops at, so that no file can make us run or allocate without end. */
export interface ArchiveLimits {
  /** Members; default 100,000. */
  readonly entries: number;
  /** Bytes of all members when unpacked; default 16 GiB. */
  readonly unpackedBytes: number;
  /** Ratio of unpacked to packed bytes beyond which, and above `bombBytes`, reading stops; PyPI's is 50 above 64 MiB. */
  readonly ratio: number;
  readonly bombBytes: number;
}

/** PyPI's own ratio, and ceilings far above every file that it takes. */
export const DEFAULT_LIMITS: ArchiveLimits = {
  entries: 100_000,
  unpackedBytes: 16 * 2 ** 30,
  ratio: 50,
  bombBytes: 64 * 2 ** 20,
};

/** The digest of one file member. */
export interface EntryDigest {
  /** Lower-case hex. */
  readonly sha256: string;
  /** Bytes that were really there. */
  readonly size: number;
}

/** What one pass over an archive yields. */
export interface ArchiveReading {
  readonly entries: readonly ArchiveEntry[];
  readonly problems: readonly ArchiveProblem[];
  readonly digests: ReadonlyMap<string, EntryDigest>;
  /** The bytes of the members that were asked for. */
  readonly kept: ReadonlyMap<string, Uint8Array>;
  /** Lower-case hex sha256 of the whole file. */
  readonly sha256: string;
  /** Reads one member again; null when there is none, `RangeError` when it is larger than `maxBytes`. */
  readonly read: (name: string, maxBytes: number) => Promise<Uint8Array | null>;
}

/** What a reader of archives is told. */
export interface ReadOptions {
  /** The greatest size at which the member of this name is to be kept; 0 for never. Bytes. */
  readonly keep: (name: string) => number;
  readonly limits: ArchiveLimits;
  /** The file's lower-case hex sha256, when somebody computed it already. */
  readonly sha256: string | null;
  /** Who looks at members as they go by. */
  readonly visit: MemberVisit;
}

/** One problem of a kind, which names the other members of which the same is true. Order is kept. */
export function condense(problems: readonly ArchiveProblem[]): readonly ArchiveProblem[] {
  const groups = Map.groupBy(problems, ({ code, slug, entry }) =>
    entry === undefined ? Symbol() : `${code} ${slug}`,
  );
  return Array.from(groups.values(), ([first, ...others]) => {
    const more = others.map(({ entry }) => entry as string);
    return more.length === 0 ? (first as ArchiveProblem) : { ...(first as ArchiveProblem), more };
  });
}
