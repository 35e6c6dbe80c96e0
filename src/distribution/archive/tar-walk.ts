import { createHash, type Hash } from "node:crypto";
import type { ArchiveEntry, ArchiveProblem, EntryDigest, ReadOptions } from "./archive.ts";
import { decodeName, nameProblems } from "./member-names.ts";
import { DAMAGE_REFUSED, NOT_A_TAR, SPARSE_REFUSED } from "../pypi-messages.ts";
import { BLOCK, isZeroBlock, readPax, readTarHeader, type TarHeader } from "./tar-header.ts";

/** Long names, pax headers: larger ones are refused. Bytes. */
const MAX_SPECIAL = 1 << 20;

type Pax = ReadonlyMap<string, Uint8Array>;

/** A member whose content is going by. */
interface Current {
  readonly entry: ArchiveEntry | null;
  /** What the content is for: a file, the name or link of the next member, its pax headers, nothing. */
  readonly purpose: "file" | "L" | "K" | "x" | "g" | "skip";
  readonly hash: Hash | null;
  readonly pieces: Uint8Array[] | null;
  /** The beginning of a file that somebody wants to look at. */
  readonly head: { readonly bytes: Uint8Array; filled: number } | null;
}

/** What a walk is told; without an visit nobody looks at members. */
export type WalkOptions = Pick<ReadOptions, "keep" | "limits"> & Partial<Pick<ReadOptions, "visit">>;

/** Takes a tar apart from pieces of any size, as they come. Never throws; after damage it ignores what follows. */
export class TarWalk {
  readonly entries: ArchiveEntry[] = [];
  readonly problems: ArchiveProblem[] = [];
  readonly digests: Map<string, EntryDigest> = new Map();
  readonly kept: Map<string, Uint8Array> = new Map();
  /** Members and the extended headers before them. */
  headers = 0;
  /** The archive's end was seen, or nothing more can be made of it. */
  done = false;
  readonly #options: WalkOptions;
  readonly #names = new Set<string>();
  readonly #block = new Uint8Array(BLOCK);
  #blockFilled = 0;
  #left = 0;
  #padding = 0;
  #current: Current | null = null;
  #longName: Uint8Array | null = null;
  #longLink: Uint8Array | null = null;
  #pax: Pax = new Map();
  #globalPax: Pax = new Map();
  /** The last header was an extended one: long name, long link, pax. */
  #extended = false;
  /** A zero block ended the archive, as it should. */
  #endSeen = false;
  #dataBehindEnd = false;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  push(piece: Uint8Array): void {
    let rest = piece;
    while (rest.length > 0 && !this.done) {
      if (this.#left > 0) rest = this.#content(rest);
      else if (this.#padding > 0) {
        const length = Math.min(this.#padding, rest.length);
        this.#padding -= length;
        rest = rest.subarray(length);
      } else rest = this.#header(rest);
    }
    if (this.#endSeen && !this.#dataBehindEnd && rest.some((byte) => byte !== 0)) {
      this.#dataBehindEnd = true;
      this.#problem("A023", "tar-bytes-behind-end", "There is data after the end of the tar archive.");
    }
  }

  /** To be called when no piece follows. `damaged` when that is not by the file's own will. */
  finish(damaged: boolean): void {
    if (this.done || damaged) return;
    if (this.headers === 0) this.#notATar();
    else if (this.#left > 0 || this.#padding > 0)
      this.#problem("A020", "tar-truncated", "The tar archive ends in the middle of a member.", {
        pypi: DAMAGE_REFUSED,
      });
    // Python takes a header that is cut off for the end.
    else if (this.#blockFilled > 0)
      this.#problem("A020", "tar-truncated", "The tar archive ends in the middle of a member's header.");
  }

  #problem(
    code: string,
    slug: string,
    message: string,
    more: Pick<ArchiveProblem, "entry" | "pypi"> = {},
  ): void {
    this.problems.push({ code, slug, message, ...more });
  }

  #notATar(): void {
    this.#problem("A001", "not-a-tar", "The file is not a tar archive.", { pypi: NOT_A_TAR });
    this.done = true;
  }

  #header(piece: Uint8Array): Uint8Array {
    const length = Math.min(BLOCK - this.#blockFilled, piece.length);
    this.#block.set(piece.subarray(0, length), this.#blockFilled);
    this.#blockFilled += length;
    if (this.#blockFilled === BLOCK) {
      this.#blockFilled = 0;
      this.#start(this.#block.slice());
    }
    return piece.subarray(length);
  }

  #start(block: Uint8Array): void {
    // Behind an extended header Python wants the member that it belongs to; elsewhere a bad header is the end to it.
    const refused = this.#extended ? { pypi: DAMAGE_REFUSED } : {};
    if (isZeroBlock(block) && this.#extended) {
      // A bad extended header was told already.
      if (!this.problems.some(({ code }) => code === "A020"))
        this.#problem("A020", "tar-truncated", "The tar archive ends after an extended header.", refused);
      this.done = true;
      return;
    }
    if (isZeroBlock(block)) {
      this.done = this.#endSeen = true;
      return;
    }
    const header = readTarHeader(block);
    if (header === null || !(this.#paxSize(header) >= 0)) {
      if (this.headers === 0) return this.#notATar();
      this.#problem(
        "A020",
        "tar-header-damaged",
        `The header after member ${this.headers} of the tar is damaged.`,
        refused,
      );
      this.done = true;
      return;
    }
    this.headers += 1;
    if (this.headers > this.#options.limits.entries) {
      this.#problem(
        "A003",
        "too-many-members",
        `The tar has more than ${this.#options.limits.entries} members.`,
      );
      this.done = true;
      return;
    }
    const special = "LKxg".includes(header.type);
    this.#extended = special;
    this.#left = special ? header.size : this.#contentSize(header);
    this.#padding = (BLOCK - (this.#left % BLOCK)) % BLOCK;
    if (special && this.#left > MAX_SPECIAL) {
      this.#problem("A020", "tar-header-damaged", "The tar has an extended header of more than 1 MiB.");
      this.done = true;
      return;
    }
    this.#current = special
      ? { entry: null, purpose: header.type as "L" | "K" | "x" | "g", hash: null, pieces: [], head: null }
      : this.#member(header);
    if (this.#left === 0) this.#end();
  }

  #paxSize(header: TarHeader): number {
    const declared = this.#pax.get("size");
    return declared === undefined ? header.size : Number(Buffer.from(declared).toString("latin1"));
  }

  /** Links, directories and devices have none, whatever their header says. */
  #contentSize(header: TarHeader): number {
    return "123456".includes(header.type) ? 0 : this.#paxSize(header);
  }

  #member(header: TarHeader): Current {
    const pax = new Map([...this.#globalPax, ...this.#pax]);
    const decoded = decodeName(pax.get("path") ?? this.#longName ?? header.nameBytes);
    const link = decodeName(pax.get("linkpath") ?? this.#longLink ?? header.linkBytes).name;
    this.#longName = this.#longLink = null;
    this.#pax = new Map();
    const name = decoded.name.replace(/\/+$/, "");
    for (const each of nameProblems(name, decoded.valid, false)) this.problems.push(each);
    const sparse = header.type === "S" || [...pax.keys()].some((key) => key.startsWith("GNU.sparse."));
    if (sparse)
      this.#problem("A008", "tar-sparse", `${name} is a sparse member.`, {
        entry: name,
        pypi: SPARSE_REFUSED,
      });
    const kind = this.#kind(header.type, decoded.name, name);
    const size = kind === "file" ? this.#left : 0;
    const linkTarget = kind === "symlink" || kind === "hardlink" ? { linkTarget: link } : {};
    const entry: ArchiveEntry = { name, size, kind, mode: header.mode, ...linkTarget, ...history(header) };
    this.entries.push(entry);
    const file = kind === "file" && !sparse;
    const most = this.#options.keep(name);
    const keep = file && most > 0 && size <= most;
    const head = file ? (this.#options.visit?.wanted(name, size) ?? 0) : 0;
    return {
      entry,
      purpose: file ? "file" : "skip",
      hash: file ? createHash("sha256") : null,
      pieces: keep ? [] : null,
      head: head > 0 ? { bytes: new Uint8Array(head), filled: 0 } : null,
    };
  }

  #kind(type: string, spelt: string, name: string): ArchiveEntry["kind"] {
    switch (type) {
      case "0":
      case "\0":
      case "7":
      case "S":
        return spelt.endsWith("/") ? "directory" : "file";
      case "1":
        return "hardlink";
      case "2":
        return "symlink";
      case "5":
        return "directory";
      default: {
        const what = { "3": "a character device", "4": "a block device", "6": "a named pipe" }[type];
        const message = `${name} is ${what ?? `of the unknown type ${JSON.stringify(type)}`}, not a file.`;
        this.#problem("A018", "tar-special-member", message, { entry: name });
        return "other";
      }
    }
  }

  #content(piece: Uint8Array): Uint8Array {
    const bytes = piece.subarray(0, this.#left);
    this.#left -= bytes.length;
    this.#current?.hash?.update(bytes);
    this.#current?.pieces?.push(Uint8Array.from(bytes));
    const head = this.#current?.head;
    if (head != null && head.filled < head.bytes.length) {
      const part = bytes.subarray(0, head.bytes.length - head.filled);
      head.bytes.set(part, head.filled);
      head.filled += part.length;
    }
    if (this.#left === 0) this.#end();
    return piece.subarray(bytes.length);
  }

  /** The current member's content is complete. */
  #end(): void {
    const { entry, purpose, hash, pieces, head } = this.#current as Current;
    const bytes = pieces === null ? null : Buffer.concat(pieces);
    this.#current = null;
    if (entry === null) return this.#special(purpose, bytes as Uint8Array);
    const digest = hash === null ? null : { sha256: hash.digest("hex"), size: entry.size };
    if (this.#names.has(entry.name) && entry.kind !== "directory") this.#duplicate(entry.name, digest);
    this.#names.add(entry.name);
    if (digest !== null) this.digests.set(entry.name, digest);
    if (bytes !== null) this.kept.set(entry.name, bytes);
    if (head !== null) this.#options.visit?.show(head.bytes);
  }

  #duplicate(name: string, digest: EntryDigest | null): void {
    const same = digest !== null && this.digests.get(name)?.sha256 === digest.sha256;
    this.#problem(
      "A025",
      same ? "duplicate-member" : "duplicate-member-differs",
      `The tar contains ${name} twice, with ${same ? "the same" : "different"} content.`,
      { entry: name },
    );
  }

  #special(purpose: Current["purpose"], bytes: Uint8Array): void {
    const end = bytes.indexOf(0);
    const text = end === -1 ? bytes : bytes.subarray(0, end);
    if (purpose === "L") this.#longName = text;
    else if (purpose === "K") this.#longLink = text;
    else {
      const records = readPax(bytes);
      if (records === null)
        this.#problem("A020", "tar-header-damaged", "The tar has a malformed pax header.");
      else if (purpose === "x") this.#pax = records;
      else this.#globalPax = new Map([...this.#globalPax, ...records]);
    }
  }
}

/** When and whose; the superuser is nobody in particular. */
function history({ modified, owner }: TarHeader): Pick<ArchiveEntry, "modified" | "owner"> {
  const anonymous = /^(?:0|root|):(?:0|root|wheel|)$/.test(owner);
  return { ...(Number.isFinite(modified) && { modified }), ...(!anonymous && { owner }) };
}
