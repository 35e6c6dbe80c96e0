import { pythonListRepr, pythonRepr } from "../../../distribution/python-repr.ts";
import type { Claims } from "../jwt.ts";
import type { PublisherMatch } from "../publisher-match.ts";
import type { GitLabPublisher } from "../publishers.ts";
import { claimText, failedClaim, missingClaim, NO_MATCH } from "./claims.ts";

const REQUIRED = ["sub", "project_path", "ci_config_ref_uri", "jti", "ref_path", "sha"];

/**
 * Finds a GitLab publisher by project (in any case), pipeline file and environment (to the letter), then examines
 * subject, project and the reference at which the pipeline file was read.
 */
export function findGitLab(
  claims: Claims,
  publishers: readonly GitLabPublisher[],
): PublisherMatch<GitLabPublisher> {
  const missing = missingClaim(claims, REQUIRED);
  if (missing !== null) return missing;
  const path = /\/\/(.+[^/]\.ya?ml)@/.exec(claimText(claims, "ci_config_ref_uri"))?.[1];
  if (path === undefined) return { problem: "Could not extract workflow filename from OIDC claims" };
  const project = claimText(claims, "project_path").toLowerCase();
  const candidates = publishers.filter(
    (publisher) => publisher.repository.toLowerCase() === project && publisher.workflowPath === path,
  );
  const environment = claimText(claims, "environment");
  const publisher =
    candidates.find((candidate) => candidate.environment !== null && candidate.environment === environment) ??
    candidates.find((candidate) => candidate.environment === null);
  if (publisher === undefined) return NO_MATCH;
  return claimProblem(claims, publisher) ?? { publisher };
}

function claimProblem(claims: Claims, publisher: GitLabPublisher): { readonly problem: string } | null {
  const { repository, workflowPath } = publisher;
  const subject = claimText(claims, "sub").split(":").slice(0, 2).join(":");
  if (subject.toLowerCase() !== `project_path:${repository}`.toLowerCase()) return failedClaim("sub");
  const ends = [claimText(claims, "ref_path"), claimText(claims, "sha")];
  if (ends.includes("")) return { problem: "The ref_path and sha claims are empty" };
  const expected = ends.map((end) => `gitlab.com/${repository}//${workflowPath}@${end}`).sort();
  const actual = claimText(claims, "ci_config_ref_uri");
  if (expected.includes(actual)) return null;
  const problem = `The ci_config_ref_uri claim does not match, expecting one of ${pythonListRepr(expected)}, got ${pythonRepr(actual)}`;
  return { problem };
}
