import { pythonListRepr, pythonRepr } from "../../../distribution/python-repr.ts";
import type { Claims } from "../jwt.ts";
import type { PublisherMatch } from "../publisher-match.ts";
import type { GitHubPublisher } from "../publishers.ts";
import { claimText, failedClaim, missingClaim, NO_MATCH } from "./claims.ts";

const REQUIRED = [
  "repository",
  "repository_owner",
  "repository_owner_id",
  "job_workflow_ref",
  "jti",
  "event_name",
];

/**
 * Finds a GitHub publisher by repository, owner id, workflow file and environment, then examines the claims: the
 * workflow is the *called* one (`job_workflow_ref`), and a publisher with exactly this environment wins over one
 * without any.
 */
export function findGitHub(
  claims: Claims,
  publishers: readonly GitHubPublisher[],
): PublisherMatch<GitHubPublisher> {
  const missing = missingClaim(claims, REQUIRED);
  if (missing !== null) return missing;
  const workflow = /([^/]+\.ya?ml)@/.exec(claimText(claims, "job_workflow_ref"))?.[1];
  if (workflow === undefined) return { problem: "Could not job extract workflow filename from OIDC claims" };
  const candidates = publishers.filter(
    (publisher) =>
      publisher.repository.toLowerCase() === claimText(claims, "repository").toLowerCase() &&
      (publisher.ownerId === null || publisher.ownerId === claimText(claims, "repository_owner_id")) &&
      publisher.workflow === workflow,
  );
  const environment = claimText(claims, "environment").toLowerCase();
  const publisher =
    candidates.find((candidate) => candidate.environment !== null && candidate.environment === environment) ??
    candidates.find((candidate) => candidate.environment === null);
  if (publisher === undefined) return NO_MATCH;
  return claimProblem(claims, publisher) ?? { publisher };
}

function claimProblem(claims: Claims, publisher: GitHubPublisher): { readonly problem: string } | null {
  const owner = publisher.repository.split("/")[0] ?? "";
  if (claimText(claims, "repository_owner").toLowerCase() !== owner.toLowerCase()) {
    return failedClaim("repository_owner");
  }
  const actual = claimText(claims, "job_workflow_ref");
  const ends = [claimText(claims, "ref"), claimText(claims, "sha")].filter((end) => end !== "");
  if (ends.length === 0) return { problem: "The ref and sha claims are empty" };
  const file = `${publisher.repository}/.github/workflows/${publisher.workflow}`;
  const expected = ends.map((end) => `${file}@${end}`);
  if (!expected.some((each) => each.toLowerCase() === actual.toLowerCase())) {
    const problem = `The job_workflow_ref claim does not match, expecting one of ${pythonListRepr(expected)}, got ${pythonRepr(actual)}`;
    return { problem };
  }
  return claims["event_name"] === "pull_request_target"
    ? { problem: "Publishing from a workflow invoked via 'pull_request_target' is not supported." }
    : null;
}
