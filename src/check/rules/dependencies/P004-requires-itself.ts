import { fixListed } from "../../engine/text-fix.ts";
import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { normalizeName } from "../../../version/names.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P004: the package requires itself. */
export const requiresItself: Rule = defineRule({
  code: "P004",
  slug: "requires-itself",
  title: "the package requires itself",
  severity: "warning",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "The project lists itself as a requirement, without an extra.",
    why: "Resolvers loop or select another release of the project.",
    fix: "drop the requirement",
    bad: 'name = "pkg"\ndependencies = ["pkg"]',
    good: "dependencies = []",
    peers: [],
  },
  *check(inputs) {
    for (const { name, requirements, label } of metadataViews(inputs)) {
      for (const { text, location } of requirements) {
        const parsed = parseRequirement(text);
        if (name === null || isRequirementError(parsed) || parsed.extras.length > 0) continue;
        if (normalizeName(parsed.name) !== normalizeName(name.value)) continue;
        yield {
          message: `${label}: the project requires itself ("${text}")`,
          location,
          subject: normalizeName(parsed.name),
          ...fixListed(inputs.tree?.pyproject, ["project", "dependencies"], text, "review"),
        };
      }
    }
  },
});
