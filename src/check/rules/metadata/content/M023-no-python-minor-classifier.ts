import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M023: nothing says which Pythons are supported. */
export const noPythonMinorClassifier: Rule = defineRule({
  code: "M023",
  slug: "no-python-minor-classifier",
  title: "nothing says which Pythons are supported",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],

  docs: {
    what: "There is no Requires-Python, and no classifier names a minor version such as 3.12.",
    why: "Users find out by trying.",
    fix: "set requires-python; classifiers for the tested versions help readers",
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
        message: `${fileName} names no version of Python`,
        location: { file: fileName },
        subject: "python",
      };
    }
  },
});
