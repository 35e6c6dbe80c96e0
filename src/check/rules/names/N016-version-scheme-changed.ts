import { indexProject, indexVersions, latestStable, releases } from "../../views/index-projects.ts";
import { isOtherScheme } from "./views/version-scheme.ts";
import { compareVersions, formatVersion } from "../../../version/pep440.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N016: the versioning scheme changes, and the new version sorts below the old ones. */
export const versionSchemeChanged: Rule = defineRule({
  code: "N016",
  slug: "version-scheme-changed",
  title: "the versioning scheme changes, and the new version sorts below the old ones",
  severity: "info",
  needs: [
    ["index", "tree"],
    ["index", "dist"],
  ],
  phase: "version",
  docs: {
    what: "Earlier releases have calendar versions (2024.1) or an epoch, and this release does not.",
    why: "Installers still treat the old releases as the newest.",
    fix: "keep the scheme, or continue with an epoch (1!1.0)",
    bad: "1.0 after 2024.1",
    good: "2024.2, or 1!1.0",
    peers: [],
  },
  *check(inputs) {
    for (const { name, version, text, label, location } of releases(inputs)) {
      const project = indexProject(inputs, name);
      const latest = project == null ? null : latestStable(indexVersions(project));
      if (latest === null || !isOtherScheme(version, latest) || compareVersions(version, latest) >= 0)
        continue;
      yield {
        message: `${label}: ${text} has a different scheme from ${formatVersion(latest)} and sorts below it`,
        ...(location !== null && { location: location.location }),
        subject: text,
        help: `use a version above ${formatVersion(latest)}, or write ${latest.epoch + 1n}!${text}`,
      };
    }
  },
});
