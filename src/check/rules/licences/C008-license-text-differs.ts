import { metadataViews } from "../../views/metadata-view.ts";
import { mainLicenseFiles, recognizeLicense } from "../../knowledge/license-texts.ts";
import { CLASSIFIER_IDS } from "../../knowledge/license-texts.ts";
import { canonicalLicenseExpression } from "../../../distribution/metadata/license-expression.ts";
import type { CoreMetadata } from "../../../distribution/metadata/metadata.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** C008: the license text does not match the declared license. */
export const licenseTextDiffers: Rule = defineRule({
  code: "C008",
  slug: "license-text-differs",
  title: "the license text does not match the declared license",
  severity: "warning",
  needs: ["tree", "dist"],
  confidence: "likely",
  docs: {
    what: "The only LICENSE file contains the text of a license that the declared expression does not name.",
    why: "Users cannot know which license applies.",
    fix: "correct the declaration or the file",
    bad: 'license = "MIT", and LICENSE holds the Apache License',
    good: 'license = "Apache-2.0"',
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    const files = await mainLicenseFiles(inputs);
    for (const view of metadataViews(inputs)) {
      const own = files.filter(({ label }) => label === (view.origin === "tree" ? "the tree" : view.label));
      const [file] = own;
      const declared = view.licenseExpression?.value ?? oldForm(view.distribution?.metadata ?? null);
      if (file === undefined || own.length > 1 || declared === null || /\b(?:AND|OR|WITH)\b/i.test(declared))
        continue;
      const text = recognizeLicense(file.text);
      if (text === null || text.ids.test(declared) || canonicalLicenseExpression(declared) === null) continue;
      if (/^LicenseRef/i.test(declared)) continue;
      findings.push({
        message: `${view.label} declares ${declared}, and ${file.file} is the text of ${text.family}`,
        location: view.licenseExpression?.location ?? { file: file.file },
        related: [{ file: file.file }],
        subject: "license-text",
      });
    }
    return findings;
  },
});
/** What the classifiers or the old field mean, when that is one SPDX id. */
function oldForm(metadata: CoreMetadata | null): string | null {
  const named = metadata?.classifiers.filter((each) => each.startsWith("License ::")) ?? [];
  const [only = ""] = named;
  if (named.length > 1) return null;
  return CLASSIFIER_IDS[only] ?? (only === "" ? (metadata?.license?.trim() ?? null) : null);
}
