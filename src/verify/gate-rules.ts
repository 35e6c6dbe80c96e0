import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const GATE_FAILS: StageRule = defineStageRule({
  code: "U009",
  slug: "gate-fails",
  title: "A gate of the release fails",
  phase: "check",
  docs: {
    what: "A command of [tool.shipwheel.release] gates did not end with 0.",
    why: "It is your own condition for a release: nothing was tagged, nothing was sent.",
    fix: "repair what its output names, and run the same command again",
  },
});
