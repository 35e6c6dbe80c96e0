import { Buffer } from "node:buffer";

/** One part of a `multipart/form-data` body. Its bytes are to be read before the next part is asked for. */
export interface Part {
  readonly name: string;
  /** As sent, directories included; null when the part is a plain field. */
  readonly fileName: string | null;
  /** The part's own Content-Type: null when there is no such header, empty when it has no value. */
  readonly contentType: string | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The body does not follow RFC 7578 or RFC 2046, or ends too early. */
export class MultipartError extends Error {
  override readonly name = "MultipartError";
}

const MAX_HEADER_BYTES = 16 * 1024;
const CRLF = Buffer.from("\r\n");

/** The boundary of a `multipart/form-data` Content-Type, or null when it is another type. */
export function multipartBoundary(contentType: string | undefined): string | null {
  if (contentType === undefined || !/^multipart\/form-data\s*;/i.test(contentType)) return null;
  const boundary = parameters(contentType).get("boundary");
  return boundary === undefined || boundary === "" || boundary.length > 200 ? null : boundary;
}

/** The parts of a body, one after the other, streamed: never more than a chunk is held. */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<Part, void, void> {
  const window = new Window(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  await drain(window.until(delimiter));
  for (;;) {
    const mark = await window.line();
    if (mark.startsWith("--")) return;
    if (mark.trim() !== "") throw new MultipartError("text after a boundary");
    const headers = await readHeaders(window);
    const disposition = parameters(headers.get("content-disposition") ?? "");
    const name = disposition.get("name");
    if (name === undefined) throw new MultipartError("a part has no name");
    const content = window.until(delimiter);
    const fileName = disposition.get("filename") ?? "";
    yield {
      name,
      fileName: fileName === "" ? null : fileName,
      contentType: headers.get("content-type") ?? null,
      body: content,
    };
    await drain(content);
  }
}

async function drain(content: AsyncIterator<Uint8Array>): Promise<void> {
  while ((await content.next()).done !== true);
}

async function readHeaders(window: Window): Promise<ReadonlyMap<string, string>> {
  const headers = new Map<string, string>();
  for (let total = 0; ;) {
    const line = await window.line();
    if (line === "") return headers;
    total += line.length;
    if (total > MAX_HEADER_BYTES) throw new MultipartError("the headers of a part are too large");
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

/** `name=value` and `name="quoted \" value"` after the first `;`; `name*=utf-8''…` wins (RFC 5987). */
function parameters(header: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of header.matchAll(/;\s*([^\s=;"]+)\s*=\s*(?:"((?:\\["\\]|[^"])*)"|([^;]*))/g)) {
    const [, name = "", quoted, bare = ""] = match;
    const value = quoted === undefined ? bare.trim() : quoted.replaceAll(/\\(["\\])/g, "$1");
    if (name.endsWith("*")) found.set(name.slice(0, -1).toLowerCase(), decodeExtended(value));
    else if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
  }
  return found;
}

function decodeExtended(value: string): string {
  const encoded = value.slice(value.indexOf("'", value.indexOf("'") + 1) + 1);
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new MultipartError("a parameter is not well encoded");
  }
}

/** The unread bytes at hand. Begins with a line break, so that the first boundary looks like all others. */
class Window {
  #bytes: Buffer = CRLF;
  readonly #source: AsyncIterator<Uint8Array>;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#source = body[Symbol.asyncIterator]();
  }

  /** The bytes before `delimiter`, which is taken away. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const at = this.#bytes.indexOf(delimiter);
      if (at >= 0) {
        const last = this.#bytes.subarray(0, at);
        this.#bytes = this.#bytes.subarray(at + delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      const safe = this.#bytes.length - delimiter.length + 1;
      if (safe > 0) {
        const front = this.#bytes.subarray(0, safe);
        this.#bytes = this.#bytes.subarray(safe);
        yield front;
      }
      const rest = this.#bytes;
      const next = await this.#next();
      // Nearly always the delimiter does not begin in what was left over: then nothing is copied.
      const seam = Buffer.concat([rest, next.subarray(0, delimiter.length - 1)]);
      const begins = seam.indexOf(delimiter);
      if (next.length < delimiter.length || (begins >= 0 && begins < rest.length)) {
        this.#bytes = Buffer.concat([rest, next]);
      } else {
        this.#bytes = next;
        if (rest.length > 0) yield rest;
      }
    }
  }

  /** The text before the next line break. */
  async line(): Promise<string> {
    for (;;) {
      const at = this.#bytes.indexOf(CRLF);
      if (at >= 0) {
        const text = this.#bytes.toString("utf8", 0, at);
        this.#bytes = this.#bytes.subarray(at + 2);
        return text;
      }
      // The final boundary may lack its line break.
      if (this.#bytes.length > MAX_HEADER_BYTES) throw new MultipartError("a header line is too long");
      if (!(await this.#more()) && this.#bytes.toString("latin1", 0, 2) === "--") return "--";
    }
  }

  /** The next chunk; the body must not end here. */
  async #next(): Promise<Buffer> {
    const next = await this.#source.next();
    if (next.done === true) throw new MultipartError("the body ends in the middle of a part");
    const { buffer, byteOffset, byteLength } = next.value;
    return Buffer.from(buffer, byteOffset, byteLength);
  }

  /** Adds a chunk to the bytes at hand; false at the end of a body that ends as it should. */
  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) {
      if (this.#bytes.toString("latin1", 0, 2) === "--") return false;
      throw new MultipartError("the body ends in the middle of a part");
    }
    this.#bytes =
      this.#bytes.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#bytes, next.value]);
    return true;
  }
}
