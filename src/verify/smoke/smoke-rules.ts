import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const SCRIPT_FAILS: StageRule = defineStageRule({
  code: "I004",
  slug: "script-fails",
  title: "A console script ends with an error",
  phase: "verify",
  docs: {
    what: "The installed script, run from an empty directory, did not exit as expected.",
    why: "It is the first thing that a user types.",
    fix: "repair it, or say what is right for it: [tool.shipwheel.scripts.NAME] args, exit, skip",
  },
});

export const SCRIPT_HANGS: StageRule = defineStageRule({
  code: "I005",
  slug: "script-hangs",
  title: "A console script does not end",
  phase: "verify",
  docs: {
    what: "The script was still running after the script timeout, without a terminal and with empty input.",
    why: "It waits for a terminal or a network that a user's cron job does not have either.",
    fix: "let --help answer without asking; or set [tool.shipwheel.scripts.NAME] args, input or skip",
  },
});

export const SCRIPT_VERSION_DIFFERS: StageRule = defineStageRule({
  code: "I006",
  slug: "script-version-differs",
  title: "A script prints another version than its metadata",
  phase: "verify",
  docs: {
    what: "What --version prints does not contain the version that was installed.",
    why: "Bug reports will name a version that was never released.",
    fix: "let the script print importlib.metadata.version(NAME)",
  },
});

export const SMOKE_CHECK_RAN_NOTHING: StageRule = defineStageRule({
  code: "I011",
  slug: "smoke-check-ran-nothing",
  title: "A smoke check ran nothing",
  phase: "verify",
  docs: {
    what: "A smoke command ended with 0 and executed no test.",
    why: "A gate that cannot close is worse than none: it is believed.",
    fix: "let the command run its tests (pytest FILE instead of python FILE)",
  },
});

export const SMOKE_COMMAND_FAILS: StageRule = defineStageRule({
  code: "I012",
  slug: "smoke-command-fails",
  title: "A smoke command failed",
  phase: "verify",
  docs: {
    what: "A command of [tool.shipwheel] verify.commands ended with an error in a trial's environment.",
    why: "It is your own proof that the release works.",
    fix: "repair what the command's output names",
  },
});
