import { fixListed } from "../../engine/text-fix.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C005: a licence classifier stands beside the licence expression. */
export const licenseClassifierAndExpression: Rule = defineRule({
  code: "C005",
  slug: "license-classifier-and-expression",
  title: "a licence classifier stands beside the licence expression",
  severity: "warning",
  scope: "hygiene",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "With License-Expression the `License ::` classifiers are deprecated (PEP 639).",
    why: "The two can contradict each other. PyPI takes it today; setuptools refuses to build it.",
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
        message: `${label}: the classifier "${classifier.value}" stands beside license = "${licenseExpression.value}"`,
        location: classifier.location,
        subject: classifier.value,
        help: "drop the classifier",
        ...fixListed(inputs.tree?.pyproject, ["project", "classifiers"], classifier.value, "safe"),
        explains: [symptom.build("invalid-metadata")],
      };
    }
  },
});
