import { metadataViews } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M019: the supported Python versions are not declared. */
export const requiresPythonMissing: Rule = defineRule({
  code: "M019",
  slug: "requires-python-missing",
  title: "the supported Python versions are not declared",
  severity: "warning",
  scope: "hygiene",
  needs: ["dist"],
  docs: {
    what: "Requires-Python is missing.",
    why: "pip installs the release on unsupported Python versions, where it fails at run time.",
    fix: "set requires-python in [project]",
    bad: "no requires-python",
    good: 'requires-python = ">=3.9"',
    peers: ["pyroma:PythonRequiresVersion", "repo-review"],
  },
  *check(inputs) {
    for (const { requiresPython, distribution } of metadataViews(inputs)) {
      if (distribution === null || requiresPython !== null) continue;
      yield {
        message: `${distribution.fileName} does not declare which Python versions it supports`,
        location: { file: distribution.fileName },
        subject: "requires-python",
      };
    }
  },
});
