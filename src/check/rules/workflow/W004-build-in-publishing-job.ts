import { BUILD_IN_PUBLISHING_JOB } from "../../../findings/shared-rules.ts";
import { builds } from "../../../tree/workflows/commands.ts";
import { mayWrite } from "../../../tree/workflows/model.ts";
import { isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W004: the publishing job builds the project. */
export const buildInPublishingJob: Rule = defineRule({
  ...BUILD_IN_PUBLISHING_JOB.name,
  title: "the publishing job builds the project",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "One job builds the distributions and has the identity or token for the upload.",
    why: "A build runs the backend, its plugins and all their dependencies: one malicious release among them can publish in your name.",
    fix: "build in a separate job without permissions, pass the files with upload-artifact and download-artifact, and only upload in the publishing job",
    bad: "publish:\n  permissions:\n    id-token: write\n  steps:\n    - run: python -m build",
    good: "build: ...\npublish:\n  needs: build\n  steps:\n    - uses: actions/download-artifact@...",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    const seen = new Set<unknown>();
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, auth } = each;
      if (seen.has(job) || !isPublic(each)) return [];
      seen.add(job);
      const step = job.steps.find(builds);
      if (step === undefined || (auth !== "token" && !mayWrite(workflow, job, "id-token"))) return [];
      return {
        message: `the job ${job.id} builds the project and has permission to publish it`,
        location: workflow.file.locate(step.place),
        related: [workflow.file.locate(each.step.place)],
        // One finding for a workflow: its other jobs are further places.
        subject: workflow.file.path,
      };
    });
  },
});
