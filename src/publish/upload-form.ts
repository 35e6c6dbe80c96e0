import { Buffer } from "node:buffer";
import type { FormField } from "../distribution/acceptance/file-form.ts";
import type { Distribution } from "../distribution/distribution.ts";
import type { Files } from "../ports/files.ts";

/** The part of a distribution that an upload needs. */
export type Uploadable = Pick<
  Distribution,
  "path" | "fileName" | "kind" | "size" | "parsed" | "digests" | "metadata"
>;

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
