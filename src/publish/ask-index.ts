import { retryAfterSeconds } from "../text/retry-after.ts";
import type { ClientRequest } from "../ports/http.ts";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { permanentFailure } from "./connection-failure.ts";
import { serverMessage, type IndexAnswer } from "./server-message.ts";
import type { UploadIndex } from "./target.ts";

/** What asking an index takes from outside. */
export type AskPorts = Pick<Ports, "http" | "clock" | "random" | "pause" | "signal">;

const ATTEMPTS = 5;
const FIRST_PAUSE_SECONDS = 0.3;
const LONGEST_PAUSE_SECONDS = 60;
const TIMEOUT_MS = 30_000;
/** Whoever was waited for in vain as long as that is not asked again. */
const LONGEST_SILENCE_SECONDS = 45;

/**
 * Asks an index something that may be asked any number of times, again after a lost connection, a 5xx or a 429.
 * `request` is called for each attempt; an answer that is not `whole` counts as lost. Throws `publish/unreachable` when
 * there is no answer that would stay the same, `publish/tls` and `publish/no-such-host` at once.
 */
export async function askIndex(
  index: Pick<UploadIndex, "title" | "ca">,
  request: () => Promise<ClientRequest & { readonly maxBytes?: number }>,
  ports: AskPorts,
  isWhole: (answer: IndexAnswer) => boolean = () => true,
): Promise<IndexAnswer> {
  let last = "";
  let cause: unknown;
  let silent = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    ports.signal.throwIfAborted();
    const prepared = await request();
    const asked = ports.clock.elapsed();
    let answer: IndexAnswer | null = null;
    try {
      answer = await ports.http.request({
        timeoutMs: TIMEOUT_MS,
        signal: ports.signal,
        ...(index.ca === undefined ? {} : { ca: index.ca }),
        ...prepared,
      });
      if (isOpen(answer.status)) last = `it answers ${answer.status} ${serverMessage(answer)}`.trim();
      else if (isWhole(answer)) return answer;
      else last = "its response was truncated";
    } catch (error) {
      ports.signal.throwIfAborted();
      const permanent = permanentFailure(error, index, prepared.url);
      if (permanent !== null) throw permanent;
      last = (error as Error).message;
      cause = error;
      silent += ports.clock.elapsed() - asked;
      if (silent > LONGEST_SILENCE_SECONDS) break;
    }
    if (attempt < ATTEMPTS) await ports.pause(pauseSeconds(attempt, answer, ports));
  }
  throw fault("publish/unreachable", { index: index.title, reason: last }, { cause });
}

/** An answer that leaves open what was done, or that may be another one a moment later. */
export function isOpen(status: number): boolean {
  return (status >= 500 && ![501, 505, 507, 511].includes(status)) || [408, 425, 429, 499].includes(status);
}

/** What the server asks for (seconds or a date), else twice the last pause, up to half of it by chance. */
export function pauseSeconds(
  attempt: number,
  answer: Pick<IndexAnswer, "headers"> | null,
  ports: Pick<Ports, "clock" | "random">,
): number {
  const seconds = retryAfterSeconds(answer?.headers ?? {}, ports.clock.now());
  if (seconds !== null) return Math.min(seconds, LONGEST_PAUSE_SECONDS);
  const chance = (ports.random.bytes(1)[0] ?? 0) / 255;
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1) * (1 + chance / 2), LONGEST_PAUSE_SECONDS);
}
