import { fixText } from "../../engine/text-fix.ts";
import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { LEGACY } from "./legacy-specifier.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P025: a version clause predates PEP 440. */
export const legacySpecifier: Rule = defineRule({
  code: "P025",
  slug: "legacy-specifier",
  title: "a version clause predates PEP 440",
  severity: "error",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "A wildcard belongs to == and != only.",
    why: "PyPI rejects the upload (\"is invalid for 'requires-dist'\"), and pip 24.1 and newer ignores the release.",
    fix: "drop the `.*`",
    bad: '"requests>=2.0.*"',
    good: '"requests>=2.0"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { requirements, label } of metadataViews(inputs)) {
      for (const { text, location } of requirements) {
        const clause = LEGACY.exec(text)?.[0];
        if (clause === undefined || !isRequirementError(parseRequirement(text))) continue;
        yield {
          message: `${label}: "${clause.trim()}" in "${text}" is not a version clause (PEP 440)`,
          location,
          subject: text,
          help: `write "${text.replace(clause, clause.replace(/\.\*$/, ""))}"`,
          ...fixText(inputs.tree, location, text, text.replace(clause, clause.replace(/\.\*$/, "")), "safe"),
          explains: [symptom.refusal("invalid-requires-dist"), symptom.build("invalid-metadata")],
        };
      }
    }
  },
});
