import { fixText } from "../../engine/text-fix.ts";
import { formatVersion, parseVersion } from "../../../version/pep440.ts";
import { metadataViews } from "../../views/metadata-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N010: the version is not normalized. */
export const versionNotCanonical: Rule = defineRule({
  code: "N010",
  slug: "version-not-canonical",
  title: "the version is not normalized",
  severity: "warning",
  scope: "hygiene",
  phase: "version",
  needs: ["tree", "dist"],
  fix: "safe",
  docs: {
    what: "PEP 440 allows the spelling but normalizes it.",
    why: "Tools show the version in a different spelling from the one in your files.",
    fix: "write the canonical form",
    bad: 'version = "1.0-alpha"',
    good: 'version = "1.0a0"',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { version, label } of metadataViews(inputs)) {
      const parsed = version === null ? null : parseVersion(version.value);
      if (version === null || parsed === null || formatVersion(parsed) === version.value) continue;
      yield {
        message: `${label}: the version "${version.value}" is written ${formatVersion(parsed)} in normal form`,
        location: version.location,
        subject: formatVersion(parsed),
        help: `write version = "${formatVersion(parsed)}"`,
        ...fixText(inputs.tree, version.location, version.value, formatVersion(parsed), "safe"),
      };
    }
  },
});
