import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const TAG_NOT_TAKEN: StageRule = defineStageRule({
  code: "V027",
  slug: "tag-not-taken",
  title: "The build does not take its version from the release's tag",
  phase: "version",
  docs: {
    what: "The rehearsal tagged the commit as the release will, but the build produced a different version.",
    why: "The build of the release tag would have the wrong version.",
    fix: "correct the settings of the tool that reads the version from the tags, or [tool.shipwheel.version] tag",
    bad: 'tag-pattern = "^release-(.*)$", and the tag v1.2.0',
    good: "a tag in the form that the tool reads",
  },
});
