import type { JsonObject } from "./attestation.ts";

/** What a build used beside the sources. */
export interface Material {
  readonly uri: string;
  /** Null where several files would have done, or none was locked. */
  readonly sha256: string | null;
}

/**
 * SLSA provenance (version 1) of a file that a workflow of GitHub Actions made, as its own attestations have it: the
 * workflow, the commit, the run. Null for identities of others, who have no agreed form.
 */
export function slsaProvenance(claims: JsonObject, materials: readonly Material[] = []): JsonObject | null {
  const text = (name: string): string => {
    const value = claims[name];
    return typeof value === "string" ? value : "";
  };
  const workflow = /^[^/]+\/[^/]+\/(.+)@(.+)$/.exec(text("workflow_ref"));
  if (workflow === null) return null;
  const [, path = "", ref = ""] = workflow;
  const site = "https://github.com";
  const repository = `${site}/${text("repository")}`;
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref, repository, path } },
      internalParameters: {
        github: {
          event_name: text("event_name"),
          repository_id: text("repository_id"),
          repository_owner_id: text("repository_owner_id"),
          runner_environment: text("runner_environment"),
        },
      },
      resolvedDependencies: [
        { uri: `git+${repository}@${text("ref")}`, digest: { gitCommit: text("sha") } },
        ...materials.map(({ uri, sha256 }) => (sha256 === null ? { uri } : { uri, digest: { sha256 } })),
      ],
    },
    runDetails: {
      builder: { id: `${site}/${text("job_workflow_ref")}` },
      metadata: {
        invocationId: `${repository}/actions/runs/${text("run_id")}/attempts/${text("run_attempt")}`,
      },
    },
  };
}
