import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const OWN_TESTS_FAIL: StageRule = defineStageRule({
  code: "I019",
  slug: "own-tests-fail",
  title: "The project's tests fail against the installed wheel",
  phase: "verify",
  docs: {
    what: "The tests that [tool.shipwheel.verify.tests] names, run outside of the source tree against the installed wheel, failed or imported other code.",
    why: "In the checkout the tests import the sources; users have the wheel.",
    fix: "read the output that the finding quotes: mostly a file is missing from the wheel, or the tests reach into the tree",
  },
});

export const UPGRADE_BREAKS: StageRule = defineStageRule({
  code: "I020",
  slug: "upgrade-breaks",
  title: "An upgrade does not keep what users have",
  phase: "verify",
  docs: {
    what: "State that the previous release made could not be upgraded or read by this one, or a second upgrade changed it again.",
    why: "Everybody who upgrades loses data, or cannot start the program.",
    fix: "read the old form as well, or migrate it once; see the command that the finding names",
  },
});

export const PLUGIN_BREAKS: StageRule = defineStageRule({
  code: "I021",
  slug: "plugin-breaks",
  title: "A plugin that worked does not work with this release",
  phase: "verify",
  docs: {
    what: "The plugin of [[tool.shipwheel.verify.plugins]] cannot be installed beside this release, is not found in its group, or cannot be loaded.",
    why: "Plugins of others break in the same way, and their authors hear of it from users.",
    fix: "keep what plugins import and call, or raise the major version and say so in the changelog",
  },
});
