import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { DemoFile } from "./demo-files.ts";

/** Values of a form field: one, several, or null to leave the field out. */
export type FormValue = string | readonly string[] | null;

/** An upload request, ready to be sent. */
export interface UploadForm {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How the file part differs from the usual. */
export interface FilePart {
  readonly fileName?: string;
  readonly contentType?: string | null;
  /** Leaves the file out. */
  readonly absent?: boolean;
  /** A field that is sent as a file instead. */
  readonly fieldAsFile?: string;
}

/** The form that twine or uv would send for this file, with some fields changed. */
export function uploadForm(
  file: DemoFile,
  fields: Readonly<Record<string, FormValue>> = {},
  part: FilePart = {},
): UploadForm {
  const header = (name: string): readonly string[] =>
    [...file.metadata.matchAll(new RegExp(`^${name}: (.*)$`, "gm"))].map((match) => match[1] ?? "");
  const isWheel = file.fileName.endsWith(".whl");
  const form: Record<string, FormValue> = {
    ":action": "file_upload",
    protocol_version: "1",
    metadata_version: header("Metadata-Version"),
    name: header("Name"),
    version: header("Version"),
    filetype: isWheel ? "bdist_wheel" : "sdist",
    pyversion: isWheel ? "py3" : "source",
    requires_python: header("Requires-Python"),
    requires_dist: header("Requires-Dist"),
    license_file: header("License-File"),
    sha256_digest: createHash("sha256").update(file.bytes).digest("hex"),
    ...fields,
  };
  const boundary = "demo-boundary-7f3a";
  const parts: Buffer[] = [];
  const add = (disposition: string, type: string | null, content: Uint8Array): void => {
    const typeLine = type === null ? "" : `Content-Type: ${type}\r\n`;
    parts.push(
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${typeLine}\r\n`),
      Buffer.from(content),
      Buffer.from("\r\n"),
    );
  };
  for (const [name, value] of Object.entries(form)) {
    const values = value === null ? [] : typeof value === "string" ? [value] : value;
    const asFile = name === part.fieldAsFile ? `; filename="field.txt"` : "";
    for (const each of values) add(`name="${name}"${asFile}`, null, Buffer.from(each));
  }
  if (part.absent !== true) {
    const type = part.contentType === undefined ? "application/octet-stream" : part.contentType;
    add(`name="content"; filename="${part.fileName ?? file.fileName}"`, type, file.bytes);
  }
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}`, accept: "application/json" },
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** The Authorization header that upload clients send with a token. */
export function tokenHeader(token: string): string {
  return `Basic ${Buffer.from(`__token__:${token}`).toString("base64")}`;
}
