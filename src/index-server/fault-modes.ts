import type { ServerReply } from "../ports/http.ts";
import { errorReply } from "./http/replies.ts";

/** A disturbance of the next upload, to try how a client bears it. */
export type FaultMode =
  | { readonly kind: "unavailable-before" }
  | { readonly kind: "unavailable-after" }
  | { readonly kind: "too-many"; readonly retryAfterSeconds: number }
  | { readonly kind: "reset-after" }
  | { readonly kind: "slow"; readonly milliseconds: number }
  | { readonly kind: "held"; readonly until: Promise<unknown> };

/** Disturbances in waiting: each is used up by one upload request, or by one reading of a page. */
export class FaultModes {
  readonly #waiting: FaultMode[] = [];
  #hidden = 0;
  /** What waits for a while after an answer of 202 (PEP 694) waits for this. */
  processing: Promise<unknown> = Promise.resolve();

  /** Previews of staged releases show nothing. */
  areStagesHidden = false;

  /** Disturbs one more upload. */
  add(mode: FaultMode): void {
    this.#waiting.push(mode);
  }

  /** The next readings of project pages find nothing: caches that lag behind, as PyPI's do now and then. */
  hidePages(readings: number): void {
    this.#hidden = readings;
  }

  /** Whether this reading finds nothing. */
  isHidden(): boolean {
    if (this.#hidden === 0) return false;
    this.#hidden -= 1;
    return true;
  }

  /** The disturbance of this upload, if any. */
  next(): FaultMode | null {
    return this.#waiting.shift() ?? null;
  }
}

/** Answers an upload under a disturbance; `serve` does the real work. */
export async function disturbed(
  mode: FaultMode,
  serve: () => Promise<ServerReply>,
  accept: string | undefined,
): Promise<ServerReply> {
  switch (mode.kind) {
    case "unavailable-before":
      return errorReply(503, "Service Unavailable", accept);
    case "too-many":
      return errorReply(429, "Too Many Requests", accept, { "retry-after": String(mode.retryAfterSeconds) });
    case "unavailable-after":
      await serve();
      return errorReply(503, "first byte timeout", accept);
    case "reset-after":
      await serve();
      // A body that fails makes the server cut the connection.
      return { status: 200, headers: {}, body: broken() };
    case "slow":
      await sleep(mode.milliseconds);
      return serve();
    case "held":
      await mode.until;
      return serve();
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function* broken(): AsyncGenerator<Uint8Array, void, void> {
  await Promise.resolve();
  yield* [];
  throw new Error("connection reset, as the fault mode asks");
}
