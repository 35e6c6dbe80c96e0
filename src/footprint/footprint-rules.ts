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

export const FOOTPRINT_GREW: StageRule = defineStageRule({
  code: "I031",
  slug: "footprint-grew",
  title: "An installation grew more than the project allows",
  phase: "verify",
  docs: {
    what: "An installation of the release takes more space than one of the version before by a larger share than [tool.shipwheel.footprint] max-growth allows. Both are taken from runs that are kept on this machine. Off by default.",
    why: "A forgotten file or a heavy new dependency shows only in a comparison.",
    fix: "remove what made it grow, or raise max-growth knowingly",
    bad: "max-growth = 10, and 2.0 MB became 3.1 MB",
    good: "max-growth = 10, and 2.0 MB became 2.1 MB",
  },
});
