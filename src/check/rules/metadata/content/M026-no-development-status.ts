import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M026: the Development Status classifier is missing. */
export const noDevelopmentStatus: Rule = defineRule({
  code: "M026",
  slug: "no-development-status",
  title: "the Development Status classifier is missing",
  severity: "info",
  scope: "hygiene",
  needs: ["dist"],
  byDefault: false,
  docs: {
    what: "No classifier begins with Development Status.",
    why: "Searches that filter by maturity do not show the project.",
    fix: 'add "Development Status :: 4 - Beta" or another status',
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
