import { declaredRequirements } from "./requirements.ts";
import { requirementFix } from "./requirement-fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P012: a requirement's name is not normalized. */
export const requirementNameNotNormal: Rule = defineRule({
  code: "P012",
  slug: "requirement-name-not-normal",
  title: "a requirement's name is not normalized",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "Distribution names that differ only in `-`, `_` and `.` are equal (PEP 503); indexes and lock files show the form with `-`. Capitals and dots are not reported, because many owners spell their names so.",
    why: "Installers accept any spelling, but a search for the name in lock files, advisories or the index finds nothing.",
    fix: "write the name with hyphens",
    bad: 'dependencies = ["llms_txt"]',
    good: 'dependencies = ["llms-txt"]',
    peers: [],
  },
  *check(inputs) {
    for (const requirement of declaredRequirements(inputs)) {
      const { parsed, view, item, name } = requirement;
      const usual = parsed.name.replaceAll(/_+|[-_.]{2,}/g, "-");
      if (view.origin !== "tree" || usual === parsed.name) continue;
      const text = item.text.replace(parsed.name, usual);
      yield {
        message: `${view.label}: "${parsed.name}" is "${usual}" in normal form`,
        location: item.location,
        subject: name,
        help: `write "${text}"`,
        ...requirementFix(inputs, requirement, "safe", `write ${usual}`, text),
      };
    }
  },
});
