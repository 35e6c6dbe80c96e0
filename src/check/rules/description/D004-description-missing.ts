import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** D004: there is no description. */
export const descriptionMissing: Rule = defineRule({
  code: "D004",
  slug: "description-missing",
  title: "there is no description",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "The long description is absent or empty.",
    why: "The project's page on the index is blank.",
    fix: 'set readme = "README.md" in [project]',
    bad: "no readme",
    good: 'readme = "README.md"',
    peers: ["twine", "pyroma:Description"],
  },
  *check({ distributions, tree }) {
    for (const { metadata, fileName } of distributions) {
      if (metadata === null || (metadata.description ?? "").trim() !== "") continue;
      yield {
        message: `${fileName} has no description`,
        location: { file: fileName },
        subject: "description",
        // Of a readme that is declared and absent another rule speaks.
        ...(tree?.project.readme != null && { symptom: symptom.build("missing-readme") }),
      };
    }
  },
});
