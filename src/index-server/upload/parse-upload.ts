import { Buffer } from "node:buffer";
import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import type { ServerRequest } from "../../ports/http.ts";
import type { Random } from "../../ports/ports.ts";
import { MultipartError, multipartBoundary, readMultipart, type Part } from "../http/multipart.ts";
import { collectDigests, type FileDigests } from "./digests.ts";
import { FormFields } from "../../distribution/acceptance/form-fields.ts";

/** The uploaded file: already on disk, not yet judged. */
export interface UploadedFile extends FileDigests {
  readonly fileName: string;
  readonly contentType: string | null;
  readonly path: string;
  /** Bytes that were sent. Beyond the limit they are counted, not kept. */
  readonly size: number;
}

/** An upload request, taken apart. */
export interface ParsedUpload {
  readonly fields: FormFields;
  /** Fields other than `content` and `gpg_signature` that were sent as files. */
  readonly fileFields: readonly string[];
  readonly content: UploadedFile | null;
}

/** Where and how much an upload may be. */
export interface ParseUploadOptions {
  readonly directory: string;
  /** Bytes of the file that are kept at most. */
  readonly maxFileBytes: number;
}

const MAX_FIELD_BYTES = 8 * 1024 * 1024;
const MAX_FORM_BYTES = 32 * 1024 * 1024;

/**
 * Reads a form to its end; the file goes to disk while it is hashed. Throws {@link MultipartError} when the body is
 * not what the upload API takes.
 */
export async function parseUpload(
  request: ServerRequest,
  options: ParseUploadOptions,
  ports: { readonly files: Files; readonly random: Random },
): Promise<ParsedUpload> {
  const boundary = multipartBoundary(request.headers["content-type"]);
  if (boundary === null) throw new MultipartError("the body is not multipart/form-data");
  const fields = new FormFields();
  const fileFields: string[] = [];
  let content: UploadedFile | null = null;
  let total = 0;
  for await (const part of readMultipart(request.body, boundary)) {
    if (part.fileName === null) {
      const value = await readField(part);
      total += value.length;
      if (total > MAX_FORM_BYTES) throw new MultipartError("the form is too large");
      fields.add(part.name, value);
    } else if (part.name === "content" && content === null) {
      content = await receiveFile(part, part.fileName, options, ports);
    } else if (part.name !== "content" && part.name !== "gpg_signature") {
      fileFields.push(part.name);
    }
  }
  return { fields, fileFields, content };
}

async function readField(part: Part): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of part.body) {
    size += chunk.length;
    if (size > MAX_FIELD_BYTES) throw new MultipartError(`the field ${part.name} is too long`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function receiveFile(
  part: Part,
  fileName: string,
  options: ParseUploadOptions,
  ports: { readonly files: Files; readonly random: Random },
): Promise<UploadedFile> {
  const path = join(options.directory, Buffer.from(ports.random.bytes(12)).toString("hex"));
  const digests = await collectDigests();
  let size = 0;
  async function* kept(): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of part.body) {
      size += chunk.length;
      digests.update(chunk);
      if (size <= options.maxFileBytes) yield chunk;
    }
  }
  try {
    await ports.files.writeStream(path, kept());
  } catch (error) {
    await ports.files.remove(path);
    throw error;
  }
  return { fileName, contentType: part.contentType, path, size, ...digests.finish() };
}
