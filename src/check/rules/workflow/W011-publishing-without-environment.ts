import { addEntry, workflowFix } from "../../../tree/workflows/edits.ts";
import { environmentOf, isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { child } from "../../../tree/formats/yaml-file.ts";
import { projectOf, publisherOf } from "./views/publisher.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W011: nothing stands between a run of the workflow and PyPI. */
export const publishingWithoutEnvironment: Rule = defineRule({
  code: "W011",
  slug: "publishing-without-environment",
  title: "the publishing job has no environment",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "A job publishes to PyPI with trusted publishing but without an environment.",
    why: "An environment can require approval and restrict branches and tags. Without one, anyone who can push a tag or edit the workflow on a branch can publish.",
    fix: "set `environment: pypi` in the job, use the same name for the publisher on PyPI, and add protection rules in the repository settings",
    bad: "publish:\n  permissions:\n    id-token: write",
    good: "publish:\n  environment: pypi\n  permissions:\n    id-token: write",
    peers: ["zizmor:secrets-outside-env"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, auth, index } = each;
      if (!isPublic(each) || auth !== "trusted" || seen.has(job)) return [];
      seen.add(job);
      if (environmentOf(job) !== null || child(job.node, "environment") !== null) return [];
      const change = addEntry(workflow.file, job.node, `environment: ${index}`, "runs-on");
      return {
        message: `the job ${job.id} publishes without an environment`,
        location: workflow.file.locate(job.key),
        related: [workflow.file.locate(each.step.place)],
        // One finding for a workflow: its other jobs are further places.
        subject: workflow.file.path,
        ...(change === null
          ? {}
          : {
              fix: workflowFix(`set the environment ${index}`, "review", workflow.file, change),
              details: { publisher: publisherOf(each, projectOf(inputs)) },
            }),
      };
    });
  },
});
