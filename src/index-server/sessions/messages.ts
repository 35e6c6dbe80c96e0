import { Buffer } from "node:buffer";
import { UPLOAD_2_TYPE } from "../../index-client/upload-2.ts";
import type { ServerReply, ServerRequest } from "../../ports/http.ts";

const META = { "api-version": "2.0" } as const;
const MAX_DOCUMENT = 8 * 1024 * 1024;

/** An answer that a request ends with before it is done: thrown, and caught in one place. */
export class Problem extends Error {
  readonly reply: ServerReply;

  constructor(
    status: number,
    title: string,
    more: {
      readonly errors?: readonly { readonly source: string; readonly message: string }[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(title);
    const { errors = [{ source: "request", message: title }], headers = {} } = more;
    const body = { type: "about:blank", status, title, details: title, meta: META, errors };
    this.reply = {
      status,
      headers: { "content-type": "application/problem+json", ...headers },
      body: JSON.stringify(body),
    };
  }
}

/** An answer of the API. */
export function uploadReply(
  status: number,
  document: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): ServerReply {
  return {
    status,
    headers: { "content-type": UPLOAD_2_TYPE, ...headers },
    body: JSON.stringify({ meta: META, ...document }),
  };
}

/** The document of a request. Throws {@link Problem} for what is none of version 2. */
export async function readDocument(request: ServerRequest): Promise<Readonly<Record<string, unknown>>> {
  if (request.headers["content-type"] !== UPLOAD_2_TYPE)
    throw new Problem(415, `The Content-Type of this request must be ${UPLOAD_2_TYPE}`);
  const document = parse(await readText(request));
  if (document === null) throw new Problem(400, "The request is not a JSON object");
  const { meta } = document as { readonly meta?: { readonly "api-version"?: unknown } };
  if (meta?.["api-version"] !== META["api-version"])
    throw new Problem(400, `meta.api-version must be "${META["api-version"]}"`);
  return document;
}

/** The body of a request as text. */
export async function readText(request: ServerRequest): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > MAX_DOCUMENT) throw new Problem(413, "The request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

/** RFC 3339 in UTC with whole seconds, as PEP 694 wants it. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}
