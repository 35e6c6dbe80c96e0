import type { Fix } from "../../../findings/finding.ts";
import { addEntry, workflowFix } from "../../../tree/workflows/edits.ts";
import { grantIdentity } from "../../../tree/workflows/grant-identity.ts";
import { mayWrite, type Job, type Workflow } from "../../../tree/workflows/model.ts";
import { isCalled, isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W002: a job publishes by its identity and may not ask for one. */
export const publishingWithoutIdToken: Rule = defineRule({
  code: "W002",
  slug: "publishing-without-id-token",
  title: "trusted publishing without `id-token: write`",
  severity: "error",
  phase: "auth",
  needs: ["tree"],
  pypiOnly: true,
  fix: "safe",
  docs: {
    what: "A job uploads to PyPI without a token, but its permissions do not allow it to request an identity from GitHub.",
    why: "GitHub gives the job no identity token, so PyPI issues no upload token, and the release fails at its last step.",
    fix: "give the job `permissions: { contents: read, id-token: write }`",
    bad: "publish:\n  environment: pypi",
    good: "publish:\n  environment: pypi\n  permissions:\n    id-token: write",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, step, auth, tool } = each;
      if (auth !== "trusted" || !isPublic(each)) return [];
      if (mayWrite(workflow, job, "id-token")) return [];
      // Whoever calls the workflow may grant it: only a job that says what it may do is known to lack it.
      if (isCalled(workflow) && (job.permissions ?? workflow.permissions) === null) return [];
      const fix = permissionFix(workflow, job);
      return {
        message: `the job ${job.id} uploads (${tool}) without a token, but its permissions lack id-token: write`,
        location: workflow.file.locate(step.place),
        related: [workflow.file.locate(job.permissions?.node ?? job.key)],
        subject: `${workflow.file.path} ${job.id}`,
        ...(tool === "gh-action-pypi-publish" ? {} : { confidence: "likely" as const }),
        ...(fix === null ? {} : { fix }),
      };
    });
  },
});

function permissionFix(workflow: Workflow, job: Job): Fix | null {
  const grant = grantIdentity(workflow, job);
  if (grant === null) return null;
  const { lines, changes } = grant;
  const added =
    lines.length === 0 ? null : addEntry(workflow.file, job.node, lines.join("\n"), beforeSteps(job));
  if (added === null && changes.length === 0) return null;
  const title = `give the job ${job.id} the permission id-token: write`;
  return workflowFix(title, "safe", workflow.file, ...changes, ...(added === null ? [] : [added]));
}

/** The entry behind which permissions are put: short ones, in front of the steps. */
function beforeSteps(job: Job): string | undefined {
  return ["environment", "runs-on", "needs"].find((key) => job.node.entries.has(key));
}
