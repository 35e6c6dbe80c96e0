import { identityClaims } from "../../index-server/oidc/identities.ts";
import type { JobRights } from "./runnable-workflow.ts";
import type { WorkflowEvent } from "./workflow-event.ts";

/** The run that a job belongs to. */
export interface RunOfJob {
  readonly repository: string;
  /** File name below `.github/workflows/`. */
  readonly workflow: string;
  readonly commit: string;
  readonly event: WorkflowEvent;
}

/** What GitHub says of a job in its identity. An environment that only a run decides is left out. */
export function claimsOfJob(
  { environment }: Pick<JobRights, "environment">,
  { repository, workflow, commit, event }: RunOfJob,
  tokenId: string,
): ReturnType<typeof identityClaims> {
  return identityClaims(
    "github",
    {
      repository,
      ownerId: "1",
      workflow,
      environment: typeof environment === "string" ? environment : null,
      ref: event.ref,
      sha: commit,
      eventName: event.trigger,
    },
    tokenId,
  );
}
