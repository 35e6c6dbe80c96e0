import { relativeTargetFindings } from "./relative-targets.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D007: an image of the description is relative. */
export const relativeImage: Rule = defineRule({
  code: "D007",
  slug: "relative-image",
  title: "an image of the description is relative",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "PyPI shows the description at an address of its own, where the repository's files are not.",
    why: "PyPI shows a broken image.",
    fix: "write the absolute address, best at the tag of the release",
    bad: "![diagram](docs/diagram.svg)",
    good: "![diagram](https://raw.githubusercontent.com/me/pkg/v1.0/docs/diagram.svg)",
    peers: [],
  },
  check: (inputs) => relativeTargetFindings(inputs, "image"),
});
