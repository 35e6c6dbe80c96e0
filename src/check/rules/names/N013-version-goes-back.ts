import { indexProject, indexVersions, latestStable, releases } from "../../views/index-projects.ts";
import { isOtherScheme } from "./views/version-scheme.ts";
import { compareVersions, formatVersion, type Version } from "../../../version/pep440.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** N013: the version is lower than a released one. */
export const versionGoesBack: Rule = defineRule({
  code: "N013",
  slug: "version-goes-back",
  title: "the version is lower than a released one",
  severity: "warning",
  needs: [
    ["index", "tree"],
    ["index", "dist"],
  ],
  phase: "version",
  docs: {
    what: "The index has a higher release of the same series (major and minor number), or the series is new and lower than the latest release.",
    why: "Installers prefer the higher version, so nobody gets the new release by default.",
    fix: "choose a version above the latest one",
    bad: "1.0.0 after 1.1.0",
    good: "1.1.1 after 1.1.0; 1.0.9 after 1.0.8, while 2.0 exists",
    peers: [],
  },
  *check(inputs) {
    for (const { name, version, text, label, location } of releases(inputs)) {
      const project = indexProject(inputs, name);
      const versions = project == null ? [] : indexVersions(project);
      const latest = latestStable(versions);
      if (latest === null || isOtherScheme(version, latest)) continue;
      const line = versions.filter((each) => sameLine(each, version));
      const above = line.length > 0 ? latestStable(line) : latest;
      if (above === null || compareVersions(version, above) >= 0) continue;
      yield {
        message: `${label}: the version ${text} is lower than ${formatVersion(above)}, which is on the index`,
        ...(location !== null && { location: location.location }),
        subject: text,
        help: `release a version above ${formatVersion(above)}`,
      };
    }
  },
});
/** Whether both belong to one line of maintenance: epoch, major and minor number are equal. */
function sameLine(a: Version, b: Version): boolean {
  const part = (version: Version, at: number): bigint => version.release[at] ?? 0n;
  return a.epoch === b.epoch && part(a, 0) === part(b, 0) && part(a, 1) === part(b, 1);
}
