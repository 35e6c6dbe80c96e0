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
 * without any. The form stores the owner as GitHub spells it, and the repository's name as it was typed.
 */
export function findGitHub(
  claims: Claims,
  publishers: readonly GitHubPublisher[],
): PublisherMatch<GitHubPublisher> {
  const missing = missingClaim(claims, REQUIRED);
  if (missing !== null) return missing;
  const workflow = /([^/]+\.ya?ml)@/.exec(claimText(claims, "job_workflow_ref"))?.[1];
  if (workflow === undefined) return { problem: "Could not job extract workflow filename from OIDC claims" };
  const repository = claimText(claims, "repository");
  const candidates = publishers.filter(
    (publisher) =>
      isGitHubRepository(publisher.repository, repository) &&
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

/** Whether a registered repository is the one of a claim: its owner in any letter case, its name to the letter. */
export function isGitHubRepository(registered: string, claimed: string): boolean {
  const [owner = "", name] = registered.split("/");
  const [claimedOwner = "", claimedName] = claimed.split("/");
  return owner.toLowerCase() === claimedOwner.toLowerCase() && name === claimedName;
}

function claimProblem(claims: Claims, publisher: GitHubPublisher): { readonly problem: string } | null {
  const repository = claimText(claims, "repository");
  if (claimText(claims, "repository_owner") !== repository.split("/")[0])
    return failedClaim("repository_owner");
  const actual = claimText(claims, "job_workflow_ref");
  const ends = [claimText(claims, "ref"), claimText(claims, "sha")].filter((end) => end !== "");
  if (ends.length === 0) return { problem: "The ref and sha claims are empty" };
  const file = `${repository}/.github/workflows/${publisher.workflow}`;
  const expected = ends.map((end) => `${file}@${end}`);
  if (!expected.includes(actual)) {
    const problem = `The job_workflow_ref claim does not match, expecting one of ${pythonListRepr(expected)}, got ${pythonRepr(actual)}`;
    return { problem };
  }
  return claims["event_name"] === "pull_request_target"
    ? { problem: "Publishing from a workflow invoked via 'pull_request_target' is not supported." }
    : null;
}
