import type { JsonObject } from "./attestation.ts";

/**
 * SLSA provenance (version 1) of a file that a workflow of GitHub Actions made, as its own attestations have it: the
 * workflow, the commit, the run. Null for identities of others, who have no agreed form.
 */
export function slsaProvenance(claims: JsonObject): JsonObject | null {
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
      resolvedDependencies: [{ uri: `git+${repository}@${text("ref")}`, digest: { gitCommit: text("sha") } }],
    },
    runDetails: {
      builder: { id: `${site}/${text("job_workflow_ref")}` },
      metadata: {
        invocationId: `${repository}/actions/runs/${text("run_id")}/attempts/${text("run_attempt")}`,
      },
    },
  };
}
