import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M023: the supported Python versions are not declared. */
export const noPythonMinorClassifier: Rule = defineRule({
  code: "M023",
  slug: "no-python-minor-classifier",
  title: "the supported Python versions are not declared",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],

  docs: {
    what: "Requires-Python is missing, and no classifier names a minor version such as 3.12.",
    why: "Users have to try which versions work.",
    fix: "set requires-python, and add classifiers for the tested versions",
    bad: 'classifiers = ["Programming Language :: Python :: 3"]',
    good: 'requires-python = ">=3.9"',
    peers: ["pyroma:PythonClassifierVersion"],
  },
  *check(inputs) {
    for (const { metadata, fileName } of inputs.distributions) {
      if (metadata === null || (metadata.requiresPython ?? "") !== "") continue;
      if (metadata.classifiers.some((each) => /^Programming Language :: Python :: \d\.\d+$/.test(each)))
        continue;
      yield {
        message: `${fileName} declares no Python version`,
        location: { file: fileName },
        subject: "python",
      };
    }
  },
});
