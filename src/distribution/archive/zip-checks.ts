import type { ArchiveProblem } from "./archive.ts";
import { nameProblems } from "./member-names.ts";
import { crashes, invalidFile, zipRefused } from "../pypi-messages.ts";
import { METHOD } from "./zip-members.ts";
import type { ZipEnd, ZipHeader, ZipMember } from "./zip-structures.ts";

const UTF8_FLAG = 0x800;
const DESCRIPTOR_FLAG = 8;
/** Flags for which Python's zipfile opens no member, each with the error that it raises. */
const UNOPENED: readonly (readonly [flag: number, what: string, error: string])[] = [
  [0x20, "contains patched data", "NotImplementedError: compressed patched data (flag bit 5)"],
  [0x40, "is encrypted", "NotImplementedError: strong encryption (flag bit 6)"],
  [0x01, "is encrypted", "RuntimeError: File is encrypted, password required for extraction"],
];

/** Judges the names of local headers as they come by, in the order of PyPI's own examination. */
export class LocalNames {
  /** What Python's zipfile would know each name by; of two equal ones the last, as in its own table. */
  readonly #known = new Map<string, ZipMember>();
  /** Names that went by, with the first objection to each. */
  readonly #seen = new Map<string, string | null>();

  constructor(members: readonly ZipMember[]) {
    for (const member of members) if (readsAsUtf8(member)) this.#known.set(key(member.nameBytes), member);
  }

  /** PyPI's first objection to a local header, if any. */
  objection(local: ZipHeader): string | null {
    const name = key(local.nameBytes);
    return this.#seen.get(name) ?? judge(local, this.#known.get(name), this.#seen.has(name));
  }

  *check(local: ZipHeader, member: ZipMember | null): Generator<ArchiveProblem> {
    const name = key(local.nameBytes);
    const shown = member?.name ?? Buffer.from(local.nameBytes).toString("utf8");
    const known = this.#known.get(name);
    const words = this.objection(local);
    if (this.#seen.has(name)) {
      const message = `There are two members ${shown}.`;
      yield { code: "A009", slug: "duplicate-member", message, entry: shown, ...(words && { pypi: words }) };
    } else if (member === null) {
      const message = `The member ${shown} is hidden: the central directory does not name it.`;
      yield { code: "A010", slug: "zip-member-hidden", message, entry: shown, ...(words && { pypi: words }) };
    } else if (name !== key(member.nameBytes)) {
      const message = `${member.name} in the directory is called ${Buffer.from(local.nameBytes).toString("utf8")} in its own header.`;
      yield { code: "A010", slug: "zip-names-differ", message, entry: shown, ...(words && { pypi: words }) };
    } else if (known === undefined && member.validName) {
      const message = `The name ${shown} is not ASCII, but its header does not declare UTF-8.`;
      yield {
        code: "A014",
        slug: "member-name-without-utf-8-flag",
        message,
        entry: shown,
        ...(words && { pypi: words }),
      };
    }
    this.#seen.set(name, words);
  }
}

function judge(local: ZipHeader, known: ZipMember | undefined, seen: boolean): string | null {
  if (known === undefined) return zipRefused("Filename not in central directory");
  if (known.packedSize !== local.packedSize) return zipRefused("Mis-matched data size");
  if (known.size !== local.size) return zipRefused("Mis-matched file size");
  return seen ? zipRefused("Duplicate filename in local headers") : null;
}

function readsAsUtf8(member: ZipMember): boolean {
  return (member.flags & UTF8_FLAG) !== 0 ? member.validName : member.nameBytes.every((byte) => byte < 0x80);
}

function key(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** Compares a local header with its entry in the directory, and judges what either says of the member. */
export function* compareHeaders(local: ZipHeader, member: ZipMember): Generator<ArchiveProblem> {
  const { name } = member;
  yield* nameProblems(name, member.validName, true);
  const descriptor = (local.flags & DESCRIPTOR_FLAG) !== 0;
  if (descriptor) {
    const pypi = zipRefused("ZIP contains a data descriptor");
    const message = `The size of ${name} is stored only after its data (data descriptor).`;
    yield { code: "A011", slug: "zip-data-descriptor", message, entry: name, pypi };
  }
  const unopened = UNOPENED.find(([flag]) => ((local.flags | member.flags) & flag) !== 0);
  if (unopened !== undefined) {
    const [flag, what, error] = unopened;
    const opened = (member.flags & flag) !== 0 && isOpenedByPyPI(name) ? { pypi: crashes(error) } : {};
    yield {
      code: "A021",
      slug: "member-encrypted",
      message: `The member ${name} ${what}.`,
      entry: name,
      ...opened,
    };
  }
  const extraError = local.extraError ?? member.extraError;
  if (extraError !== null) {
    const message = `The extra fields of ${name} are malformed.`;
    yield { code: "A015", slug: "zip-extra-malformed", message, entry: name, pypi: zipRefused(extraError) };
  }
  if (member.method !== METHOD.stored && member.method !== METHOD.deflated) {
    const pypi = invalidFile("File does not use a supported compression type");
    const message = `${name} is compressed by method ${member.method}; only stored and deflated are allowed.`;
    yield { code: "A004", slug: "zip-compression", message, entry: name, pypi };
  }
  if ((member.unixMode & 0xf000) === 0xa000) {
    const message = `${name} is a symbolic link, which installers write as a file that contains the link's target.`;
    yield { code: "K037", slug: "wheel-symlink", message, entry: name };
  }
  if (!descriptor) yield* differences(local, member);
}

/** What PyPI reads of a wheel: sources for its scan, and the files of the .dist-info folder. */
function isOpenedByPyPI(name: string): boolean {
  return (
    /\.pye?$/i.test(name) ||
    /^[^/]+\.dist-info\/(?:WHEEL|METADATA|RECORD|entry_points\.txt|licenses\/.*)$/.test(name)
  );
}

function* differences(local: ZipHeader, member: ZipMember): Generator<ArchiveProblem> {
  const { name } = member;
  const differ = (what: string, pypi?: string): ArchiveProblem => {
    const message = `The local header of ${name} and the central directory disagree about its ${what}.`;
    return {
      code: "A010",
      slug: "zip-headers-differ",
      message,
      entry: name,
      ...(pypi !== undefined && { pypi }),
    };
  };
  if (local.packedSize !== member.packedSize)
    yield differ("packed size", zipRefused("Mis-matched data size"));
  if (local.size !== member.size) yield differ("size", zipRefused("Mis-matched file size"));
  if (local.crc !== member.crc) yield differ("checksum");
  if (local.method !== member.method) yield differ("compression method");
}

/** Problems of the directory and the end records. */
export function* directoryProblems(
  members: readonly ZipMember[],
  end: ZipEnd,
  fileSize: number,
  prefixTold: boolean,
): Generator<ArchiveProblem> {
  const commented = members.find((member) => member.commentLength > 0);
  if (commented !== undefined) {
    const message = `The directory entry of ${commented.name} has a comment.`;
    yield {
      code: "A012",
      slug: "zip-comment",
      message,
      entry: commented.name,
      pypi: zipRefused("Comment in central directory"),
    };
  }
  if (end.error !== null)
    yield {
      code: "A015",
      slug: "zip-end-malformed",
      message: "The records at the zip's end are malformed.",
      pypi: zipRefused(end.error),
    };
  if (end.declaredEntries !== members.length) {
    const message = `The end record counts ${end.declaredEntries} members, the directory contains ${members.length}.`;
    const pypi = zipRefused("Mismatched central directory records");
    yield { code: "A010", slug: "zip-count-differs", message, pypi };
  }
  if (end.declaredStart !== end.directoryStart && !prefixTold) {
    const message = `The central directory is at byte ${end.directoryStart}, the end record says ${end.declaredStart}.`;
    yield {
      code: "A013",
      slug: "zip-prefix",
      message,
      pypi: zipRefused("Mismatched central directory offset"),
    };
  }
  if (end.end !== fileSize) {
    const message = `There are ${fileSize - end.end} bytes after the end of the zip.`;
    yield { code: "A013", slug: "zip-trailing-bytes", message, pypi: zipRefused("Trailing data") };
  }
}
