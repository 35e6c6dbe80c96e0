import type { Claims } from "../jwt.ts";

/** No publisher has what the token says. */
export const NO_MATCH = { problem: "Publisher with matching claims was not found" } as const;

/** A claim as text; empty when it is absent or no text. */
export function claimText(claims: Claims, name: string): string {
  const value = claims[name];
  return typeof value === "string" ? value : "";
}

/** The complaint about the first of these claims that is not there; null when all are. */
export function missingClaim(
  claims: Claims,
  required: readonly string[],
): { readonly problem: string } | null {
  const missing = required.find((name) => claims[name] === undefined || claims[name] === null);
  return missing === undefined ? null : { problem: `Missing claim '${missing}'` };
}

/** A claim that has to be there, and is not what the publisher has. */
export function failedClaim(name: string): { readonly problem: string } {
  return { problem: `Check failed for required claim '${name}'` };
}
