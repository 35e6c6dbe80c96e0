import { relativeTargetFindings } from "./relative-targets.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D006: a link in the description is relative. */
export const relativeLink: Rule = defineRule({
  code: "D006",
  slug: "relative-link",
  title: "a link in the description is relative",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "PyPI shows the description at its own URL, where the repository's files do not exist.",
    why: "Users who click the link get a 404 page.",
    fix: "use an absolute URL, preferably at the release tag",
    bad: "[usage](docs/usage.md)",
    good: "[usage](https://github.com/me/pkg/blob/v1.0/docs/usage.md)",
    peers: [],
  },
  check: (inputs) => relativeTargetFindings(inputs, "link"),
});
