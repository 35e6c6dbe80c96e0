import { declaredRequirements } from "./requirements.ts";
import { requirementFix } from "./requirement-fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P012: the name of a requirement is not in its normal form. */
export const requirementNameNotNormal: Rule = defineRule({
  code: "P012",
  slug: "requirement-name-not-normal",
  title: "the name of a requirement is not in its normal form",
  severity: "info",
  scope: "hygiene",
  needs: ["tree"],
  fix: "safe",
  docs: {
    what: "Names of distributions are compared with `-`, `_` and `.` as one (PEP 503); the form with `-` is the one that indexes and lock files show. Capitals and dots are left alone: they are names as their owners write them.",
    why: "Installers do not mind. Searching for the name in lock files, advisories and the index does.",
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
        message: `${view.label}: "${parsed.name}" is "${usual}" in its normal form`,
        location: item.location,
        subject: name,
        help: `write "${text}"`,
        ...requirementFix(inputs, requirement, "safe", `write ${usual}`, text),
      };
    }
  },
});
