import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M016: the label of a project URL is missing or too long. */
export const projectUrlLabel: Rule = defineRule({
  code: "M016",
  slug: "project-url-label",
  title: "the label of a project URL is missing or too long",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "Every Project-URL has a label of 1 to 32 characters.",
    why: 'PyPI rejects the upload ("must be 32 characters or less", "Must have a label").',
    fix: "shorten the label in [project.urls]",
    bad: '"Where the documentation of the project lives" = "https://..."',
    good: 'Documentation = "https://..."',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { urls, label: source } of metadataViews(inputs)) {
      for (const { label, location } of urls) {
        if (label !== "" && [...label].length <= 32) continue;
        const fault =
          label === ""
            ? "has no label"
            : `has a label of ${[...label].length} characters, 32 are allowed: "${label}"`;
        yield {
          message: `${source}: a project URL ${fault}`,
          location,
          subject: label,
          explains: [symptom.refusal("invalid-project-url")],
        };
      }
    }
  },
});
