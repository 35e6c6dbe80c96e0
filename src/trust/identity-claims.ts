import type { RecordedPublisher } from "../config/sections/publishers.ts";
import { respelled, valueOf, type ClaimName, type JobClaims } from "./job-claims.ts";

/** Claims of an identity token, for the issuer of the rehearsal to sign. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What stands for a value that nobody knows where no publisher says what it should be; shown to no one. */
const PLACE_HOLDER = {
  repository: "rehearsal/project",
  ref: "refs/tags/TAG",
  email: "rehearsal@example.invalid",
};
const SHA = "COMMIT";

/**
 * The claims that a job's identity token will have, without those of every token (issuer, audience, times, id). What
 * the tree does not tell (the letter case of the repository, too) is taken from the publisher: it is not compared, and
 * cannot be wrong.
 */
export function identityClaimsOf(
  read: JobClaims,
  registered: RecordedPublisher | null,
  sha: string = SHA,
): TokenClaims {
  const job = respelled(read, registered?.repository);
  const field = (name: ClaimName): string | null => {
    const claimed = job.fields[name];
    return claimed === undefined || "unknown" in claimed ? (registered?.[name] ?? null) : claimed.value;
  };
  const ref = valueOf(job.ref) ?? PLACE_HOLDER.ref;
  const repository = field("repository") ?? PLACE_HOLDER.repository;
  switch (job.provider) {
    case "github":
      return github(job, {
        repository,
        workflow: field("workflow") ?? "",
        environment: field("environment"),
        ref,
        sha,
      });
    case "gitlab":
      return gitlab({
        repository,
        workflow: field("workflow") ?? "",
        environment: field("environment"),
        ref,
        sha,
      });
    case "google":
      return {
        email: field("email") ?? PLACE_HOLDER.email,
        email_verified: true,
        sub: field("subject") ?? "100000000000000000001",
      };
    case "activestate": {
      const [organization, project] = [field("organization") ?? "", field("project") ?? ""];
      return {
        sub: `org:${organization}:project:${project}`,
        organization,
        project,
        project_path: `${organization}/${project}`,
        actor_id: field("actor") ?? "",
        builder: "pypi-publisher",
      };
    }
  }
}

interface Place {
  readonly repository: string;
  readonly workflow: string;
  readonly environment: string | null;
  readonly ref: string;
  readonly sha: string;
}

function github(job: JobClaims, { repository, workflow, environment, ref, sha }: Place): TokenClaims {
  const [owner = ""] = repository.split("/");
  const caller = job.caller?.split("/").at(-1) ?? workflow;
  const event = eventOf(job.events);
  const claims = {
    ref,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    sha,
    repository,
    repository_owner: owner,
    ...(environment === null ? {} : { environment }),
    workflow_ref: `${repository}/.github/workflows/${caller}@${ref}`,
    job_workflow_ref: `${job.foreign ?? repository}/.github/workflows/${workflow}@${job.foreign === null ? ref : "REF"}`,
    event_name: event,
  };
  // A token without an environment keeps no claim of the issuer's own.
  return {
    ...claims,
    ...(environment === null ? { environment: undefined } : {}),
    sub: subjectOf(job, claims),
  };
}

/** GitHub's own subject, or the parts that the repository's settings put together. */
export function subjectOf(job: Pick<JobClaims, "subjectKeys">, claims: TokenClaims): string {
  const text = (name: string): string => {
    const value = claims[name];
    return typeof value === "string" ? value : "";
  };
  const context = text("environment") === "" ? `ref:${text("ref")}` : `environment:${text("environment")}`;
  if (job.subjectKeys === null) return `repo:${text("repository")}:${context}`;
  return job.subjectKeys
    .map((key) =>
      key === "repo" ? `repo:${text("repository")}` : key === "context" ? context : `${key}:${text(key)}`,
    )
    .join(":");
}

/** `event_name` of what starts a job; of several the one that an index rejects. */
function eventOf(events: readonly string[]): string {
  const [first = "push"] = events;
  if (events.includes("pull_request_target")) return "pull_request_target";
  return first.startsWith("push") ? "push" : first.startsWith("a published release") ? "release" : first;
}

function gitlab({ repository, workflow, environment, ref, sha }: Place): TokenClaims {
  const name = ref.replace(/^refs\/(?:tags|heads)\//, "");
  const type = ref.startsWith("refs/tags/") ? "tag" : "branch";
  return {
    sub: `project_path:${repository}:ref_type:${type}:ref:${name}`,
    project_path: repository,
    namespace_path: repository.split("/").slice(0, -1).join("/"),
    ref: name,
    ref_type: type,
    ref_path: ref,
    sha,
    ci_config_ref_uri: `gitlab.com/${repository}//${workflow}@${ref}`,
    ci_config_sha: sha,
    environment: environment ?? undefined,
  };
}
