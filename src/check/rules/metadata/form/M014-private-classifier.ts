import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M014: a Private classifier keeps the project off PyPI. */
export const privateClassifier: Rule = defineRule({
  code: "M014",
  slug: "private-classifier",
  title: "a Private classifier keeps the project off PyPI",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "PyPI rejects every classifier that begins with `Private ::`; projects use this as a safeguard.",
    why: 'PyPI rejects the upload ("is not a valid classifier"), which is the purpose of the classifier.',
    fix: 'remove the classifier to publish on PyPI, or set target = "private" in [tool.shipwheel]',
    bad: '"Private :: Do Not Upload"',
    good: "no such classifier",
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { classifiers, label } of metadataViews(inputs)) {
      for (const { value, location } of classifiers) {
        if (!value.startsWith("Private ::")) continue;
        yield {
          message: `${label}: "${value}" blocks the upload on purpose`,
          location,
          subject: value,
          explains: [symptom.refusal("unknown-classifier")],
        };
      }
    }
  },
});
