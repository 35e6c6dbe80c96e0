import { isCalled, isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { calledBy } from "../../../tree/workflows/called-workflows.ts";
import type { Workflow } from "../../../tree/workflows/model.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W018: trusted publishing out of a workflow that others call. */
export const publishingInReusableWorkflow: Rule = defineRule({
  code: "W018",
  slug: "publishing-in-reusable-workflow",
  title: "trusted publishing inside a reusable workflow",
  severity: "error",
  phase: "auth",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "A reusable workflow (`on: workflow_call`) publishes with trusted publishing.",
    why: "PyPI does not support reusable workflows as publishers: the identity names both the calling and the called workflow, and a caller in another repository matches no publisher.",
    fix: "build and upload an artifact in the reusable workflow, and publish it in a job of the calling workflow",
    bad: "on: workflow_call\njobs:\n  publish: ...",
    good: "jobs:\n  build:\n    uses: ./.github/workflows/build.yml\n  publish:\n    needs: build",
    peers: ["PyPI"],
  },
  async check(inputs) {
    const all = await resolvedWorkflows(inputs);
    return publishings(all).flatMap((each) => {
      const { workflow, job, step, auth } = each;
      if (auth !== "trusted" || !isPublic(each) || !isCalled(workflow)) return [];
      const caller = callerOf(workflow, all);
      // Started by itself it is no reusable workflow, as long as nobody here calls it.
      const alone = [...workflow.triggers.keys()].some((name) => name !== "workflow_call");
      if (caller === null && alone) return [];
      return {
        message: `the job ${job.id} uses trusted publishing inside a reusable workflow`,
        // Within one repository the names happen to agree, so that the upload works; attestations do not.
        ...(caller === null ? {} : { severity: "warning" as const }),
        location: workflow.file.locate(step.place),
        ...(caller === null ? {} : { related: [caller.file.locate(caller.root)] }),
        subject: `${workflow.file.path} ${job.id}`,
      };
    });
  },
});

function callerOf(workflow: Workflow, all: readonly Workflow[]): Workflow | null {
  return all.find(({ jobs }) => jobs.some((job) => calledBy(job, all) === workflow)) ?? null;
}
