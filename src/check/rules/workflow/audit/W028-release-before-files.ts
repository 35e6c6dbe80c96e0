import { scalarText } from "../../../../tree/formats/yaml-file.ts";
import { commandLines } from "../../../../tree/workflows/commands.ts";
import { eventsOf } from "../../../../tree/workflows/conditions.ts";
import { input, type Job, type Step, type Workflow } from "../../../../tree/workflows/model.ts";
import { releaseWorkflows } from "../../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** W028: files are attached to a release that is public already. */
export const releaseBeforeFiles: Rule = defineRule({
  code: "W028",
  slug: "release-before-files",
  title: "files are attached to a release that is already published",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  docs: {
    what: "The workflow starts when a GitHub release is published, and then attaches files to it.",
    why: "A published release can be immutable, so the upload fails. Otherwise users can see the release before it has its files.",
    fix: "start at the tag, create a draft, attach the files, publish to PyPI, and publish the release last",
    bad: "on:\n  release:\n    types: [published]\n...\n- run: gh release upload $TAG dist/*",
    good: "on:\n  push:\n    tags: ['v*']\n...\n- run: gh release create $TAG --draft dist/*",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return releaseWorkflows(await resolvedWorkflows(inputs)).flatMap((workflow) => {
      if (!workflow.triggers.has("release")) return [];
      return workflow.jobs.flatMap((job) => {
        const step = job.steps.find((each) => attaches(each) && runsAtRelease(workflow, job, each));
        if (step === undefined) return [];
        return {
          message: `the job ${job.id} attaches files to the release whose publication started it`,
          location: workflow.file.locate(step.place),
          subject: `${workflow.file.path} ${job.id}`,
        };
      });
    });
  },
});

/** Whether a step runs when a release is published; among other events its conditions have to leave no doubt. */
function runsAtRelease(workflow: Workflow, job: Job, step: Step): boolean {
  if (!eventsOf({ workflow, job, step }).has("release")) return false;
  const conditions = `${job.if} ${step.if}`.trim();
  return workflow.triggers.size === 1 || conditions === "" || /\brelease\b/.test(conditions);
}

function attaches(step: Step): boolean {
  if (
    /^(?:softprops\/action-gh-release|svenstaro\/upload-release-action|ncipollo\/release-action|actions\/upload-release-asset)$/.test(
      step.action,
    )
  )
    return (
      scalarText(
        input(step, "files") ?? input(step, "file") ?? input(step, "artifacts") ?? input(step, "asset_path"),
      ) !== null
    );
  if (/^sigstore\/gh-action-sigstore-python$/.test(step.action))
    return scalarText(input(step, "release-signing-artifacts")) === "true";
  return step.run !== null && commandLines(step.run).some(({ text }) => /\bgh release upload\b/.test(text));
}
