import { mayNeedIdentity, runsProjectCode, strongScopes } from "../../../../tree/workflows/privileges.ts";
import { publishings, releaseJobs } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W025: the build or the tests run beside an identity or a token that can write. The publishing job itself is W004. */
export const projectCodeWithIdentity: Rule = defineRule({
  code: "W025",
  slug: "project-code-with-identity",
  title: "a job that runs project code has permission to sign or write",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "A job of the release builds or tests the project and has `id-token`, `attestations`, `contents` or `packages: write`.",
    why: "Build backends, their plugins and all test dependencies run in that job: one malicious release among them can sign files or change the repository in your name.",
    fix: "build and test in a job with only `contents: read`, and sign or publish in a job that runs no project code",
    bad: "build:\n  permissions:\n    id-token: write\n  steps:\n    - run: python -m build",
    good: "build:\n  permissions:\n    contents: read\nattest:\n  needs: build\n  permissions:\n    id-token: write",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    const publishing = new Set(publishings(all).map(({ job }) => job));
    return releaseJobs(all).flatMap(({ workflow, job }) => {
      const scopes = strongScopes(workflow, job);
      const step = job.steps.find(runsProjectCode);
      if (scopes.length === 0 || step === undefined || publishing.has(job)) return [];
      // An identity that nothing in the job asks for is W003's.
      if (scopes.join() === "id-token" && !mayNeedIdentity(job)) return [];
      return {
        message: `the job ${job.id} runs project code and has write permission for ${scopes.join(", ")}`,
        location: workflow.file.locate((job.permissions ?? workflow.permissions)?.node ?? job.key),
        related: [workflow.file.locate(step.place)],
        subject: `${workflow.file.path} ${job.id}`,
        help: `move what needs ${scopes.join(", ")} out of ${job.id} into a job that runs no project code`,
      };
    });
  },
});
