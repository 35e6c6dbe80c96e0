import type { Claims } from "./jwt.ts";
import type { ProviderId } from "./publishers.ts";

/** The workflow run that the issuers pretend: what GitHub would put into its identity tokens, and others into theirs. */
export interface WorkflowIdentity {
  /** `owner/name`. */
  readonly repository: string;
  readonly ownerId: string;
  /** File name below `.github/workflows/`. */
  readonly workflow: string;
  readonly environment: string | null;
  /** For example `refs/tags/v1.0.0`. */
  readonly ref: string;
  readonly sha: string;
  readonly eventName: string;
}

/** An identity for a rehearsal that knows nothing better. */
export const DEFAULT_WORKFLOW: WorkflowIdentity = {
  repository: "rehearsal/project",
  ownerId: "1",
  workflow: "release.yml",
  environment: "pypi",
  ref: "refs/tags/v0",
  sha: "0".repeat(40),
  eventName: "push",
};

/** What a provider's tokens say of a run, without what every token has (issuer, audience, times). */
export function identityClaims(provider: ProviderId, run: WorkflowIdentity, tokenId: string): Claims {
  switch (provider) {
    case "github":
      return githubClaims(run, tokenId);
    case "gitlab":
      return gitlabClaims(run, tokenId);
    case "google":
      return googleClaims(run);
    case "activestate":
      return activeStateClaims(run);
  }
}

function githubClaims(run: WorkflowIdentity, tokenId: string): Claims {
  const { repository, ownerId, workflow, environment, ref, sha, eventName } = run;
  const workflowRef = `${repository}/.github/workflows/${workflow}@${ref}`;
  const [owner = ""] = repository.split("/");
  return {
    jti: tokenId,
    sub: `repo:${repository}:${environment === null ? `ref:${ref}` : `environment:${environment}`}`,
    ref,
    ref_type: refType(ref),
    sha,
    repository,
    repository_id: "1",
    repository_owner: owner,
    repository_owner_id: ownerId,
    repository_visibility: "public",
    ...(environment === null ? {} : { environment }),
    workflow: "Release",
    workflow_ref: workflowRef,
    workflow_sha: sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: sha,
    event_name: eventName,
    actor: owner,
    actor_id: ownerId,
    run_id: "1",
    run_number: "1",
    run_attempt: "1",
    runner_environment: "github-hosted",
  };
}

function gitlabClaims(run: WorkflowIdentity, tokenId: string): Claims {
  const { repository, ownerId, environment, ref, sha } = run;
  const name = ref.replace(/^refs\/(?:tags|heads)\//, "");
  return {
    jti: tokenId,
    sub: `project_path:${repository}:ref_type:${refType(ref)}:ref:${name}`,
    project_id: "1",
    project_path: repository,
    namespace_id: ownerId,
    namespace_path: repository.split("/").slice(0, -1).join("/"),
    user_login: "rehearsal",
    pipeline_id: "1",
    pipeline_source: "push",
    job_id: "1",
    ref: name,
    ref_type: refType(ref),
    ref_path: ref,
    ref_protected: "true",
    ...(environment === null ? {} : { environment, environment_protected: "true" }),
    runner_id: 1,
    runner_environment: "gitlab-hosted",
    sha,
    ci_config_ref_uri: `gitlab.com/${repository}//.gitlab-ci.yml@${ref}`,
    ci_config_sha: sha,
    project_visibility: "public",
  };
}

/** Google's tokens have no number of their own, so that the index cannot tell whether it has seen one. */
function googleClaims({ repository }: WorkflowIdentity): Claims {
  const [owner = "", name = ""] = repository.split("/");
  return {
    azp: "100000000000000000001",
    sub: "100000000000000000001",
    email: `${owner}@${name}.iam.gserviceaccount.com`,
    email_verified: true,
  };
}

function activeStateClaims({ repository, ownerId }: WorkflowIdentity): Claims {
  const [organization = "", project = ""] = repository.split("/");
  return {
    sub: `org:${organization}:project:${project}`,
    organization,
    organization_id: "1",
    project,
    project_id: "1",
    project_path: repository,
    project_visibility: "public",
    actor: organization,
    actor_id: ownerId,
    builder: "pypi-publisher",
    artifact_id: "1",
  };
}

function refType(ref: string): "tag" | "branch" {
  return ref.startsWith("refs/tags/") ? "tag" : "branch";
}
