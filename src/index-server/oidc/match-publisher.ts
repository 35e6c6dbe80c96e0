import { pythonListRepr, pythonRepr } from "../../dist/python-repr.ts";
import type { Claims } from "./jwt.ts";
import type { Publisher } from "./publishers.ts";

/** The publisher that an identity token belongs to, or why there is none, in PyPI's words. */
export type PublisherMatch = { readonly publisher: Publisher } | { readonly problem: string };

const REQUIRED = [
  "repository",
  "repository_owner",
  "repository_owner_id",
  "job_workflow_ref",
  "jti",
  "event_name",
];
const NO_MATCH = { problem: "Publisher with matching claims was not found" } as const;

/**
 * Finds a GitHub publisher by repository, owner id, workflow file and environment, then examines the claims, as PyPI
 * does (protocol page, section 3.2): the workflow is the *called* one (`job_workflow_ref`), and a publisher with
 * exactly this environment wins over one without any.
 */
export function matchPublisher(claims: Claims, publishers: readonly Publisher[]): PublisherMatch {
  const missing = REQUIRED.find((name) => typeof claims[name] !== "string");
  if (missing !== undefined) return { problem: `Missing claim '${missing}'` };
  const text = (name: string): string => {
    const value = claims[name];
    return typeof value === "string" ? value : "";
  };
  const workflow = /([^/]+\.ya?ml)@/.exec(text("job_workflow_ref"))?.[1];
  if (workflow === undefined) return { problem: "Could not job extract workflow filename from OIDC claims" };
  const candidates = publishers.filter(
    (publisher) =>
      publisher.repository.toLowerCase() === text("repository").toLowerCase() &&
      (publisher.ownerId === null || publisher.ownerId === text("repository_owner_id")) &&
      publisher.workflow === workflow,
  );
  const environment = text("environment").toLowerCase();
  const publisher =
    candidates.find((candidate) => candidate.environment !== null && candidate.environment === environment) ??
    candidates.find((candidate) => candidate.environment === null);
  if (publisher === undefined) return NO_MATCH;
  const problem = claimProblem(claims, publisher);
  return problem === null ? { publisher } : { problem };
}

function claimProblem(claims: Claims, publisher: Publisher): string | null {
  const owner = publisher.repository.split("/")[0] ?? "";
  if (String(claims["repository_owner"]).toLowerCase() !== owner.toLowerCase()) {
    return "Check failed for required claim 'repository_owner'";
  }
  const {
    ref,
    sha,
    job_workflow_ref: actual,
  } = claims as { ref?: string; sha?: string; job_workflow_ref: string };
  if (!ref && !sha) return "The ref and sha claims are empty";
  const file = `${publisher.repository}/.github/workflows/${publisher.workflow}`;
  const expected = [ref, sha].filter((end) => end !== undefined && end !== "").map((end) => `${file}@${end}`);
  if (!expected.some((each) => each.toLowerCase() === actual.toLowerCase())) {
    return `The job_workflow_ref claim does not match, expecting one of ${pythonListRepr(expected)}, got ${pythonRepr(actual)}`;
  }
  return claims["event_name"] === "pull_request_target"
    ? "Publishing from a workflow invoked via 'pull_request_target' is not supported."
    : null;
}
