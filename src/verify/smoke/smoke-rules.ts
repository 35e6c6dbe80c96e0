import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const SCRIPT_FAILS: StageRule = defineStageRule({
  code: "I004",
  slug: "script-fails",
  title: "A console script fails",
  phase: "verify",
  docs: {
    what: "The installed script, run from an empty directory, did not exit as expected.",
    why: "Users run the script first, and it fails.",
    fix: "fix the script, or declare what to expect: [tool.shipwheel.scripts.NAME] args, exit, skip",
  },
});

export const SCRIPT_HANGS: StageRule = defineStageRule({
  code: "I005",
  slug: "script-hangs",
  title: "A console script does not exit",
  phase: "verify",
  docs: {
    what: "The script was still running after the script timeout, without a terminal and with empty input.",
    why: "The script waits for a terminal or a network, which a user's cron job does not have.",
    fix: "make --help work without input, or set [tool.shipwheel.scripts.NAME] args, input or skip",
  },
});

export const SCRIPT_VERSION_DIFFERS: StageRule = defineStageRule({
  code: "I006",
  slug: "script-version-differs",
  title: "A script prints the wrong version",
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
    what: "A smoke command exited with 0 but executed no test.",
    why: "The check always passes, so it detects no defect.",
    fix: "run the tests with pytest: pytest FILE instead of python FILE",
  },
});

export const SMOKE_COMMAND_FAILS: StageRule = defineStageRule({
  code: "I012",
  slug: "smoke-command-fails",
  title: "A smoke command failed",
  phase: "verify",
  docs: {
    what: "A command of [tool.shipwheel] verify.commands failed in a trial environment.",
    why: "The command is your own test that the release works.",
    fix: "fix what the command's output reports",
  },
});

export const PROCESS_LEFT_BEHIND: StageRule = defineStageRule({
  code: "I023",
  slug: "process-left-behind",
  title: "A program leaves a process behind",
  severity: "warning",
  phase: "verify",
  docs: {
    what: "After all programs of the trials had ended, a process that one of them started was still running; it was ended.",
    why: "It holds files, ports and memory of everybody who runs the program, and keeps the old code running after an upgrade.",
    fix: "end what the program starts before it returns; if it is a daemon, give it a command that stops it, and call it in the test",
  },
});
