import { metadataViews } from "../../views/metadata-view.ts";
import { canonicalLicenseExpression } from "../../../distribution/metadata/license-expression.ts";
import { setTomlValue } from "../../../tree/edit/toml-edit.ts";
import { fixIn } from "../../engine/fix.ts";
import { editableProject } from "../../views/declared.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C012: the license expression is not in its canonical form. */
export const licenseExpressionNotCanonical: Rule = defineRule({
  code: "C012",
  slug: "license-expression-not-canonical",
  title: "the license expression is not in its canonical form",
  severity: "info",
  scope: "hygiene",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "SPDX identifiers have one spelling, and operators are upper case.",
    why: "Tools that compare the text see a different license; backends rewrite it.",
    fix: "write the canonical form",
    bad: 'license = "mit or apache-2.0"',
    good: 'license = "MIT OR Apache-2.0"',
    peers: ["packaging"],
  },
  *check(inputs) {
    const pyproject = editableProject(inputs.tree);
    for (const { licenseExpression, label, origin } of metadataViews(inputs)) {
      const canonical =
        licenseExpression === null ? null : canonicalLicenseExpression(licenseExpression.value);
      if (licenseExpression === null || canonical === null || canonical === licenseExpression.value) continue;
      const changes =
        origin === "tree" && pyproject !== null
          ? setTomlValue(pyproject, ["project", "license"], canonical)
          : [];
      yield {
        message: `${label}: the license "${licenseExpression.value}" is written ${canonical}`,
        location: licenseExpression.location,
        subject: canonical,
        help: `write license = "${canonical}"`,
        ...fixIn("pyproject.toml", "safe", `write license = "${canonical}"`, changes),
      };
    }
  },
});
