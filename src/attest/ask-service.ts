import { Buffer } from "node:buffer";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { parseJson } from "../text/json.ts";

/** A request to a service of Sigstore. */
export interface ServiceRequest {
  /** What people call it. */
  readonly service: string;
  /** What is asked for, in the imperative: "certify the workflow's identity". */
  readonly action: string;
  readonly url: string;
  /** Sent as JSON by POST; it may hold an identity token, so it is never told. Without it the address is read. */
  readonly body?: unknown;
}

/** What the attest room takes from outside. */
export type AttestPorts = Pick<Ports, "http" | "pause" | "signal">;

/** An answer that was waited for. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: unknown;
}

const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
const MAX_BYTES = 2 ** 20;

/**
 * Asks, and returns the answer, also one of 409. What may be another answer a moment later (no answer, 5xx, 429)
 * is asked for again. Throws `attest/unreachable` and `attest/refused` with the service's words.
 */
export async function askService(request: ServiceRequest, ports: AttestPorts): Promise<ServiceAnswer> {
  const { service, action, url } = request;
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    ports.signal.throwIfAborted();
    const answer = await post(request, ports);
    if (answer instanceof Error) last = answer.message;
    else if (answer.status < 300 || answer.status === 409) return answer;
    else if (answer.status < 500 && answer.status !== 429)
      throw fault("attest/refused", { service, action, words: wordsOf(answer) });
    else last = `${answer.status} ${wordsOf(answer)}`.trim();
    if (attempt < ATTEMPTS) await ports.pause(0.5 * 2 ** (attempt - 1));
  }
  throw fault("attest/unreachable", { service: `${service} (${new URL(url).host})`, reason: last });
}

async function post({ url, body }: ServiceRequest, ports: AttestPorts): Promise<ServiceAnswer | Error> {
  try {
    const answer = await ports.http.request({
      method: body === undefined ? "GET" : "POST",
      url,
      headers: { accept: "application/json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      signal: ports.signal,
    });
    return {
      status: answer.status,
      headers: answer.headers,
      value: parseJson(Buffer.from(answer.body).toString("utf8")),
    };
  } catch (error) {
    ports.signal.throwIfAborted();
    return error as Error;
  }
}

function wordsOf({ status, value }: ServiceAnswer): string {
  const { message } = (value ?? {}) as { readonly message?: unknown };
  return typeof message === "string" && message !== "" ? message.slice(0, 500) : `status ${status}`;
}
