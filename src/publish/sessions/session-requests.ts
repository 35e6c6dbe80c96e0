import { UPLOAD_2_TYPE } from "../../index-client/upload-2.ts";
import type { ClientRequest } from "../../ports/http.ts";
import { fault } from "../../findings/fault.ts";
import { isOpen, pauseSeconds } from "../ask-index.ts";
import { authorization } from "../authorization.ts";
import { permanentFailure } from "../connection-failure.ts";
import { serverMessage, type IndexAnswer } from "../server-message.ts";
import type { UploadIndex } from "../target.ts";
import type { PublishPorts } from "../upload-file.ts";
import type { UploadToken } from "../upload-token.ts";

/** As whom, and to which index. */
export interface SessionAccess {
  readonly index: UploadIndex;
  readonly token: UploadToken;
}

/** One request of the Upload 2.0 API. */
export interface SessionRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  /** Sent as JSON with the API's version. */
  readonly document?: Readonly<Record<string, unknown>>;
  /** Sent as it is, instead. */
  readonly bytes?: Pick<ClientRequest, "headers" | "contentLength"> & {
    readonly stream: () => NonNullable<ClientRequest["body"]>;
  };
}

/** How often something is tried. */
export const ATTEMPTS = 6;

/** A file is looked into before its end is answered. */
const TIMEOUT_MS = 300_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const META = { "api-version": "2.0" } as const;

/**
 * Sends a request once; null: what became of it is not known (a lost connection, a 5xx, a limit), and the pause that is
 * due was made. A token that ended is renewed. Throws `publish/tls`, `publish/no-such-host`, `auth/…`.
 */
export async function trySending(
  request: SessionRequest,
  attempt: number,
  { index, token }: SessionAccess,
  ports: PublishPorts,
): Promise<IndexAnswer | { readonly lost: string }> {
  let isRenewed = false;
  for (;;) {
    ports.signal.throwIfAborted();
    const headers = {
      accept: `${UPLOAD_2_TYPE}, application/problem+json`,
      "content-type": UPLOAD_2_TYPE,
      authorization: authorization(token.user, await token.get()),
      ...request.bytes?.headers,
    };
    const { bytes, document } = request;
    const body =
      bytes === undefined
        ? document === undefined
          ? {}
          : { body: JSON.stringify({ meta: META, ...document }) }
        : {
            body: bytes.stream(),
            ...(bytes.contentLength === undefined ? {} : { contentLength: bytes.contentLength }),
          };
    let lost: string;
    let answer: IndexAnswer | null = null;
    try {
      answer = await ports.http.request({
        method: request.method,
        url: request.url,
        headers,
        ...body,
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
        signal: ports.signal,
        ...(index.ca === undefined ? {} : { ca: index.ca }),
      });
      if (!isOpen(answer.status)) {
        const isExpired =
          [401, 403].includes(answer.status) && /token is expired/.test(serverMessage(answer));
        if (!isExpired || isRenewed) return answer;
        isRenewed = await token.renew();
        if (!isRenewed) return answer;
        continue;
      }
      lost = `${answer.status} ${serverMessage(answer)}`.trim();
    } catch (error) {
      ports.signal.throwIfAborted();
      const permanent = permanentFailure(error, index, request.url);
      if (permanent !== null) throw permanent;
      lost = (error as Error).message;
    }
    if (attempt < ATTEMPTS) await ports.pause(pauseSeconds(attempt, answer, ports));
    return { lost };
  }
}

/** The same, again until there is an answer: for what may be sent any number of times. Throws `publish/unreachable`. */
export async function sendUntilAnswered(
  request: SessionRequest,
  access: SessionAccess,
  ports: PublishPorts,
  isWhole: (answer: IndexAnswer) => boolean = () => true,
): Promise<IndexAnswer> {
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = await trySending(request, attempt, access, ports);
    if (!("lost" in answer) && isWhole(answer)) return answer;
    last = "lost" in answer ? answer.lost : "its response was truncated";
  }
  throw fault("publish/unreachable", { index: access.index.title, reason: last });
}

/** Whether an answer of the API came whole: cut off in the middle it is no JSON. */
export function isWholeDocument({ status, body }: IndexAnswer): boolean {
  if (status < 200 || status >= 300 || status === 204) return true;
  try {
    JSON.parse(new TextDecoder().decode(body));
    return true;
  } catch {
    return false;
  }
}
