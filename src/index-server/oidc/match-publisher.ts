import type { PublisherMatch } from "./publisher-match.ts";
import type { Claims } from "./jwt.ts";
import { findActiveState } from "./providers/activestate.ts";
import { findGitHub } from "./providers/github.ts";
import { findGitLab } from "./providers/gitlab.ts";
import { findGoogle } from "./providers/google.ts";
import type { ProviderId, Publisher } from "./publishers.ts";

/** Finds the publisher of an issuer's token and examines the claims as PyPI does (protocol page, section 3.2). */
export function matchPublisher(
  provider: ProviderId,
  claims: Claims,
  publishers: readonly Publisher[],
): PublisherMatch {
  switch (provider) {
    case "github":
      return findGitHub(
        claims,
        publishers.filter((each) => each.kind === "GitHub"),
      );
    case "gitlab":
      return findGitLab(
        claims,
        publishers.filter((each) => each.kind === "GitLab"),
      );
    case "google":
      return findGoogle(
        claims,
        publishers.filter((each) => each.kind === "Google"),
      );
    case "activestate":
      return findActiveState(
        claims,
        publishers.filter((each) => each.kind === "ActiveState"),
      );
  }
}
