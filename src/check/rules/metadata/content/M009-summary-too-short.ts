import { metadataViews } from "../../../views/metadata-view.ts";
import { declaredFully } from "../../../views/declared.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M009: the summary is missing or too short. */
export const summaryTooShort: Rule = defineRule({
  code: "M009",
  slug: "summary-too-short",
  title: "the summary is missing or too short",
  severity: "warning",
  needs: ["tree", "dist"],

  docs: {
    what: "The summary, which search results and lists show, is missing or has at most ten characters.",
    why: "People cannot tell what the project is for.",
    fix: "set description in [project] to one descriptive line",
    bad: 'description = "demo"',
    good: 'description = "Renders invoices as PDF"',
    peers: ["pyroma:Summary"],
  },
  *check(inputs) {
    for (const view of metadataViews(inputs)) {
      const text = view.summary?.value.trim() ?? "";
      if (text.length > 10) continue;
      if (view.summary === null && !declaredFully(inputs, view, "description")) continue;
      yield {
        message:
          text === "" ? `${view.label} has no summary` : `${view.label}: the summary "${text}" is too short`,
        location: view.summary?.location ?? { file: view.label },
        subject: "summary",
      };
    }
  },
});
