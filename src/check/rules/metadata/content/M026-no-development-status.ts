import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M026: no classifier tells how mature the project is. */
export const noDevelopmentStatus: Rule = defineRule({
  code: "M026",
  slug: "no-development-status",
  title: "no classifier tells how mature the project is",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],
  byDefault: false,
  docs: {
    what: "There are no classifiers, or none that begins with Development Status.",
    why: "People who filter by maturity do not see the project.",
    fix: 'add "Development Status :: 4 - Beta" or another',
    bad: "classifiers = []",
    good: 'classifiers = ["Development Status :: 5 - Production/Stable"]',
    peers: ["pyroma:DevStatusClassifier", "pyroma:Classifiers"],
  },
  *check(inputs) {
    for (const { metadata, fileName } of inputs.distributions) {
      if (metadata === null || metadata.classifiers.some((each) => each.startsWith("Development Status ::")))
        continue;
      const what = metadata.classifiers.length === 0 ? "no classifier" : "no Development Status classifier";
      yield { message: `${fileName} has ${what}`, location: { file: fileName }, subject: "classifiers" };
    }
  },
});
