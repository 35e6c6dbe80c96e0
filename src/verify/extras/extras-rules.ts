import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const EXTRA_CANNOT_BE_RESOLVED: StageRule = defineStageRule({
  code: "I014",
  slug: "extra-cannot-be-resolved",
  title: "An extra cannot be installed",
  phase: "verify",
  docs: {
    what: "The requirements of a declared extra have no solution on the index of the trials.",
    why: "pip install NAME[EXTRA] fails for every user.",
    fix: "correct the requirements of the extra in project.optional-dependencies",
  },
});

export const EXTRAS_CONTRADICT: StageRule = defineStageRule({
  code: "I022",
  slug: "extras-contradict",
  title: "Extras cannot be installed together",
  severity: "info",
  phase: "verify",
  docs: {
    what: "Each of these extras can be installed alone, and their requirements have no common solution. Where the extras are tried as cells of the matrix, it is an error.",
    why: "pip install NAME[A,B] fails, and so does an extra that collects the others.",
    fix: "widen the requirements so that they overlap, or declare the extras in [tool.uv] conflicts, if nobody needs both",
  },
});
