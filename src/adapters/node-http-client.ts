import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { rootCertificates } from "node:tls";
import type { ClientRequest, HttpClient } from "../ports/http.ts";
import { pour } from "./pour.ts";

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** A client over Node's own HTTP, with bounded answers and an optional additional CA. */
export function nodeHttpClient(runSignal?: AbortSignal): HttpClient {
  return {
    async request(options) {
      const signals = [options.signal, runSignal].filter((signal) => signal !== undefined);
      const message = await exchange(options, signals);
      const chunks: Buffer[] = [];
      let size = 0;
      const limit = options.maxBytes ?? DEFAULT_MAX_BYTES;
      for await (const chunk of message as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > limit) {
          message.destroy();
          throw new RangeError(`the answer of ${options.url} is longer than ${limit} bytes`);
        }
        chunks.push(chunk);
      }
      return { status: message.statusCode ?? 0, headers: flatten(message), body: Buffer.concat(chunks) };
    },
    async open(options) {
      const signals = [options.signal, runSignal].filter((signal) => signal !== undefined);
      const message = await exchange(options, signals);
      return {
        status: message.statusCode ?? 0,
        headers: flatten(message),
        body: message as AsyncIterable<Uint8Array>,
      };
    },
  };
}

function flatten(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}

function exchange(options: ClientRequest, signals: readonly AbortSignal[]): Promise<IncomingMessage> {
  const url = new URL(options.url);
  const secure = url.protocol === "https:";
  const headers: Record<string, string> = { ...options.headers };
  const fixed = typeof options.body === "string" ? Buffer.from(options.body, "utf8") : options.body;
  if (fixed instanceof Uint8Array) headers["content-length"] = String(fixed.length);
  else if (options.contentLength !== undefined) headers["content-length"] = String(options.contentLength);
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: options.method,
      headers,
      ...(secure && options.ca !== undefined ? { ca: [...rootCertificates, options.ca] } : {}),
      ...(signals.length > 0 ? { signal: AbortSignal.any([...signals]) } : {}),
    });
    if (options.timeoutMs !== undefined) {
      request.setTimeout(options.timeoutMs, () => {
        request.destroy(new Error(`no answer from ${url.host} within ${options.timeoutMs} ms`));
      });
    }
    let answered = false;
    let sent = fixed === undefined || fixed instanceof Uint8Array;
    request.once("response", (message) => {
      answered = true;
      // The whole answer came before the whole body went: nobody waits for the rest.
      message.once("end", () => {
        if (!sent) request.destroy();
      });
      resolve(message);
    });
    request.once("error", reject);
    if (fixed === undefined) request.end();
    else if (fixed instanceof Uint8Array) request.end(fixed);
    // An early refusal closes the stream: the response says why, so the write error is not the story.
    else {
      pour(fixed, request).then(
        () => {
          sent = true;
        },
        (error: unknown) => {
          if (!answered) request.destroy(error instanceof Error ? error : new Error(String(error)));
        },
      );
    }
  });
}
