import { fixListed } from "../../engine/text-fix.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C005: the metadata has both a license classifier and a license expression. */
export const licenseClassifierAndExpression: Rule = defineRule({
  code: "C005",
  slug: "license-classifier-and-expression",
  title: "the metadata has both a license classifier and a license expression",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "With License-Expression the `License ::` classifiers are deprecated (PEP 639).",
    why: "The two can contradict each other. PyPI still accepts both; setuptools refuses to build.",
    fix: "drop the classifiers",
    bad: 'license = "MIT"\nclassifiers = ["License :: OSI Approved :: MIT License"]',
    good: 'license = "MIT"',
    peers: ["repo-review:PP005", "pyroma:Licensing"],
  },
  *check(inputs) {
    for (const { licenseExpression, classifiers, label } of metadataViews(inputs)) {
      const classifier = classifiers.find((item) => item.value.startsWith("License ::"));
      if (licenseExpression === null || classifier === undefined) continue;
      yield {
        message: `${label} has both the classifier "${classifier.value}" and license = "${licenseExpression.value}"`,
        location: classifier.location,
        subject: classifier.value,
        help: "drop the classifier",
        ...fixListed(inputs.tree?.pyproject, ["project", "classifiers"], classifier.value, "safe"),
        explains: [symptom.build("invalid-metadata")],
      };
    }
  },
});
