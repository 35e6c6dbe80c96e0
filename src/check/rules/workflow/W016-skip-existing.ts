import { scalarText } from "../../../tree/yaml-file.ts";
import { removeInput, workflowFix } from "../../../tree/workflows/edits.ts";
import { input } from "../../../tree/workflows/model.ts";
import { publishings } from "../../../tree/workflows/publishing.ts";
import { workflows } from "../../../tree/workflows/read-workflows.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W016: an upload to PyPI passes over what is there already. */
export const skipExisting: Rule = defineRule({
  code: "W016",
  slug: "skip-existing",
  title: "the upload to PyPI passes over files that are there already",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "`skip-existing` is set for an upload to PyPI.",
    why: "A forgotten version bump is a green run that publishes nothing, and other bytes under a known name go unseen. PyPI takes identical files again without it.",
    fix: "drop `skip-existing`; keep it for TestPyPI if you like",
    bad: "with:\n  skip-existing: true",
    good: "with: {}",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return publishings(await workflows(inputs)).flatMap(({ workflow, job, step, index, command }) => {
      if (index !== "pypi") return [];
      const node = input(step, "skip-existing") ?? input(step, "skip_existing");
      const option = /\s--skip-existing\b/.test(command);
      if (scalarText(node) !== "true" && !option) return [];
      const change = node === null ? null : removeInput(workflow.file, step, "skip-existing");
      return {
        message: `the job ${job.id} passes over files that PyPI has already (skip-existing)`,
        location: workflow.file.locate(node ?? step.place),
        subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
        ...(change === null
          ? {}
          : { fix: workflowFix("drop skip-existing", "review", workflow.file, change) }),
      };
    });
  },
});
