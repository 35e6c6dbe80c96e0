import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const GATE_FAILS: StageRule = defineStageRule({
  code: "U009",
  slug: "gate-fails",
  title: "A gate of the release fails",
  phase: "check",
  docs: {
    what: "A check of [tool.shipwheel.gates], or a command of [tool.shipwheel.release] gates, reports defects, does not exit with 0, or does not end in its time limit.",
    why: "The gate is your own condition for a release, so nothing was tagged or uploaded.",
    fix: 'fix what its output reports, and run the same command again; leave a gate out of one run with --skip-gate NAME --reason "why"',
  },
});

export const GATE_CHECKS_NOTHING: StageRule = defineStageRule({
  code: "U025",
  slug: "gate-checks-nothing",
  title: "A gate of the release checks nothing",
  phase: "check",
  docs: {
    what: "A gate ended without having looked at anything: no test was collected or all were skipped, no file matched, no page was built, no session or hook ran.",
    why: "Many tools exit with 0 then, so that the gate would pass every release.",
    fix: "correct the paths, selections and exclusions of the gate or of the tool; remove a gate that has nothing to check",
  },
});

export const GATE_CANNOT_RUN: StageRule = defineStageRule({
  code: "U026",
  slug: "gate-cannot-run",
  title: "A gate of the release cannot run",
  phase: "check",
  docs: {
    what: "A gate's environment could not be created, its program is missing, or it crashed before it checked anything.",
    why: "This says nothing about your project, good or bad, and the release depends on the answer.",
    fix: "correct the gate's group and requirements, or pin a version of the tool that works; the output shows what the tool reports",
  },
});
