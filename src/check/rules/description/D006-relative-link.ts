import { relativeTargetFindings } from "./relative-targets.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D006: a link of the description is relative. */
export const relativeLink: Rule = defineRule({
  code: "D006",
  slug: "relative-link",
  title: "a link of the description is relative",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "PyPI shows the description at an address of its own, where the repository's files are not.",
    why: "The link leads nowhere on PyPI.",
    fix: "write the absolute address, best at the tag of the release",
    bad: "[usage](docs/usage.md)",
    good: "[usage](https://github.com/me/pkg/blob/v1.0/docs/usage.md)",
    peers: [],
  },
  check: (inputs) => relativeTargetFindings(inputs, "link"),
});
