import {
  request as httpRequest,
  type ClientRequest as OutgoingRequest,
  type IncomingMessage,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { ClientRequest, HttpClient } from "../ports/http.ts";
import { networkSettings, type NetworkSettings } from "./network-settings.ts";
import { writeChunks } from "./write-chunks.ts";

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** A client over Node's own HTTP, with bounded answers, through this network's proxy and by its trust. */
export function nodeHttpClient(
  runSignal?: AbortSignal,
  network: NetworkSettings = networkSettings({}),
): HttpClient {
  return {
    async request(options) {
      const signals = [options.signal, runSignal].filter((signal) => signal !== undefined);
      const deadline = new Deadline(options);
      try {
        const message = await exchange(options, signals, network, (request) => deadline.begin(request));
        const body = await bounded(message, options.maxBytes ?? DEFAULT_MAX_BYTES, options.url);
        return { status: message.statusCode ?? 0, headers: flatten(message), body };
      } catch (error) {
        throw deadline.missed ?? error;
      } finally {
        deadline.end();
      }
    },
    async open(options) {
      const signals = [options.signal, runSignal].filter((signal) => signal !== undefined);
      const message = await exchange(options, signals, network);
      return {
        status: message.statusCode ?? 0,
        headers: flatten(message),
        body: message as AsyncIterable<Uint8Array>,
      };
    },
  };
}

async function bounded(message: IncomingMessage, limit: number, url: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      message.destroy();
      throw new RangeError(`the response of ${url} is longer than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The time for a whole answer, from the last byte that was sent: one that drips is no answer. */
class Deadline {
  readonly #options: ClientRequest;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  /** Set when it was missed. */
  missed: Error | null = null;

  constructor(options: ClientRequest) {
    this.#options = options;
  }

  begin(request: OutgoingRequest): void {
    const { timeoutMs, url } = this.#options;
    // An answer may be over before the request is: a timer that began then would hold the process for all its time.
    if (timeoutMs === undefined || this.#isOver) return;
    this.#timer = setTimeout(() => {
      this.missed = new Error(`no complete response from ${new URL(url).host} within ${timeoutMs} ms`);
      request.destroy(this.missed);
    }, timeoutMs);
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}

function flatten(message: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}

function exchange(
  options: ClientRequest,
  signals: readonly AbortSignal[],
  network: NetworkSettings,
  onSent: (request: OutgoingRequest) => void = () => undefined,
): Promise<IncomingMessage> {
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
      agent: network.agentFor(url, options.ca),
      ...(signals.length > 0 ? { signal: AbortSignal.any([...signals]) } : {}),
    });
    if (options.timeoutMs !== undefined) {
      request.setTimeout(options.timeoutMs, () => {
        request.destroy(new Error(`no response from ${url.host} within ${options.timeoutMs} ms`));
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
    request.once("finish", () => onSent(request));
    if (fixed === undefined) request.end();
    else if (fixed instanceof Uint8Array) request.end(fixed);
    // An early refusal closes the stream: the response says why, so the write error is not the story.
    else {
      writeChunks(fixed, request).then(
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
