import type { Point } from "./faults.ts";
import type { WholeAnswer } from "./memory-network.ts";

const JSON_HEADERS = { "content-type": "application/json" };

/** A 503 of an edge that gave up. */
export function unavailable(): WholeAnswer {
  return { status: 503, headers: { "content-type": "text/plain" }, body: Buffer.from("first byte timeout") };
}

/** A limit is reached: each kind of server says so in its way. */
export function limited({ kind }: Point): WholeAnswer {
  const body = Buffer.from('{"message":"You have exceeded a secondary rate limit."}');
  return { status: kind === "forge" ? 403 : 429, headers: { ...JSON_HEADERS, "retry-after": "30" }, body };
}

/** The connection was cut. */
export function reset(): Error {
  return Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
}

/** No space is left. */
export function diskFull(): Error {
  return Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
}
