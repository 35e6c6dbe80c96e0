import { Buffer } from "node:buffer";
import type { Secret } from "../../ports/secret.ts";

/** The claims of an identity token, unverified: to show them, never to trust them. Empty when it is none. */
export function claimsOf(token: Secret): Readonly<Record<string, unknown>> {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(token.reveal().split(".")[1] ?? "", "base64url").toString("utf8"),
    );
    return typeof payload === "object" && payload !== null ? (payload as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A claim as text; empty when it is absent or no text. */
export function claimText(claims: Readonly<Record<string, unknown>>, name: string): string {
  const value = claims[name];
  return typeof value === "string" ? value : "";
}
