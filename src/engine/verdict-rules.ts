import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const OUTCOME_UNEXPLAINED: StageRule = defineStageRule({
  code: "U020",
  slug: "outcome-unexplained",
  title: "A step failed and no finding explains it",
  phase: "verify",
  docs: {
    what: "A stage, trial or upload failed, but no finding of this run explains it.",
    why: "The verdict depends on outcomes: a failed step never counts as passed.",
    fix: "read the record and the logs of the run, fix the cause, and run the command again",
  },
});
