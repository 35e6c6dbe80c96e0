import { defineRule, type Rule } from "../../engine/rule.ts";

/** C001: there is no license information. */
export const licenseMissing: Rule = defineRule({
  code: "C001",
  slug: "license-missing",
  title: "there is no license information",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "Neither a license expression, nor a license text, nor a classifier, nor a license file.",
    why: "Without a license nobody may legally use the project; companies will not.",
    fix: 'set license = "MIT" (an SPDX expression) and include the license text',
    bad: "no license",
    good: 'license = "MIT"\nlicense-files = ["LICENSE"]',
    peers: ["pyroma:Licensing"],
  },
  *check({ distributions }) {
    for (const { metadata, fileName } of distributions) {
      if (metadata === null || metadata.licenseExpression !== null || metadata.licenseFiles.length > 0)
        continue;
      const hasText = metadata.license !== null && !/^(|UNKNOWN)$/.test(metadata.license.trim());
      if (hasText || metadata.classifiers.some((classifier) => classifier.startsWith("License ::"))) continue;
      yield {
        message: `${fileName} declares no license`,
        location: { file: fileName },
        subject: "license",
      };
    }
  },
});
