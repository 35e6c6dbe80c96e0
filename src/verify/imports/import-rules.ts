import { defineStageRule, type StageRule } from "../../findings/stage-rule.ts";

export const IMPORT_FAILS: StageRule = defineStageRule({
  code: "I002",
  slug: "import-fails",
  title: "A module of the release cannot be imported",
  phase: "verify",
  docs: {
    what: "Importing the installed module in a fresh interpreter raised an exception.",
    why: "The first user who imports it gets the same traceback.",
    fix: "declare or ship what is missing, or list the module under [tool.shipwheel] import.skip with a reason",
  },
});

export const ENTRY_POINT_FAILS: StageRule = defineStageRule({
  code: "I003",
  slug: "entry-point-fails",
  title: "An entry point's object cannot be loaded",
  phase: "verify",
  docs: {
    what: "The module of the entry point, or the attribute in it, does not exist in the installed release.",
    why: "The command or plugin fails on first use.",
    fix: "correct the target in [project.scripts] or [project.entry-points]",
  },
});

export const DUNDER_VERSION_DIFFERS: StageRule = defineStageRule({
  code: "I008",
  slug: "installed-version-differs",
  title: "__version__ is not the installed version",
  phase: "verify",
  docs: {
    what: "The top package's __version__ and its metadata disagree.",
    why: "Programs that read __version__ get the wrong version.",
    fix: "keep one source: importlib.metadata.version(NAME), or shipwheel version sync",
  },
});

export const IMPORT_WRITES_FILES: StageRule = defineStageRule({
  code: "I009",
  slug: "import-writes-files",
  title: "Importing a module writes files",
  phase: "verify",
  docs: {
    what: "After the import, the working directory, the home directory or the environment contains new files.",
    why: "The import fails where these directories are read-only, and leaves unwanted files elsewhere.",
    fix: "write only when a function is called, to a directory that the user chose",
  },
});
