import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const OUTCOME_UNEXPLAINED: StageRule = defineStageRule({
  code: "U020",
  slug: "outcome-unexplained",
  title: "A step failed and nothing else tells why",
  phase: "verify",
  docs: {
    what: "A stage, a trial or an upload did not end well, and no finding of this run tells of it.",
    why: "The verdict is computed from what happened: what failed never counts as passed.",
    fix: "read the record and the logs of the run, repair what happened, and run the command again",
  },
});
