import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sdistFileName, versionPart, wheelNamePart } from "../../src/distribution/file-names.ts";

/** One member of a tar. Everything that is left out is right. */
export interface TarMemberSpec {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  /** The type flag; default `0`, a regular file. */
  readonly type?: string;
  readonly mode?: number;
  readonly linkTarget?: string;
  /** What the header says, when that is not the truth. */
  readonly size?: number;
  readonly prefix?: string;
  /** Breaks the checksum. */
  readonly badChecksum?: boolean;
  /** GNU's magic instead of ustar's. */
  readonly gnu?: boolean;
  /** Bytes instead of the size field. */
  readonly sizeField?: Uint8Array;
  /** Seconds since 1970; default 2020-02-02. */
  readonly modified?: number;
  /** User and group by name; default nobody's. */
  readonly owner?: readonly [string, string];
}

/** One member, padded to whole blocks. */
export function tarMember(member: TarMemberSpec): Buffer {
  const content = Buffer.from(member.content ?? "");
  const header = Buffer.alloc(512);
  const octal = (value: number, offset: number, length: number): void => {
    header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset, "latin1");
  };
  Buffer.from(member.name).copy(header, 0, 0, 100);
  octal(member.mode ?? 0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(member.size ?? content.length, 124, 12);
  if (member.sizeField !== undefined) Buffer.from(member.sizeField).copy(header, 124);
  octal(member.modified ?? 1_580_601_600, 136, 12);
  header.write(member.type ?? "0", 156, "latin1");
  header.write(member.linkTarget ?? "", 157, 100, "utf8");
  header.write(member.gnu === true ? "ustar  \0" : "ustar\x0000", 257, "latin1");
  header.write(member.owner?.[0] ?? "", 265, 32, "utf8");
  header.write(member.owner?.[1] ?? "", 297, 32, "utf8");
  header.write(member.prefix ?? "", 345, 155, "utf8");
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0) + (member.badChecksum === true ? 1 : 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A pax header for the member that follows; `type` `g` holds for all that follow. */
export function paxHeader(records: Readonly<Record<string, string>>, type: "x" | "g" = "x"): TarMemberSpec {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 1;
    while (Buffer.byteLength(String(length) + rest) !== length) length += 1;
    return `${length}${rest}`;
  });
  return { name: "PaxHeader", content: lines.join(""), type };
}

/** A gzipped tar. */
export function buildTarGz(members: readonly TarMemberSpec[]): Buffer {
  return gzipSync(buildTar(members));
}

/** A tar: members and the two zero blocks. */
export function buildTar(members: readonly TarMemberSpec[], end: Uint8Array = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...members.map(tarMember), end]);
}

/** Begins a valid sdist with a top folder and PKG-INFO. A test then breaks one detail. */
export function sdist(identity: { readonly name?: string; readonly version?: string } = {}): SdistBuilder {
  return new SdistBuilder(identity);
}

/** An sdist in the making. Methods return the builder. */
export class SdistBuilder {
  readonly name: string;
  readonly version: string;
  /** The top folder. */
  readonly top: string;
  #fileName: string;
  readonly #members: TarMemberSpec[] = [];
  #headers: string[];
  #body = "";
  #pkgInfo = true;
  #end: Uint8Array = Buffer.alloc(1024);

  constructor({ name = "demo", version = "1.0" }: { readonly name?: string; readonly version?: string }) {
    this.name = name;
    this.version = version;
    this.top = `${wheelNamePart(name)}-${versionPart(version)}`;
    this.#fileName = sdistFileName(name, version);
    this.#headers = ["Metadata-Version: 2.4", `Name: ${name}`, `Version: ${version}`];
  }

  /** Adds a file below the top folder. */
  file(path: string, content: string | Uint8Array = "", deviations: Partial<TarMemberSpec> = {}): this {
    return this.member({ name: `${this.top}/${path}`, content, ...deviations });
  }

  /** Adds a member just as it is. */
  member(member: TarMemberSpec): this {
    this.#members.push(member);
    return this;
  }

  /** Adds header lines to PKG-INFO. */
  metadata(...lines: readonly string[]): this {
    this.#headers.push(...lines);
    return this;
  }

  /** Replaces PKG-INFO's header lines. */
  metadataLines(lines: readonly string[]): this {
    this.#headers = [...lines];
    return this;
  }

  /** The description, which is PKG-INFO's body. */
  description(text: string): this {
    this.#body = text;
    return this;
  }

  withoutPkgInfo(): this {
    this.#pkgInfo = false;
    return this;
  }

  /** What stands behind the members instead of two zero blocks. */
  end(bytes: Uint8Array): this {
    this.#end = bytes;
    return this;
  }

  /** Calls the file something else. */
  called(fileName: string): this {
    this.#fileName = fileName;
    return this;
  }

  get fileName(): string {
    return this.#fileName;
  }

  /** The tar inside. */
  buildTar(): Buffer {
    const content = `${this.#headers.join("\n")}\n${this.#body === "" ? "" : `\n${this.#body}`}`;
    const pkgInfo = this.#pkgInfo ? [{ name: `${this.top}/PKG-INFO`, content }] : [];
    return buildTar([...pkgInfo, ...this.#members], this.#end);
  }

  /** The sdist's bytes. */
  build(): Buffer {
    return gzipSync(this.buildTar());
  }

  /** Writes the sdist into a directory and returns its path. */
  async write(directory: string): Promise<string> {
    const path = join(directory, this.#fileName);
    await writeFile(path, this.build());
    return path;
  }
}
