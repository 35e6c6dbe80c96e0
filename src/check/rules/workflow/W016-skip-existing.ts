import { scalarText } from "../../../tree/formats/yaml-file.ts";
import { removeInput, workflowFix } from "../../../tree/workflows/edits.ts";
import { input } from "../../../tree/workflows/model.ts";
import { publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W016: an upload to PyPI passes over what is there already. */
export const skipExisting: Rule = defineRule({
  code: "W016",
  slug: "skip-existing",
  title: "the upload to PyPI skips existing files",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "`skip-existing` is set for an upload to PyPI.",
    why: "If you forget a version bump, the run passes without publishing anything, and different bytes under an existing name go unnoticed. PyPI accepts identical files even without the option.",
    fix: "remove `skip-existing`, except for TestPyPI",
    bad: "with:\n  skip-existing: true",
    good: "with: {}",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return publishings(await resolvedWorkflows(inputs)).flatMap(({ workflow, job, step, index, command }) => {
      if (index !== "pypi") return [];
      const node = input(step, "skip-existing") ?? input(step, "skip_existing");
      const option = /\s--skip-existing\b/.test(command);
      if (scalarText(node) !== "true" && !option) return [];
      const change = node === null ? null : removeInput(workflow.file, step, "skip-existing");
      return {
        message: `the job ${job.id} skips files that PyPI already has (skip-existing)`,
        location: workflow.file.locate(node ?? step.place),
        subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
        ...(change === null
          ? {}
          : { fix: workflowFix("drop skip-existing", "review", workflow.file, change) }),
      };
    });
  },
});
