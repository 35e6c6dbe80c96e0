import { Buffer } from "node:buffer";
import * as v from "valibot";
import type { ClientRequest } from "../ports/http.ts";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { retryAfterSeconds } from "../text/retry-after.ts";
import type { Secret } from "../ports/secret.ts";
import { parseJson } from "../text/json.ts";

/** What a forge's client takes from outside. */
export type ForgePorts = Pick<Ports, "http" | "files" | "clock" | "pause" | "signal" | "random">;

/** How to talk to one forge. */
export interface ForgeConnection {
  /** What people call it. */
  readonly title: string;
  readonly token: Secret;
  /** The headers that carry the token. */
  readonly authorization: (token: Secret) => Readonly<Record<string, string>>;
  /** Origins to which the token may be sent: an answer cannot name another one. */
  readonly origins: readonly string[];
  /** PEM of an additional authority. */
  readonly ca?: string;
}

/** An answer of a forge. */
export interface ForgeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; null when there is none or it is not JSON. */
  readonly json: unknown;
}

/** A request, made anew for each attempt. */
export interface ForgeRequest {
  readonly method: string;
  readonly url: string;
  /** In the infinitive: for "refuses to …". */
  readonly action: string;
  readonly json?: unknown;
  readonly content?: () => Pick<ClientRequest, "body" | "contentLength"> & { readonly contentType: string };
  /** Statuses that are answers and no refusals. */
  readonly expected: readonly number[];
  /**
   * For what must not happen twice: asked before it is sent again, because the answer that got lost may have told that
   * it was done. True ends it with status 0.
   */
  readonly isDone?: () => Promise<boolean>;
}

/** How often a request is tried, and the pause before the second time, which doubles from then on. */
export const ATTEMPTS = 5;
export const FIRST_PAUSE_SECONDS = 0.5;
const LONGEST_PAUSE_SECONDS = 120;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
export const TIMEOUT_MS = 60_000;

/**
 * Sends a request, again after a lost connection, a 5xx or a rate limit (GitHub says 403 or 429 then, and when to
 * come back). Throws `forge/refused` for any status that is not expected, `forge/unreachable` when there is no answer.
 */
export async function askForge(
  connection: ForgeConnection,
  request: ForgeRequest,
  ports: ForgePorts,
): Promise<ForgeAnswer> {
  const url = new URL(request.url);
  if (!connection.origins.includes(url.origin)) {
    const words = `it names ${url.origin}, to which the token must not be sent`;
    throw refused(connection, request, words, 0);
  }
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    ports.signal.throwIfAborted();
    if (attempt > 1 && (await request.isDone?.()) === true) return { status: 0, headers: {}, json: null };
    const answer = await send(connection, request, ports);
    let wait = FIRST_PAUSE_SECONDS * 2 ** (attempt - 1);
    if (answer instanceof Error) {
      last = answer.message;
    } else {
      if (request.expected.includes(answer.status)) return answer;
      const limited = rateLimitSeconds(answer, ports.clock.now());
      const isPassing = answer.status >= 500 || answer.status === 408 || limited !== null;
      if (!isPassing) throw refused(connection, request, wordsOf(answer), answer.status);
      last = `${answer.status} ${wordsOf(answer)}`.trim();
      if (limited !== null) wait = limited;
    }
    if (attempt < ATTEMPTS) await ports.pause(Math.min(wait, LONGEST_PAUSE_SECONDS));
  }
  throw fault("forge/unreachable", { forge: connection.title, reason: last });
}

async function send(
  { token, authorization, ca }: ForgeConnection,
  { method, url, json, content }: ForgeRequest,
  ports: ForgePorts,
): Promise<ForgeAnswer | Error> {
  try {
    const streamed = content?.();
    const { contentType, ...body } = streamed ?? { contentType: "application/json" };
    const sent = json === undefined ? body : { body: JSON.stringify(json) };
    const answer = await ports.http.request({
      method,
      url,
      headers: {
        accept: "application/json",
        "user-agent": "shipwheel",
        ...authorization(token),
        ...(json === undefined && content === undefined ? {} : { "content-type": contentType }),
      },
      ...sent,
      maxBytes: MAX_ANSWER_BYTES,
      timeoutMs: TIMEOUT_MS,
      signal: ports.signal,
      ...(ca === undefined ? {} : { ca }),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      json: parseJson(Buffer.from(answer.body).toString("utf8")),
    };
  } catch (error) {
    ports.signal.throwIfAborted();
    return error as Error;
  }
}

/** Seconds until a rate limit is over; null for an answer that is no rate limit. */
function rateLimitSeconds({ status, headers, json }: ForgeAnswer, now: Date): number | null {
  if (status !== 403 && status !== 429) return null;
  const retryAfter = retryAfterSeconds(headers, now);
  if (retryAfter !== null) return retryAfter;
  if (headers["x-ratelimit-remaining"] === "0") {
    return Math.max(1, Number(headers["x-ratelimit-reset"] ?? 0) - now.getTime() / 1000);
  }
  const words = wordsOf({ status, json });
  return status === 429 || /secondary rate limit|abuse detection/i.test(words) ? 60 : null;
}

/** An answer's document, held against what the forge's documentation says. Throws `forge/unreachable`. */
export function readAnswer<T>(
  { title }: Pick<ForgeConnection, "title">,
  schema: v.GenericSchema<unknown, T>,
  answer: ForgeAnswer,
): T {
  const result = v.safeParse(schema, answer.json);
  if (result.success) return result.output;
  const reason = `its response does not match its documentation (${result.issues[0].message})`;
  throw fault("forge/unreachable", { forge: title, reason });
}

const MAX_WORDS = 2000;

/** The forge's own words: GitHub's `message` with its `errors`, GitLab's `message` or `error`. */
export function wordsOf({ status, json }: Pick<ForgeAnswer, "status" | "json">): string {
  if (typeof json !== "object" || json === null) return `status ${status}`;
  const { message, error, errors } = json as { message?: unknown; error?: unknown; errors?: unknown };
  const more = Array.isArray(errors)
    ? errors.map((each: unknown) => {
        if (typeof each !== "object" || each === null) return "";
        const { field, code, message: text } = each as Record<string, unknown>;
        return [field, code, text].filter((word) => typeof word === "string").join(" ");
      })
    : [];
  const words = [textOf(message), typeof error === "string" ? error : "", ...more].filter(
    (word) => word !== "",
  );
  return words.length === 0 ? `status ${status}` : words.join("; ").slice(0, MAX_WORDS);
}

/** A message as text: GitLab's can be an object. One that is nested without measure says nothing. */
function textOf(message: unknown): string {
  if (typeof message === "string") return message;
  try {
    return JSON.stringify(message) ?? "";
  } catch {
    return "";
  }
}

const REMEDIES: Readonly<Record<number, string>> = {
  401: "use a valid token; this one may have expired",
  403: "give the job's token permission to write releases (GitHub: permissions: contents: write)",
  404: "check that the repository exists and that the token can write to it",
};

function refused(connection: ForgeConnection, request: ForgeRequest, words: string, status: number): Error {
  const remedy = REMEDIES[status] ?? "follow the message, then run the same command again";
  return fault(
    "forge/refused",
    { forge: connection.title, action: request.action, words, remedy },
    { details: { status, method: request.method, path: new URL(request.url).pathname } },
  );
}
