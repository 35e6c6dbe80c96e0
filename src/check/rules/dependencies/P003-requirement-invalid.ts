import { isRequirementError, parseRequirement } from "../../../version/requirement.ts";
import { LEGACY } from "./legacy-specifier.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** P003: a requirement cannot be read. */
export const requirementInvalid: Rule = defineRule({
  code: "P003",
  slug: "requirement-invalid",
  title: "a requirement cannot be read",
  severity: "error",
  needs: ["tree", "dist"],
  docs: {
    what: "Requirements follow PEP 508.",
    why: "PyPI rejects the upload (\"is invalid for 'requires-dist'\"), and backends refuse to build.",
    fix: "separate clauses by commas and quote the values of markers",
    bad: '"requests >= 2 < 3"',
    good: '"requests>=2,<3"',
    peers: ["PyPI", "validate-pyproject:pep508"],
  },
  *check(inputs) {
    for (const { requirements, label } of metadataViews(inputs)) {
      for (const { text, location } of requirements) {
        const parsed = parseRequirement(text);
        if (!isRequirementError(parsed) || LEGACY.test(text)) continue;
        yield {
          message: `${label}: "${text}" is not a requirement: ${parsed.error}`,
          location,
          subject: text,
          explains: [symptom.refusal("invalid-requires-dist"), symptom.build("invalid-metadata")],
        };
      }
    }
  },
});
