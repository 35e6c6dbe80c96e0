import { append } from "../text/append.ts";
import { Buffer } from "node:buffer";
import { metadataFormValues } from "../distribution/acceptance/form-fields.ts";
import type { Distribution } from "../distribution/distribution.ts";
import type { Files } from "../ports/files.ts";

/** The part of a distribution that an upload needs. */
export type Uploadable = Pick<
  Distribution,
  "path" | "fileName" | "kind" | "size" | "parsed" | "digests" | "metadata"
>;

/** A field of the form; repeated for a list. */
export type FormField = readonly [name: string, value: string];

/**
 * The fields of an upload, from the file's own metadata. One digest is enough for PyPI, and SHA-256 is the one that
 * is known already: nothing is read twice. `alwaysSent` names fields that an index wants even when they are empty.
 */
export function uploadFields(file: Uploadable, alwaysSent: readonly string[] = []): readonly FormField[] {
  const { metadata, parsed } = file;
  const fallback = parsed.kind === "invalid" ? { name: "", version: "" } : parsed;
  const fields: FormField[] = [
    [":action", "file_upload"],
    ["protocol_version", "1"],
    ["filetype", file.kind === "wheel" ? "bdist_wheel" : "sdist"],
    ["pyversion", parsed.kind === "wheel" ? parsed.pythonTag : file.kind === "wheel" ? "py3" : "source"],
    ["sha256_digest", file.digests.sha256],
  ];
  if (metadata === null) {
    const names = [
      ["metadata_version", "2.1"],
      ["name", fallback.name],
      ["version", fallback.version],
    ] as const;
    return [...fields, ...names];
  }
  append(fields, metadataFormValues(metadata));
  for (const form of alwaysSent) if (!fields.some(([name]) => name === form)) fields.push([form, ""]);
  return fields;
}

/** A body that is made while it is sent. */
export interface StreamedBody {
  readonly contentType: string;
  readonly contentLength: number;
  /** A new reading of it, for another attempt. */
  stream(): AsyncGenerator<Uint8Array, void, void>;
}

/** The form as `multipart/form-data`, the file streamed from the disk. `boundary` must not occur in any value. */
export function formBody(
  fields: readonly FormField[],
  file: Pick<Uploadable, "path" | "fileName" | "size">,
  boundary: string,
  files: Pick<Files, "open">,
): StreamedBody {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const name = file.fileName.replaceAll(/["\\]/g, "\\$&");
  const head = Buffer.from(
    `${parts.join("")}--${boundary}\r\nContent-Disposition: form-data; name="content"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: head.length + file.size + tail.length,
    async *stream() {
      yield head;
      await using source = await files.open(file.path);
      yield* source.stream();
      yield tail;
    },
  };
}
