import { tagOfVersion } from "../../views/release-tags.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** V005: a tag for this version exists on another commit. */
export const versionTaggedElsewhere: Rule = defineRule({
  code: "V005",
  slug: "version-tagged-elsewhere",
  title: "a tag for this version exists on another commit",
  severity: "error",
  phase: "version",
  needs: ["tree"],
  docs: {
    what: "The version was already released from a commit that is not an ancestor's nearest tag.",
    why: "Two commits would be the same release; PyPI takes the first file only.",
    fix: "raise the version",
    bad: 'tag v1.0 on another branch, version = "1.0"',
    good: 'version = "1.1"',
    peers: [],
  },
  *check(inputs) {
    const tag = tagOfVersion(inputs);
    if (tag === null || inputs.tree?.git?.describe?.tag === tag.name) return;
    yield {
      message: `the tag ${tag.name} for version ${tag.version} points at another commit, ${tag.commit.slice(0, 10)}`,
      ...(inputs.tree?.project.version != null && { location: inputs.tree.project.version.location }),
      subject: tag.name,
      help: "raise the version, or delete the tag if it was never published",
    };
  },
});
