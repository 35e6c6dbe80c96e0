import { metadataViews } from "../../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M019: nothing says which Pythons are supported. */
export const requiresPythonMissing: Rule = defineRule({
  code: "M019",
  slug: "requires-python-missing",
  title: "nothing says which Pythons are supported",
  severity: "warning",
  scope: "hygiene",
  needs: ["dist"],
  docs: {
    what: "Requires-Python is absent.",
    why: "pip installs the release on Pythons for which it was never meant, and it fails there at run time.",
    fix: "set requires-python in [project]",
    bad: "no requires-python",
    good: 'requires-python = ">=3.9"',
    peers: ["pyroma:PythonRequiresVersion", "repo-review"],
  },
  *check(inputs) {
    for (const { requiresPython, distribution } of metadataViews(inputs)) {
      if (distribution === null || requiresPython !== null) continue;
      yield {
        message: `${distribution.fileName} does not say which Pythons it supports`,
        location: { file: distribution.fileName },
        subject: "requires-python",
      };
    }
  },
});
