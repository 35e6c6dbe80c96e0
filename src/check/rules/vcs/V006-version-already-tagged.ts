import { tagOfVersion } from "../../views/release-tags.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V006: HEAD is later than the tag of its version. */
export const versionAlreadyTagged: Rule = defineRule({
  code: "V006",
  slug: "version-already-tagged",
  title: "HEAD is later than the tag of its version",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "Commits were added after the tag of the version that the project still says.",
    why: "PyPI refuses files of a version that exists, and users of the tag get other code than users of the release.",
    fix: "raise the version",
    bad: 'v1.0.0, then commits, version = "1.0.0"',
    good: 'version = "1.0.1"',
    peers: [],
  },
  *check(inputs) {
    const tag = tagOfVersion(inputs);
    const describe = inputs.tree?.git?.describe;
    if (tag === null || describe?.tag !== tag.name) return;
    yield {
      message: `HEAD is ${describe.distance} ${describe.distance === 1 ? "commit" : "commits"} later than ${tag.name}, and the version is still ${tag.version}`,
      ...(inputs.tree?.project.version != null && { location: inputs.tree.project.version.location }),
      subject: tag.name,
      // With a level, because commits that ask for no release leave a bump without one nothing to do.
      help: "raise the version: shipwheel version bump patch (or minor, major)",
    };
  },
});
