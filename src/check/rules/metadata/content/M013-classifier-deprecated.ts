import { fixListed, fixText } from "../../../engine/text-fix.ts";
import { judgeClassifier } from "../../../../distribution/metadata/classifiers.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M013: a classifier is deprecated. */
export const classifierDeprecated: Rule = defineRule({
  code: "M013",
  slug: "classifier-deprecated",
  title: "a classifier is deprecated",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "safe",
  docs: {
    what: "PyPI replaced or removed the classifier.",
    why: 'PyPI rejects the upload ("has been deprecated").',
    fix: "use the replacement",
    bad: '"Natural Language :: Ukranian"',
    good: '"Natural Language :: Ukrainian"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { classifiers, label } of metadataViews(inputs)) {
      for (const { value, location } of classifiers) {
        const verdict = judgeClassifier(value);
        if (verdict.kind !== "deprecated") continue;
        const instead = verdict.replacements.map((name) => `"${name}"`).join(" or ");
        yield {
          message: `${label}: the classifier "${value}" is deprecated`,
          location,
          subject: value,
          help: instead === "" ? "drop it" : `write ${instead}`,
          ...(verdict.replacements.length === 0
            ? fixListed(inputs.tree?.pyproject, ["project", "classifiers"], value, "safe")
            : verdict.replacements.length === 1
              ? fixText(inputs.tree, location, value, verdict.replacements[0] ?? value, "safe")
              : {}),
          explains: [symptom.refusal("deprecated-classifier")],
        };
      }
    }
  },
});
