import { findVersionLocations } from "../../../tree/version-locations/find-version-locations.ts";
import { readVersionOrigin } from "../../../tree/version-locations/version-origin.ts";
import { parseVersion } from "../../../version/pep440.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";
import { copyFindings } from "../../../tree/version-locations/location-fix.ts";
import { VERSION_COPIES_DIFFER } from "../../../versioning/version-rules.ts";

/** G008: another file still names the previous version. */
export const versionCopiesDiffer: Rule = defineRule({
  ...VERSION_COPIES_DIFFER.name,
  title: "another file still names the previous version",
  severity: "warning",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "Lock files, Sphinx's conf.py, CITATION.cff, container labels, package.json and similar files repeat the version. G006 covers __version__.",
    why: "Readers cite or install the wrong one.",
    fix: "run shipwheel version sync",
    bad: "version: 1.2.0 in CITATION.cff, 1.2.2 in pyproject.toml",
    good: "version: 1.2.2 in both",
    peers: [],
  },
  fix: "safe",
  async check({ tree, version }) {
    const released = parseVersion(version ?? tree?.project.version?.value ?? "");
    if (tree === undefined || released === null) return [];
    // Between two tags files state the last release, not the version that history makes of each commit.
    if (released.dev !== null && readVersionOrigin(tree).scm !== null) return [];
    const locations = await findVersionLocations(tree);
    return copyFindings(
      locations.filter(
        (place) =>
          !place.isSource &&
          place.name !== "__version__" &&
          // What setup.py and setup.cfg say beside [project] is told by F009.
          !(tree.project.source === "project" && place.kind.startsWith("setup-")),
      ),
      released,
    );
  },
});
