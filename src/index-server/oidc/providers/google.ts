import type { Claims } from "../jwt.ts";
import type { PublisherMatch } from "../publisher-match.ts";
import type { GooglePublisher } from "../publishers.ts";
import { claimText, failedClaim, missingClaim, NO_MATCH } from "./claims.ts";

/** Finds a Google publisher by the account's address, one with its very subject first; the address has to be verified. */
export function findGoogle(
  claims: Claims,
  publishers: readonly GooglePublisher[],
): PublisherMatch<GooglePublisher> {
  const missing = missingClaim(claims, ["email", "email_verified"]);
  if (missing !== null) return missing;
  const candidates = publishers.filter(({ email }) => email === claimText(claims, "email"));
  const subject = claimText(claims, "sub");
  const publisher =
    candidates.find((candidate) => candidate.subject !== null && candidate.subject === subject) ??
    candidates.find((candidate) => candidate.subject === null);
  if (publisher === undefined) return NO_MATCH;
  return claims["email_verified"] === true ? { publisher } : failedClaim("email_verified");
}
