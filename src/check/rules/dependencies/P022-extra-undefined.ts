import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { markerComparisons } from "../../../version/marker.ts";
import { nearest } from "../../../text/nearest.ts";
import { normalizeName } from "../../../version/names.ts";
import { metadataViews, type MetadataView } from "../../views/metadata-view.ts";
import type { RuleInputs } from "../../engine/rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P022: a requirement names an extra that does not exist. */
export const extraUndefined: Rule = defineRule({
  code: "P022",
  slug: "extra-undefined",
  title: "a requirement names an extra that does not exist",
  severity: "warning",
  needs: ["tree", "dist"],
  docs: {
    what: 'Requires-Dist says `extra == "gui"` and no Provides-Extra does, or the project requires itself with an extra that it does not have.',
    why: "pip prints a warning and continues, so the requirement is never installed.",
    fix: "define the extra, or correct its name",
    bad: 'all = ["demo[gui]"]  # no extra gui',
    good: 'gui = ["pyside6"]\nall = ["demo[gui]"]',
    peers: [],
  },
  *check(inputs) {
    for (const view of metadataViews(inputs)) {
      const known = extrasOf(view, inputs);
      if (known === null) continue;
      for (const { text, location } of view.requirements) {
        const parsed = parseRequirement(text);
        if (isRequirementError(parsed)) continue;
        const named = parsed.marker === null ? [] : [...markerComparisons(parsed.marker)].flatMap(extraIn);
        const own = view.name !== null && normalizeName(parsed.name) === normalizeName(view.name.value);
        for (const extra of [...named, ...(own ? parsed.extras : [])].map(normalizeName)) {
          if (known.has(extra)) continue;
          const near = nearest(extra, known);
          yield {
            message: `${view.label}: "${text}" names the extra ${extra}, which the project does not have`,
            location,
            subject: extra,
            help:
              near === null ? `define the extra ${extra}, or drop the requirement` : `did you mean ${near}?`,
          };
        }
      }
    }
  },
});

/** Normalised names of the extras; null when the tree does not know them all. */
function extrasOf(view: MetadataView, inputs: RuleInputs): ReadonlySet<string> | null {
  if (view.distribution !== null)
    return new Set((view.distribution.metadata?.providesExtra ?? []).map(normalizeName));
  const { project } = inputs.tree ?? {};
  if (project === undefined || !project.dependenciesKnown) return null;
  return new Set([...project.optionalDependencies.keys()].map(normalizeName));
}

type Comparison = ReturnType<typeof markerComparisons> extends Generator<infer Item> ? Item : never;

function extraIn({ left, right, operator }: Comparison): readonly string[] {
  const sides = [left, right];
  const isExtra = sides.some((side) => side.kind === "variable" && side.name === "extra");
  if (!isExtra || operator !== "==") return [];
  return sides.flatMap((side) => (side.kind === "value" && side.text !== "" ? [side.text] : []));
}
