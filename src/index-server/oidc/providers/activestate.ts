import type { Claims } from "../jwt.ts";
import type { PublisherMatch } from "../publisher-match.ts";
import type { ActiveStatePublisher } from "../publishers.ts";
import { claimText, failedClaim, missingClaim, NO_MATCH } from "./claims.ts";

/** Finds an ActiveState publisher by organisation, project and actor; its subject names the first two again. */
export function findActiveState(
  claims: Claims,
  publishers: readonly ActiveStatePublisher[],
): PublisherMatch<ActiveStatePublisher> {
  const missing = missingClaim(claims, ["sub", "organization", "project", "actor_id", "builder"]);
  if (missing !== null) return missing;
  const publisher = publishers.find(
    (each) =>
      each.organization === claimText(claims, "organization") &&
      each.project === claimText(claims, "project") &&
      each.actorId === claimText(claims, "actor_id"),
  );
  if (publisher === undefined) return NO_MATCH;
  const parts = claimText(claims, "sub").split(":");
  if (parts.length < 4) return { problem: "Invalid 'subject' claim. Wrong format" };
  if (parts.slice(0, 4).join(":") !== `org:${publisher.organization}:project:${publisher.project}`)
    return { problem: "Invalid 'subject' claim" };
  return claims["builder"] === "pypi-publisher" ? { publisher } : failedClaim("builder");
}
