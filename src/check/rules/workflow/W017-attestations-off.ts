import { scalarText } from "../../../tree/formats/yaml-file.ts";
import { removeInput, workflowFix } from "../../../tree/workflows/edits.ts";
import { input } from "../../../tree/workflows/model.ts";
import { isCalled, publishings } from "../../../tree/workflows/publishing.ts";
import { resolvedWorkflows } from "../../../tree/workflows/composite-actions.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** W017: a release gives up its proof of origin. */
export const attestationsOff: Rule = defineRule({
  code: "W017",
  slug: "attestations-off",
  title: "attestations are disabled",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "The upload uses trusted publishing, but `attestations: false` disables attestations.",
    why: "PyPI cannot show which commit and workflow the files come from (PEP 740).",
    fix: "drop `attestations: false`",
    bad: "with:\n  attestations: false",
    good: "with: {}",
    peers: ["shipwheel"],
  },
  async check(inputs) {
    return publishings(await resolvedWorkflows(inputs)).flatMap((each) => {
      const { workflow, job, step, auth, index } = each;
      const node = input(step, "attestations");
      // In a reusable workflow attestations cannot be made, and a token alone has no identity.
      if (scalarText(node) !== "false" || node === null || auth !== "trusted") return [];
      // Of a try on TestPyPI nobody asks where it comes from.
      if (index !== "pypi") return [];
      if (isCalled(workflow)) return [];
      const change = removeInput(workflow.file, step, "attestations");
      return {
        message: `the job ${job.id} publishes without attestations`,
        location: workflow.file.locate(node),
        subject: `${workflow.file.path} ${job.id} ${step.place.start}`,
        ...(change === null
          ? {}
          : { fix: workflowFix("drop attestations: false", "review", workflow.file, change) }),
      };
    });
  },
});
