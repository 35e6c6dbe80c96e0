import type { Files } from "../ports/files.ts";
import type { ServerReply, ServerRequest } from "../ports/http.ts";
import type { IndexContext } from "./context.ts";
import { errorReply } from "./http/replies.ts";
import { parseRange } from "./http/range.ts";
import { digestPath } from "./state/store.ts";

const METADATA = ".metadata";

/** `/files/<blake2b>/<name>` and, for wheels, the same with `.metadata`; `path` is what follows `/files/`. */
export async function filesEndpoint(
  request: ServerRequest,
  path: string,
  context: IndexContext,
): Promise<ServerReply> {
  const parts = path.split("/").map(decodeURIComponent);
  const last = parts.pop() ?? "";
  const stored = context.store.state.files;
  const wantsMetadata = !stored.has(last) && last.endsWith(METADATA);
  const held = stored.get(wantsMetadata ? last.slice(0, -METADATA.length) : last);
  const missing = errorReply(404, "Not Found", request.headers["accept"]);
  if (held === undefined || digestPath(held.file.blake2b256).join("/") !== parts.join("/")) return missing;
  if (wantsMetadata && held.file.metadataSha256 === null) return missing;
  const base = context.store.pathOf(held.file);
  const etag = wantsMetadata ? held.file.metadataSha256 : held.file.sha256;
  return sendFile(request, wantsMetadata ? base + METADATA : base, etag ?? "", context.ports.files);
}

/** A file, or the range of it that was asked for. It never changes, so that it may be kept for ever. */
export async function sendFile(
  request: ServerRequest,
  path: string,
  etag: string,
  files: Files,
): Promise<ServerReply> {
  const { size } = (await files.stat(path)) ?? { size: 0 };
  const headers = {
    "content-type": "application/octet-stream",
    "accept-ranges": "bytes",
    "cache-control": "max-age=365000000, immutable, public",
    etag: `"${etag}"`,
  };
  if (request.headers["if-none-match"] === headers.etag) return { status: 304, headers };
  const range = parseRange(request.headers["range"], size);
  if (range === "unsatisfiable") {
    return { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } };
  }
  const [start, end] = range ?? [0, size];
  const length = { "content-length": String(end - start) };
  const partial = range === null ? {} : { "content-range": `bytes ${start}-${end - 1}/${size}` };
  const body = request.method === "HEAD" ? "" : streamFile(path, start, end, files);
  return { status: range === null ? 200 : 206, headers: { ...headers, ...length, ...partial }, body };
}

async function* streamFile(
  path: string,
  start: number,
  end: number,
  files: Files,
): AsyncGenerator<Uint8Array, void, void> {
  await using source = await files.open(path);
  yield* source.stream(start, end);
}
