import { fixText } from "../../engine/text-fix.ts";
import { SPDX_LICENSES } from "../../../distribution/data/spdx-licenses.ts";
import { canonicalLicenseExpression } from "../../../distribution/metadata/license-expression.ts";
import { nearest } from "../../../text/nearest.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C004: the license expression is not valid SPDX. */
export const licenseExpressionInvalid: Rule = defineRule({
  code: "C004",
  slug: "license-expression-invalid",
  title: "the license expression is not valid SPDX",
  severity: "error",
  needs: ["tree", "dist"],
  fix: "review",
  docs: {
    what: "license is an SPDX expression (PEP 639): identifiers of the SPDX list, AND, OR, WITH.",
    why: "PyPI rejects the upload (\"is invalid for 'license-expression'\"), and current backends refuse to build.",
    fix: "use an identifier of the SPDX list, or LicenseRef-...",
    bad: 'license = "Apache 2"',
    good: 'license = "Apache-2.0"',
    peers: ["PyPI", "validate-pyproject:SPDX"],
  },
  *check(inputs) {
    for (const { licenseExpression, label } of metadataViews(inputs)) {
      if (licenseExpression === null || canonicalLicenseExpression(licenseExpression.value) !== null)
        continue;
      const near = nearestLicense(licenseExpression.value);
      yield {
        message: `${label}: "${licenseExpression.value}" is not an SPDX license expression`,
        location: licenseExpression.location,
        subject: licenseExpression.value,
        ...(near !== null && {
          help: `write license = "${near}"`,
          ...fixText(inputs.tree, licenseExpression.location, licenseExpression.value, near, "review"),
        }),
        explains: [symptom.refusal("invalid-license-expression"), symptom.build("invalid-metadata")],
      };
    }
  },
});

const COMMON: Readonly<Record<string, string>> = {
  apache: "Apache-2.0",
  "apache 2": "Apache-2.0",
  "apache 2.0": "Apache-2.0",
  "apache license 2.0": "Apache-2.0",
  "apache-2": "Apache-2.0",
  apache2: "Apache-2.0",
  bsd: "BSD-3-Clause",
  "bsd license": "BSD-3-Clause",
  gpl: "GPL-3.0-or-later",
  gplv3: "GPL-3.0-only",
  "mit license": "MIT",
  "the mit license": "MIT",
};

function nearestLicense(text: string): string | null {
  return COMMON[text.trim().toLowerCase()] ?? nearest(text.trim(), SPDX_LICENSES);
}
