import { fault } from "../findings/fault.ts";
import { isLoopback } from "../ports/address.ts";
import {
  ATTEMPTS,
  FIRST_PAUSE_SECONDS,
  TIMEOUT_MS,
  type ForgeConnection,
  type ForgePorts,
} from "./forge-client.ts";

const MAX_REDIRECTS = 3;

/** A file to read from a forge. */
export interface Download {
  readonly name: string;
  readonly url: string;
  /** Takes the bytes, from the first one on at each attempt. */
  readonly take: (body: AsyncIterable<Uint8Array>) => Promise<void>;
}

/**
 * Reads a file of a forge, again after a lost connection or a 5xx. Hosts keep files elsewhere and redirect there: the
 * token is shown to the forge's own origins alone. Throws `forge/unreachable` when the bytes do not come.
 */
export async function downloadFrom(
  connection: ForgeConnection,
  { name, url, take }: Download,
  ports: ForgePorts,
): Promise<void> {
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    ports.signal.throwIfAborted();
    if (attempt > 1) await ports.pause(FIRST_PAUSE_SECONDS * 2 ** (attempt - 2));
    const failure = await tryOnce(connection, url, take, ports);
    if (failure === null) return;
    last = failure.reason;
    if (!failure.isPassing) break;
  }
  throw fault("forge/unreachable", { forge: connection.title, reason: `${name}: ${last}` });
}

interface Failure {
  readonly reason: string;
  readonly isPassing: boolean;
}

async function tryOnce(
  { authorization, token, origins, ca }: ForgeConnection,
  from: string,
  take: Download["take"],
  ports: ForgePorts,
): Promise<Failure | null> {
  let url = new URL(from);
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const answer = await ports.http.open({
        method: "GET",
        url: url.href,
        headers: {
          accept: "application/octet-stream",
          "user-agent": "shipwheel",
          ...(origins.includes(url.origin) ? authorization(token) : {}),
        },
        timeoutMs: TIMEOUT_MS,
        signal: ports.signal,
        ...(ca === undefined ? {} : { ca }),
      });
      if (answer.status === 200) {
        await take(answer.body);
        return null;
      }
      for await (const chunk of answer.body) void chunk;
      const next = URL.parse(answer.headers["location"] ?? "", url.href);
      const isMoved = answer.status >= 300 && answer.status < 400 && next !== null;
      if (!isMoved || (next.protocol !== "https:" && !isLoopback(next)))
        return { reason: `${url.origin} answers ${answer.status}`, isPassing: answer.status >= 500 };
      url = next;
    }
    return { reason: `${url.origin} redirects in a loop`, isPassing: false };
  } catch (error) {
    ports.signal.throwIfAborted();
    return { reason: (error as Error).message, isPassing: true };
  }
}
