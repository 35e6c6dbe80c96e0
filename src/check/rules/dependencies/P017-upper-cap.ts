import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { declaredRequirements } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P017: a requirement is capped. */
export const upperCap: Rule = defineRule({
  code: "P017",
  slug: "upper-cap",
  title: "a requirement is capped below a major version",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  byDefault: false,
  docs: {
    what: "A requirement rejects future versions (`<3`, `~=2.1`) of a distribution that is past 1.0.",
    why: "Once that version is released, users can no longer install both, even if nothing is incompatible.",
    fix: "remove the cap unless you know that the next version is incompatible",
    bad: 'dependencies = ["click>=8,<9"]',
    good: 'dependencies = ["click>=8"]',
    peers: [],
  },
  *check(inputs) {
    for (const { name, parsed, view, item } of declaredRequirements(inputs)) {
      const clauses = parseSpecifierSet(parsed.specifier)?.specifiers ?? [];
      const cap = clauses.find(
        ({ operator, version }) =>
          (operator === "~=" || operator.startsWith("<")) && !/^0(\.|$)/.test(version),
      );
      if (cap === undefined) continue;
      yield {
        message: `${view.label}: "${item.text}" rejects versions after ${cap.operator}${cap.version}`,
        location: item.location,
        subject: name,
      };
    }
  },
});
