import { inspects } from "../../../tree/workflows/commands.ts";
import { withNeeded } from "../../../tree/workflows/model.ts";
import { isPublic, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W015: what is uploaded was never looked at. */
export const publishingWithoutCheck: Rule = defineRule({
  code: "W015",
  slug: "publishing-without-check",
  title: "nothing checks the distributions before they are published",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  docs: {
    what: "No step between the build and the upload checks or installs the distributions.",
    why: "A file name can be used only once, so a defect found after the upload costs a version.",
    fix: "run `shipwheel check dist/*` in the building job, or install the wheel and run it there",
    bad: "python -m build\ntwine upload dist/*",
    good: "python -m build\nshipwheel check dist/*\ntwine upload dist/*",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, step } = each;
      const jobs = withNeeded(workflow, job);
      if (!isPublic(each) || jobs.some((one) => one.uses !== null || one.steps.some(inspects))) return [];
      return {
        message: `the job ${job.id} uploads distributions that nothing has checked or installed`,
        location: workflow.file.locate(step.place),
        subject: workflow.file.path,
      };
    });
  },
});
