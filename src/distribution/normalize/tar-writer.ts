import { gzipSync } from "node:zlib";
import { BLOCK } from "../archive/tar-header.ts";

/** A member of a tar that is written. */
export interface TarFile {
  /** Without a slash at its end. */
  readonly name: string;
  readonly kind: "file" | "directory" | "symlink" | "hardlink";
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
  /** Of a link. */
  readonly target: string;
}

const TYPES = { file: "0", hardlink: "1", symlink: "2", directory: "5" } as const;

/** Where gzip's header has the time (RFC 1952). */
const GZIP_TIME = 4;
const GZIP_SYSTEM = 9;
const UNKNOWN_SYSTEM = 255;

/**
 * A tar.gz of which nothing depends on the machine but zlib: ustar with pax headers for long names only, nobody's files
 * with permissions 0644 and 0755, one time for all members and for gzip, no file name in it.
 */
export function tarGzOf(files: readonly TarFile[], seconds: number): Buffer {
  const parts = files.flatMap((file) => member(file, seconds));
  const packed = gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  packed.writeUInt32LE(seconds, GZIP_TIME);
  packed.writeUInt8(UNKNOWN_SYSTEM, GZIP_SYSTEM);
  return packed;
}

function member(file: TarFile, seconds: number): readonly Buffer[] {
  const name = file.kind === "directory" ? `${file.name}/` : file.name;
  const records: string[] = [];
  const place = placeOf(name);
  if (place === null) records.push(paxRecord("path", name));
  if (!fits(file.target, 100)) records.push(paxRecord("linkpath", file.target));
  const { prefix, rest } = place ?? { prefix: "", rest: "" };
  const isDirectory = file.kind === "directory";
  const mode = isDirectory || file.isExecutable ? 0o755 : 0o644;
  const own = header({
    name: rest,
    prefix,
    type: TYPES[file.kind],
    mode,
    size: file.bytes.length,
    seconds,
    target: fits(file.target, 100) ? file.target : "",
  });
  const extended = Buffer.from(records.join(""), "utf8");
  const before =
    extended.length === 0
      ? []
      : [
          header({
            name: "././@PaxHeader",
            prefix: "",
            type: "x",
            mode: 0o644,
            size: extended.length,
            seconds,
            target: "",
          }),
          padded(extended),
        ];
  return [...before, own, padded(file.bytes)];
}

interface Header {
  readonly name: string;
  readonly prefix: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
  readonly seconds: number;
  readonly target: string;
}

function header({ name, prefix, type, mode, size, seconds, target }: Header): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
  };
  block.write(name, 0, "utf8");
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(seconds, 136, 12);
  block.write("        ", 148, "latin1");
  block.write(type, 156, "latin1");
  block.write(target, 157, "utf8");
  block.write("ustar\x0000", 257, "latin1");
  block.write(prefix, 345, "utf8");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

/** How ustar splits a name; null when it does not hold it. */
function placeOf(name: string): { readonly prefix: string; readonly rest: string } | null {
  if (fits(name, 100)) return { prefix: "", rest: name };
  for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
    const prefix = name.slice(0, at);
    const rest = name.slice(at + 1);
    if (rest !== "" && fits(prefix, 155) && fits(rest, 100)) return { prefix, rest };
  }
  return null;
}

/** Readers take ustar's names for ASCII: what is more goes into a pax header, which is UTF-8. */
function fits(text: string, bytes: number): boolean {
  return text.length <= bytes && /^[\x20-\x7e]*$/.test(text);
}

/** `length key=value\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const body = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(body);
  let length = bytes + 1;
  while (String(length).length + bytes !== length) length = String(length).length + bytes;
  return `${length}${body}`;
}

function padded(bytes: Uint8Array): Buffer {
  const rest = bytes.length % BLOCK;
  return Buffer.concat([bytes, Buffer.alloc(rest === 0 ? 0 : BLOCK - rest)]);
}
