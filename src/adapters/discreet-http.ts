import { Buffer } from "node:buffer";
import { redacted, secretPattern } from "../text/redaction.ts";
import type { ClientRequest, HttpClient } from "../ports/http.ts";

/** A secret of this length is no part of a page by chance: answers that are read as data are redacted of it too. */
const TELLING = 8;
const TEXT = /json|html|xml|text|javascript/i;
/** Headers that carry a secret as it is. */
const SECRET_HEADERS = /^(?:(?:private|job|deploy)-token|x-[\w-]*(?:token|key))$/i;
/** Identities go in the body of the request that exchanges them. */
const SECRET_FIELD = /"\w*token"\s*:\s*"([^"\\]{8,})"/gi;

/**
 * A client that lets no server tell what it was told: whatever secret went out in a request of this run, in whatever
 * encoding it comes back, is masked before anybody reads the answer. Answers that are taken as data (2xx, redirects) are
 * redacted only of what cannot stand there by chance.
 */
export function discreetHttpClient(client: HttpClient, known: readonly string[] = []): HttpClient {
  const patterns = new Map<string, RegExp>();

  function learn({ headers = {}, body }: ClientRequest): void {
    const sent =
      typeof body === "string" ? Array.from(body.matchAll(SECRET_FIELD), ([, text = ""]) => text) : [];
    for (const secret of [...known, ...Object.entries(headers).flatMap(secretsOf), ...sent]) {
      const pattern = patterns.has(secret) ? null : secretPattern(secret);
      if (pattern !== null) patterns.set(secret, pattern);
    }
  }

  function patternsFor(status: number): readonly RegExp[] {
    const isData = status < 400;
    return [...patterns]
      .filter(([secret]) => !isData || secret.length >= TELLING)
      .toSorted(([one], [other]) => other.length - one.length)
      .map(([, pattern]) => pattern);
  }

  function plainHeaders(headers: Readonly<Record<string, string>>, status: number): Record<string, string> {
    const masks = patternsFor(status);
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redacted(value, masks)]));
  }

  function plainBody(body: Uint8Array, status: number, type: string): Uint8Array {
    const masks = patternsFor(status);
    if (masks.length === 0 || (status < 400 && !TEXT.test(type))) return body;
    // Byte for byte, so that what is no UTF-8 stays as it is.
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");
    const plain = redacted(text, masks);
    return plain === text ? body : Buffer.from(plain, "latin1");
  }

  function plainError(error: unknown): unknown {
    if (error instanceof Error) error.message = redacted(error.message, patternsFor(500));
    return error;
  }

  return {
    async request(options) {
      learn(options);
      try {
        const { status, headers, body } = await client.request(options);
        const type = headers["content-type"] ?? "";
        return { status, headers: plainHeaders(headers, status), body: plainBody(body, status, type) };
      } catch (error) {
        throw plainError(error);
      }
    },
    async open(options) {
      learn(options);
      try {
        const { status, headers, body } = await client.open(options);
        const plain = plainHeaders(headers, status);
        if (status < 400) return { status, headers: plain, body };
        const { "content-length": _length, ...rest } = plain;
        return { status, headers: rest, body: refusal(body, (bytes) => plainBody(bytes, status, "")) };
      } catch (error) {
        throw plainError(error);
      }
    },
  };
}

const MAX_REFUSAL_BYTES = 1024 * 1024;

/** The words of a refusal as one piece, so that no secret is cut in two. */
async function* refusal(
  body: AsyncIterable<Uint8Array>,
  plain: (bytes: Uint8Array) => Uint8Array,
): AsyncGenerator<Uint8Array, void, void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_REFUSAL_BYTES) break;
    chunks.push(chunk);
  }
  yield plain(Buffer.concat(chunks));
}

/** The secrets in a header: the credentials of any scheme, and of Basic the password alone. */
function secretsOf([name, value]: readonly [string, string]): readonly string[] {
  if (SECRET_HEADERS.test(name)) return [value];
  if (!/^(?:proxy-)?authorization$/i.test(name)) return [];
  const [, scheme = "", credentials = value] = /^(\w+)\s+(.+)$/.exec(value) ?? [];
  if (scheme.toLowerCase() !== "basic") return [credentials];
  const pair = Buffer.from(credentials, "base64").toString("utf8");
  return [credentials, pair.slice(pair.indexOf(":") + 1)];
}
