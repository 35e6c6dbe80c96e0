import { mainLicenseFiles, recognizeLicense } from "../../knowledge/license-texts.ts";
import { defineRule, type Rule, type RuleFinding } from "../../engine/rule.ts";

/** C013: the license text still has placeholders. */
export const licensePlaceholder: Rule = defineRule({
  code: "C013",
  slug: "license-placeholder",
  title: "the license text still has placeholders",
  severity: "warning",
  needs: ["tree", "dist"],

  docs: {
    what: "The license text does not name the copyright holder: it still has [year], [fullname] or a similar placeholder.",
    why: "A license without a copyright holder may not be valid.",
    fix: "write the year and the copyright holder",
    bad: "Copyright (c) [year] [fullname]",
    good: "Copyright (c) 2026 Ada Byron",
    peers: [],
  },
  async check(inputs) {
    const findings: RuleFinding[] = [];
    for (const { file, text } of await mainLicenseFiles(inputs)) {
      // The long licenses bring an appendix with placeholders, which stay.
      if (!/^(MIT|BSD|ISC)$/.test(recognizeLicense(text)?.family ?? "")) continue;
      const at = text.split("\n").findIndex((line) => PLACEHOLDER.test(line));
      if (at === -1) continue;
      const words = PLACEHOLDER.exec(text.split("\n")[at] ?? "")?.[0] ?? "";
      findings.push({
        message: `${file} still says ${words}`,
        location: { file, line: at + 1 },
        subject: "placeholder",
      });
    }
    return findings;
  },
});
const PLACEHOLDER =
  /[[<{](?:year|yyyy|fullname|full name|name of (?:copyright )?(?:owner|author|holder)|name|owner|author|copyright holders?|your name)[\]>}]/i;
