import { fixText } from "../../../engine/text-fix.ts";
import { judgeClassifier } from "../../../../distribution/metadata/classifiers.ts";
import { CLASSIFIERS } from "../../../../distribution/data/trove-classifiers.ts";
import { nearest } from "../../../../text/nearest.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M012: a classifier is unknown to PyPI. */
export const classifierUnknown: Rule = defineRule({
  code: "M012",
  slug: "classifier-unknown",
  title: "a classifier is unknown to PyPI",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  fix: "review",
  docs: {
    what: "Classifiers come from a fixed list (trove-classifiers).",
    why: 'PyPI rejects the upload ("is not a valid classifier"); hatchling, flit and uv refuse to build.',
    fix: "use the spelling of the list, or remove the classifier",
    bad: '"Programing Language :: Python :: 3.12"',
    good: '"Programming Language :: Python :: 3.12"',
    peers: ["PyPI", "pyroma:ClassifierVerification", "validate-pyproject:trove-classifier"],
  },
  *check(inputs) {
    for (const { classifiers, label } of metadataViews(inputs)) {
      for (const { value, location } of classifiers) {
        // Uploaders leave out an empty one.
        if (value === "" || value.startsWith("Private ::") || judgeClassifier(value).kind !== "unknown")
          continue;
        const near = nearest(value, CLASSIFIERS);
        const isNewPython = /^Programming Language :: Python :: 3\.\d+$/.test(value);
        yield {
          message: `${label}: "${value}" is not a classifier`,
          location,
          subject: value,
          // A Python that is newer than our list may be known to PyPI by now.
          ...(isNewPython && { severity: "warning", confidence: "likely" }),
          ...(near !== null &&
            !isNewPython && {
              help: `write "${near}"`,
              ...fixText(inputs.tree, location, value, near, "review"),
            }),
          explains: [symptom.refusal("unknown-classifier"), symptom.build("invalid-metadata")],
        };
      }
    }
  },
});
