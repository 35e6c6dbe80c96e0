import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const GATE_FAILS: StageRule = defineStageRule({
  code: "U009",
  slug: "gate-fails",
  title: "A gate of the release fails",
  phase: "check",
  docs: {
    what: "A command of [tool.shipwheel.release] gates did not exit with 0.",
    why: "The gate is your own condition for a release, so nothing was tagged or uploaded.",
    fix: "fix what its output reports, and run the same command again",
  },
});
