import { fixTarget } from "../../absolute-target.ts";
import { descriptionTexts, relativeTargets } from "../../description-text.ts";
import type { RuleFinding } from "../../rule.ts";
import { defineRule, type Rule } from "../../rule.ts";

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
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const text of await descriptionTexts(inputs)) {
      for (const { target, line, column } of relativeTargets(text, "image")) {
        const location = {
          file: text.file,
          line: line + text.firstLine - 1,
          column,
          endColumn: column + target.length,
        };
        findings.push({
          message: `the image ${target} is relative: it leads nowhere on PyPI`,
          location,
          subject: target,
          ...(await fixTarget(inputs, location, target, "image")),
        });
      }
    }
    return findings;
  },
});
