import { defineStageRule, type StageRule } from "../findings/stage-rule.ts";

export const FOOTPRINT_OVER_BUDGET: StageRule = defineStageRule({
  code: "I030",
  slug: "footprint-over-budget",
  title: "An installation takes more than the project allows",
  phase: "verify",
  docs: {
    what: "An installation of the release takes more space, or brings more dependencies, than [tool.shipwheel.footprint] allows. Off by default.",
    why: "Size creeps in release by release, and nobody decides it.",
    fix: "remove what made it grow, or raise the limit knowingly",
    bad: "max-dependencies = 5, and the installation brings 6",
    good: "an optional dependency becomes an extra",
  },
});
