import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { wheelFileName, wheelNamePart, versionPart } from "../../src/distribution/file-names.ts";
import { formatRecord, type RecordRow } from "../../src/distribution/record.ts";
import { buildZip, type ZipMemberSpec, type ZipSpec } from "./zip.ts";

/** What a wheel is called. */
export interface WheelIdentity {
  readonly name?: string;
  readonly version?: string;
  /** Default `py3-none-any`. */
  readonly tag?: string;
}

type Row = Pick<RecordRow, "path" | "algorithm" | "digest" | "size">;

/** Begins a valid wheel: METADATA, WHEEL and RECORD are made at the end. A test then breaks one detail. */
export function wheel(identity: WheelIdentity = {}): WheelBuilder {
  return new WheelBuilder(identity);
}

/** A wheel in the making. Methods return the builder. */
export class WheelBuilder {
  readonly name: string;
  readonly version: string;
  readonly tag: string;
  /** The .dist-info folder. */
  distInfo: string;
  #fileName: string;
  readonly #members = new Map<string, ZipMemberSpec>();
  readonly #extra: ZipMemberSpec[] = [];
  readonly #without = new Set<string>();
  #headers: string[];
  #body = "";
  #wheelFile: string;
  #zip: Omit<ZipSpec, "members"> = {};
  #changeRows: (rows: readonly Row[]) => readonly Row[] = (rows) => rows;
  #recordText: string | Uint8Array | null = null;
  #changeMember: (member: ZipMemberSpec) => ZipMemberSpec = (member) => member;

  constructor({ name = "demo", version = "1.0", tag = "py3-none-any" }: WheelIdentity) {
    this.name = name;
    this.version = version;
    this.tag = tag;
    this.distInfo = `${wheelNamePart(name)}-${versionPart(version)}.dist-info`;
    this.#fileName = wheelFileName(name, version, tag);
    this.#headers = ["Metadata-Version: 2.4", `Name: ${name}`, `Version: ${version}`];
    const [pythons = "", abis = "", platforms = ""] = tag.split("-");
    const tags = pythons
      .split(".")
      .flatMap((python) =>
        abis.split(".").flatMap((abi) => platforms.split(".").map((p) => `${python}-${abi}-${p}`)),
      );
    const lines = tags.map((one) => `Tag: ${one}\n`).join("");
    this.#wheelFile = `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: ${tag.endsWith("-any")}\n${lines}`;
  }

  /** Adds or replaces a member; `deviations` break its headers. */
  file(
    path: string,
    content: string | Uint8Array = "",
    deviations: Omit<ZipMemberSpec, "name" | "content"> = {},
  ): this {
    this.#members.set(path, { name: path, content, ...deviations });
    return this;
  }

  /** Adds a member that RECORD does not list, for example a duplicate. */
  unlisted(member: ZipMemberSpec): this {
    this.#extra.push(member);
    return this;
  }

  /** Leaves a member out that would be there: `RECORD`, `METADATA`, `WHEEL` or a path. */
  without(path: string): this {
    this.#without.add(path.includes("/") ? path : `${this.distInfo}/${path}`);
    return this;
  }

  /** Adds header lines to METADATA. */
  metadata(...lines: readonly string[]): this {
    this.#headers.push(...lines);
    return this;
  }

  /** Replaces METADATA's header lines. */
  metadataLines(lines: readonly string[]): this {
    this.#headers = [...lines];
    return this;
  }

  /** The description, which is METADATA's body. */
  description(text: string): this {
    this.#body = text;
    return this;
  }

  /** Replaces WHEEL. */
  wheelFile(text: string): this {
    this.#wheelFile = text;
    return this;
  }

  /** Adds entry_points.txt. */
  entryPoints(text: string): this {
    return this.file(`${this.distInfo}/entry_points.txt`, text);
  }

  /** Changes RECORD's rows. */
  rows(change: (rows: readonly Row[]) => readonly Row[]): this {
    this.#changeRows = change;
    return this;
  }

  /** Replaces RECORD. */
  recordText(text: string | Uint8Array): this {
    this.#recordText = text;
    return this;
  }

  /** Breaks the zip around the members. */
  zip(deviations: Omit<ZipSpec, "members">): this {
    this.#zip = deviations;
    return this;
  }

  /** Changes every member's headers, for example its method. */
  members(change: (member: ZipMemberSpec) => ZipMemberSpec): this {
    this.#changeMember = change;
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

  /** The wheel's bytes. */
  build(): Buffer {
    const all = new Map(this.#members);
    const add = (file: string, content: string | Uint8Array): void => {
      const path = `${this.distInfo}/${file}`;
      if (!all.has(path)) all.set(path, { name: path, content });
    };
    add("METADATA", `${this.#headers.join("\n")}\n${this.#body === "" ? "" : `\n${this.#body}`}`);
    add("WHEEL", this.#wheelFile);
    for (const path of this.#without) all.delete(path);
    const record = `${this.distInfo}/RECORD`;
    if (!this.#without.has(record))
      add("RECORD", this.#recordText ?? formatRecord(this.#changeRows(this.#rowsOf(all))));
    const values = (isInfo: boolean): readonly ZipMemberSpec[] =>
      Array.from(all.values()).filter(({ name }) => String(name).startsWith(`${this.distInfo}/`) === isInfo);
    return buildZip({
      ...this.#zip,
      // As the specification recommends: .dist-info stands at the end.
      members: [...values(false), ...values(true), ...this.#extra].map((member) =>
        this.#changeMember(member),
      ),
    });
  }

  #rowsOf(all: ReadonlyMap<string, ZipMemberSpec>): readonly Row[] {
    const rows = Array.from(all, ([path, { content = "" }]): Row => {
      const bytes = Buffer.from(content);
      const digest = createHash("sha256").update(bytes).digest("base64url");
      return { path, algorithm: "sha256", digest, size: bytes.length };
    });
    return [
      ...rows.filter(({ path }) => !path.endsWith("/")),
      { path: `${this.distInfo}/RECORD`, algorithm: "", digest: "", size: null },
    ];
  }

  /** Writes the wheel into a directory and returns its path. */
  async write(directory: string): Promise<string> {
    const path = join(directory, this.#fileName);
    await writeFile(path, this.build());
    return path;
  }
}
