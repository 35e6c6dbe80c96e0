import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const INSTALL_FAILS: StageRule = defineStageRule({
  code: "I001",
  slug: "install-fails",
  title: "The installer could not install the release",
  phase: "verify",
  docs: {
    what: "A real installer failed to install the release from the rehearsal index into a fresh environment.",
    why: "Every user will get the same error.",
    fix: "read the installer's error, which the finding quotes",
  },
});

export const INSTALLED_BYTES_DIFFER: StageRule = defineStageRule({
  code: "I007",
  slug: "installed-bytes-differ",
  title: "The installed files differ from the rehearsed ones",
  phase: "verify",
  docs: {
    what: "A file in the environment differs from the wheel, is missing, or was added.",
    why: "What users run is not what was tested.",
    fix: "look for post-install steps and for a second package that ships the same path",
  },
});

export const REQUIREMENTS_CANNOT_BE_MET: StageRule = defineStageRule({
  code: "I010",
  slug: "requirements-cannot-be-met",
  title: "The dependencies cannot be resolved for a declared Python",
  phase: "verify",
  docs: {
    what: "On a declared Python version, the installer finds no versions that satisfy the requirements.",
    why: "pip install fails on that Python for every user.",
    fix: "relax the pin that the finding names, or stop declaring that Python",
  },
});

export const INSTALLED_FILES_OVERLAP: StageRule = defineStageRule({
  code: "I013",
  slug: "installed-files-overlap",
  title: "Two installed distributions contain the same module",
  phase: "verify",
  docs: {
    what: "After the installation, two distributions record the same file with different contents.",
    why: "Whichever is installed last overwrites the other, and removing one breaks both.",
    fix: "rename the package, remove it from the wheel, or require only one of the two distributions",
  },
});

export const REQUIREMENT_NOT_PUBLIC: StageRule = defineStageRule({
  code: "I018",
  slug: "requirement-not-public",
  title: "A requirement is on a private index only",
  phase: "verify",
  docs: {
    what: "Without your own indexes, links and configuration, the requirements have no solution on the public index of the release.",
    why: "Nobody outside can install it; and somebody else may register the name.",
    fix: "publish the requirement first, or drop it; for users who all have your index: [tool.shipwheel.verify] stranger = false",
  },
});

export const REQUIREMENT_NOT_ON_INDEX: StageRule = defineStageRule({
  code: "P013",
  slug: "requirement-not-on-index",
  title: "A requirement does not exist on the index",
  phase: "verify",
  docs: {
    what: "The installer found no project of that name on the user's index.",
    why: "pip install fails for every user, and somebody else could register the name.",
    fix: "correct the name of the requirement",
  },
});
