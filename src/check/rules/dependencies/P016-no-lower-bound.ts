import { parseSpecifierSet } from "../../../version/specifiers.ts";
import { declaredRequirements } from "./requirements.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P016: a requirement has no lower bound. */
export const noLowerBound: Rule = defineRule({
  code: "P016",
  slug: "no-lower-bound",
  title: "a requirement has no lower bound",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  byDefault: false,
  docs: {
    what: "A requirement allows every old version of a distribution.",
    why: "An environment with an old version keeps it, and the release can fail there in untested ways.",
    fix: "require the oldest version that you test with",
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
        message: `${view.label}: "${item.text}" allows every old version of ${parsed.name}`,
        location: item.location,
        subject: name,
      };
    }
  },
});

const BOUND: ReadonlySet<string> = new Set([">=", ">", "~=", "==", "==="]);
