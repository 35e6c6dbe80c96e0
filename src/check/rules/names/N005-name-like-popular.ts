import { outcomeKey } from "../../../findings/finding.ts";
import { normalizeName } from "../../../version/names.ts";
import { indexProject } from "../../views/index-projects.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { popularLookalike } from "../../knowledge/popular-names.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N005: the name is a likely typo of a popular project. */
export const nameLikePopular: Rule = defineRule({
  code: "N005",
  slug: "name-like-popular",
  title: "the name is a likely typo of a popular project",
  severity: "info",
  needs: ["tree", "dist"],
  confidence: "likely",
  docs: {
    what: "The name differs from a popular one by a doubled, missing, swapped or neighboring character, or by the order of its words, as typosquatters' names do.",
    why: "PyPI looks for such names after a project is created, and users who mistype the popular name install yours.",
    fix: "choose another name, unless the similarity is intended",
    bad: 'name = "reqeusts"',
    good: 'name = "requests-extras"',
    peers: ["PyPI:typosnyper"],
  },
  *check(inputs) {
    for (const { name, label } of metadataViews(inputs)) {
      const popular = name === null ? null : popularLookalike(name.value);
      if (name === null || popular === null || indexProject(inputs, name.value) != null) continue;
      yield {
        message: `${label}: "${name.value}" is a likely typo of ${popular}`,
        location: name.location,
        subject: name.value,
        disprovedBy: [outcomeKey.onIndex(normalizeName(name.value))],
      };
    }
  },
});
