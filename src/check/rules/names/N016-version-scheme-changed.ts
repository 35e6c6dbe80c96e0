import { indexProject, indexVersions, latestStable, releases } from "../../views/index-projects.ts";
import { isOtherScheme } from "./views/version-scheme.ts";
import { compareVersions, formatVersion } from "../../../version/pep440.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N016: the scheme of the versions changes, and the new one sorts below. */
export const versionSchemeChanged: Rule = defineRule({
  code: "N016",
  slug: "version-scheme-changed",
  title: "the scheme of the versions changes, and the new one sorts below",
  severity: "info",
  needs: [
    ["index", "tree"],
    ["index", "dist"],
  ],
  phase: "version",
  docs: {
    what: "Earlier releases are of a calendar (2024.1) or have an epoch, and this one has not.",
    why: "For installers the old releases stay the newest ones.",
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
        message: `${label}: ${text} is of another scheme than ${formatVersion(latest)} and sorts below it`,
        ...(location !== null && { location: location.location }),
        subject: text,
        help: `use a version above ${formatVersion(latest)}, or write ${latest.epoch + 1n}!${text}`,
      };
    }
  },
});
