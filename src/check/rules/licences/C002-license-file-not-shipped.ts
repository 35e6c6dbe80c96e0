import { memberPath, metadataMember } from "../../views/metadata-view.ts";
import { symptom } from "../../../findings/finding.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** C002: a declared license file is not in the archive. */
export const licenseFileNotShipped: Rule = defineRule({
  code: "C002",
  slug: "license-file-not-shipped",
  title: "a declared license file is not in the archive",
  severity: "error",
  needs: ["dist"],
  docs: {
    what: "Metadata 2.4 and newer list license files; each must be in the archive.",
    why: 'PyPI rejects the upload ("License-File ... does not exist in distribution file").',
    fix: "include the file, or correct license-files",
    bad: "License-File: LICENSE, and no LICENSE",
    good: 'license-files = ["LICENSE"]',
    peers: ["PyPI"],
  },
  *check({ distributions }) {
    for (const distribution of distributions) {
      const { metadata, fileName } = distribution;
      // With several .dist-info folders it is not clear which one counts.
      if (distribution.problems.some((problem) => problem.code === "R008")) continue;
      if (metadata === null || !hasLicenseFiles(metadata.metadataVersion)) continue;
      const names = new Set(distribution.entries.map((entry) => entry.name));
      const folder = metadataMember(distribution).replace(
        /[^/]+$/,
        distribution.kind === "wheel" ? "licenses/" : "",
      );
      for (const file of metadata.licenseFiles) {
        if (file === "" || names.has(folder + file)) continue;
        yield {
          message: `${fileName} lists the license file ${file} but does not contain ${folder}${file}`,
          location: { file: memberPath(distribution, metadataMember(distribution)) },
          subject: `${fileName} ${file}`,
          explains: [symptom.refusal("license-file-missing")],
        };
      }
    }
  },
});

/** License-File counts from metadata 2.4 on. */
function hasLicenseFiles(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 4);
}
