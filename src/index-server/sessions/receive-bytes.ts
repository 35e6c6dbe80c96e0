import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ServerRequest } from "../../ports/http.ts";
import type { IndexContext } from "../context.ts";
import { collectDigests } from "../upload/digests.ts";
import type { UploadedFile } from "../upload/parse-upload.ts";
import { Problem } from "./messages.ts";
import type { StagedFile } from "./session.ts";

/** A whole file at once; sent again, it takes the place of what came before. */
export async function receiveBytes(
  file: StagedFile,
  request: ServerRequest,
  context: IndexContext,
): Promise<void> {
  await receive(file, 0, file.size, request, context);
  file.parts.splice(0, file.parts.length - 1);
  file.received = file.size;
}

/** One part of a file, where the last one ended; what breaks off leaves nothing. */
export async function receivePart(
  file: StagedFile,
  request: ServerRequest,
  context: IndexContext,
): Promise<void> {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers["content-range"] ?? "");
  const [, start, last, size] = (range ?? []).map(Number);
  if (start === undefined || last === undefined || size !== file.size || last >= size || last < start)
    throw new Problem(400, `Content-Range must be bytes START-END/${file.size}`);
  if (start !== file.received) throw new Problem(409, `The next part begins at ${file.received}`);
  await receive(file, start, last + 1, request, context);
  file.received = last + 1;
}

async function receive(
  file: StagedFile,
  start: number,
  end: number,
  request: ServerRequest,
  context: IndexContext,
): Promise<void> {
  const { files, random } = context.ports;
  const path = join(
    file.folder,
    `part-${createHash("sha256").update(random.bytes(16)).digest("hex").slice(0, 16)}`,
  );
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, void> {
    for await (const chunk of request.body) {
      size += chunk.length;
      if (size > end - start)
        throw new Problem(400, `More than the announced ${end - start} bytes were received`);
      yield chunk;
    }
    if (size !== end - start) throw new Problem(400, `${size} of ${end - start} bytes were received`);
  }
  try {
    await files.writeStream(path, counted());
  } catch (error) {
    await files.remove(path);
    throw error;
  }
  file.parts.push(path);
}

/** The whole file under its own name, hashed on the way; null when not all of it has come. */
export async function assemble(file: StagedFile, context: IndexContext): Promise<UploadedFile | null> {
  if (file.received !== file.size) return null;
  const { files } = context.ports;
  const path = join(file.folder, file.fileName);
  const digests = await collectDigests();
  async function* bytes(): AsyncGenerator<Uint8Array, void, void> {
    for (const part of file.parts) {
      await using source = await files.open(part);
      for await (const chunk of source.stream()) {
        digests.update(chunk);
        yield chunk;
      }
    }
  }
  if (file.parts.length === 1) {
    for await (const _ of bytes());
    await files.rename(file.parts[0] ?? "", path);
  } else await files.writeStream(path, bytes());
  return {
    fileName: file.fileName,
    contentType: null,
    path,
    size: file.size,
    ...digests.finish(),
  };
}
