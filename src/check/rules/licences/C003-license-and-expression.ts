import { memberPath, metadataMember } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C003: License and License-Expression are both given. */
export const licenseAndExpression: Rule = defineRule({
  code: "C003",
  slug: "license-and-expression",
  title: "License and License-Expression are both given",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "License is the old field, License-Expression the new one.",
    why: 'PyPI rejects the upload ("License is deprecated when License-Expression is present").',
    fix: "drop the old field",
    bad: "License: MIT\nLicense-Expression: MIT",
    good: "License-Expression: MIT",
    peers: ["PyPI"],
  },
  *check({ distributions }) {
    for (const distribution of distributions) {
      const { metadata, fileName } = distribution;
      // An empty field is none.
      if (!metadata?.license || !metadata.licenseExpression) continue;
      yield {
        message: `${fileName} has both License and License-Expression`,
        location: { file: memberPath(distribution, metadataMember(distribution)) },
        subject: "license",
        explains: [symptom.refusal("license-and-expression")],
      };
    }
  },
});
