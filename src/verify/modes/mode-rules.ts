import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const MODE_INSTALL_FAILS: StageRule = defineStageRule({
  code: "I015",
  slug: "mode-install-fails",
  title: "A way to install the release fails",
  phase: "verify",
  docs: {
    what: "The release installs into a virtual environment, and not by another way that [tool.shipwheel.verify] modes names.",
    why: "Everybody who installs it by that way gets the same error.",
    fix: "run the command that the finding names, and repair what it prints",
  },
});

export const SCRIPT_NOT_ON_PATH: StageRule = defineStageRule({
  code: "I016",
  slug: "script-not-on-path",
  title: "A script cannot be started by its name",
  phase: "verify",
  docs: {
    what: "After an installation, the directory of scripts has no program of that name, or it leads out of the installation.",
    why: "Users type the name of the script and get `command not found`, or another program.",
    fix: "declare the script in [project.scripts]",
  },
});

export const MODE_DIFFERS: StageRule = defineStageRule({
  code: "I017",
  slug: "mode-differs",
  title: "The release behaves differently by another way to install it",
  phase: "verify",
  docs: {
    what: "A script or an import that works in a virtual environment ends otherwise, or prints something else, by another way to install the release.",
    why: "What was tested is not what these users run.",
    fix: "find files with importlib.resources and programs with shutil.which; never relative to sys.prefix or sys.argv[0]",
  },
});
