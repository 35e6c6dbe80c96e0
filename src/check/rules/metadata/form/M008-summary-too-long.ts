import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M008: the summary is longer than 512 characters. */
export const summaryTooLong: Rule = defineRule({
  code: "M008",
  slug: "summary-too-long",
  title: "the summary is longer than 512 characters",
  severity: "error",
  needs: ["tree", "dist"],
  docs: {
    what: "Summary is one line of at most 512 characters.",
    why: "PyPI rejects the upload (\"'summary' field must be 512 characters or less.\").",
    fix: "shorten project.description; the long text belongs in the readme",
    bad: 'description = "(600 characters)"',
    good: 'description = "Converts tables between formats"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { summary, label } of metadataViews(inputs)) {
      if (summary === null || [...summary.value].length <= 512) continue;
      yield {
        message: `${label}: the summary has ${[...summary.value].length} characters, 512 are allowed`,
        location: summary.location,
        subject: "summary",
        explains: [symptom.refusal("invalid-summary")],
      };
    }
  },
});
