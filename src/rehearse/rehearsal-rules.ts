import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const TAG_NOT_TAKEN: StageRule = defineStageRule({
  code: "V027",
  slug: "tag-not-taken",
  title: "The build does not take its version from the release's tag",
  phase: "version",
  docs: {
    what: "The commit was tagged for the rehearsal as the release will tag it, and the build made another version.",
    why: "The tag of the release would not give its version.",
    fix: "correct the settings of the tool that reads the version from the tags, or [tool.shipwheel.version] tag",
    bad: 'tag-pattern = "^release-(.*)$", and the tag v1.2.0',
    good: "a tag of the form that the tool reads",
  },
});
