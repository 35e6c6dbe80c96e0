import { relativeTargetFindings } from "./relative-targets.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D007: an image in the description is relative. */
export const relativeImage: Rule = defineRule({
  code: "D007",
  slug: "relative-image",
  title: "an image in the description is relative",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "PyPI shows the description at its own URL, where the repository's files do not exist.",
    why: "PyPI shows a broken image.",
    fix: "use an absolute URL, preferably at the release tag",
    bad: "![diagram](docs/diagram.svg)",
    good: "![diagram](https://raw.githubusercontent.com/me/pkg/v1.0/docs/diagram.svg)",
    peers: [],
  },
  check: (inputs) => relativeTargetFindings(inputs, "image"),
});
