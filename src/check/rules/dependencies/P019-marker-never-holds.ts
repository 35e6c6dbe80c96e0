import { evaluateMarker, type Marker } from "../../../version/marker.ts";
import { admittedMinors } from "../../knowledge/python-releases.ts";
import { declaredRequirements } from "./requirements.ts";
import { requirementFix } from "./requirement-fix.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P019: a requirement applies only to Python versions that Requires-Python excludes. */
export const markerNeverHolds: Rule = defineRule({
  code: "P019",
  slug: "marker-never-holds",
  title: "a requirement applies only to Python versions that Requires-Python excludes",
  severity: "info",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "A marker compares python_version with versions outside Requires-Python.",
    why: "The requirement is never installed: it is a leftover, or the comparison is reversed.",
    fix: "drop the requirement",
    bad: 'requires-python = ">=3.9"\ndependencies = [\'enum34; python_version < "3.4"\']',
    good: "dependencies = []",
    peers: [],
  },
  *check(inputs) {
    for (const requirement of declaredRequirements(inputs)) {
      const { parsed, view, item, name } = requirement;
      const minors = admittedMinors(view.requiresPython?.value ?? null);
      if (parsed.marker === null || minors === null || minors.length === 0 || view.requiresPython === null)
        continue;
      if (minors.some((minor) => canHold(parsed.marker as Marker, minor))) continue;
      yield {
        message: `${view.label}: "${item.text}" never applies within requires-python ${view.requiresPython.value}`,
        location: item.location,
        related: [view.requiresPython.location],
        subject: `${name} ${item.text}`,
        ...requirementFix(inputs, requirement, "review", `drop ${parsed.name}`, null),
      };
    }
  },
});

/** Whether a marker can hold on a Python, whatever the platform: only comparisons of the version are judged. */
function canHold(marker: Marker, minor: string): boolean {
  if (marker.kind !== "compare") {
    const hold = (operand: Marker): boolean => canHold(operand, minor);
    return marker.kind === "and" ? marker.operands.every(hold) : marker.operands.some(hold);
  }
  const variable = [marker.left, marker.right].find((side) => side.kind === "variable");
  if (variable?.name === "python_version") return evaluateMarker(marker, { python_version: minor });
  if (variable?.name !== "python_full_version") return true;
  return [0, 1, 2, 3, 5, 8, 15, 99].some((patch) =>
    evaluateMarker(marker, { python_full_version: `${minor}.${patch}` }),
  );
}
