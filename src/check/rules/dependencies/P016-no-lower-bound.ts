import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { declaredRequirements } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P016: a requirement without a lower bound. */
export const noLowerBound: Rule = defineRule({
  code: "P016",
  slug: "no-lower-bound",
  title: "a requirement without a lower bound",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  byDefault: false,
  docs: {
    what: "A requirement admits every old version of a distribution.",
    why: "An environment that holds an old one keeps it, and the release fails there in ways that nobody tested.",
    fix: "name the oldest version that you test with",
    bad: 'dependencies = ["click"]',
    good: 'dependencies = ["click>=8.1"]',
    peers: [],
  },
  *check(inputs) {
    for (const { name, parsed, view, item } of declaredRequirements(inputs)) {
      const clauses = parseSpecifierSet(parsed.specifier)?.specifiers ?? [];
      if (
        parsed.url !== null ||
        parsed.extras.length > 0 ||
        clauses.some(({ operator }) => BOUND.has(operator))
      )
        continue;
      yield {
        message: `${view.label}: "${item.text}" admits every old version of ${parsed.name}`,
        location: item.location,
        subject: name,
      };
    }
  },
});

const BOUND: ReadonlySet<string> = new Set([">=", ">", "~=", "==", "==="]);
