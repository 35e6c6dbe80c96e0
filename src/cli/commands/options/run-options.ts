import { BUILDER_IDS, type BuilderId } from "../../../toolbox/pinned/builders.ts";
import { MATRIX_SIZES, type MatrixSize } from "../../../config/sections/verify.ts";
import { INSTALLER_IDS, type InstallerId } from "../../../toolbox/installers/registry.ts";
import { MODE_IDS, type ModeId } from "../../../toolbox/modes/registry.ts";
import type {
  ChoiceOption,
  ListOption,
  NumberOption,
  SwitchOption,
  TextOption,
} from "../../options/declaration.ts";

/** Whether the project is on PyPI already, for every command that judges its name; and whether anybody may be asked. */
export const ONLINE_OPTIONS = {
  online: { kind: "switch", help: "also look up the project on the configured index" },
  existing: {
    kind: "either",
    help: "the project already exists on PyPI (default: looked up with --online)",
    noHelp: "the project does not exist on PyPI yet",
  },
} as const;

/** The interpreters of every command that runs Python. */
export const PYTHON_OPTIONS = {
  python: {
    kind: "list",
    value: "<version|path>",
    help: "interpreter (repeatable); the first one runs the build",
  },
} as const;

/** For every command that may have to ask the build backend where nothing is built. */
export const BACKEND_OPTIONS = {
  backend: {
    kind: "negation",
    help: "do not run project code, such as its build backend, to determine the version",
  },
} as const;

/** Options of every command that builds. */
export const BUILD_OPTIONS: {
  readonly builder: ChoiceOption<BuilderId>;
  readonly buildTimeout: NumberOption;
  readonly reproducible: SwitchOption;
  readonly normalize: SwitchOption;
  readonly absoluteLinks: SwitchOption;
  readonly compareTree: SwitchOption;
} = {
  builder: {
    kind: "choice",
    value: "<name>",
    choices: BUILDER_IDS,
    help: "build frontend",
  },
  buildTimeout: {
    kind: "number",
    value: "<seconds>",
    what: "a number of seconds above 0",
    least: 0.001,
    help: "time limit of one build",
  },
  reproducible: { kind: "switch", help: "build twice under different conditions and compare the bytes" },
  normalize: { kind: "switch", help: "write sdist and wheel with fixed times, permissions and order" },
  absoluteLinks: {
    kind: "switch",
    help: "make the README's relative links absolute in the built files, not in the tree",
  },
  compareTree: { kind: "switch", help: "also build the wheel from the tree, and compare the two wheels" },
};

/** Wheels of other machines, for every command that makes a whole release. */
export const WHEELS_OPTIONS = {
  wheels: {
    kind: "text",
    value: "<dir>",
    help: "release the wheels of this directory, built elsewhere, beside the sdist built here",
  },
} as const;

/** What is built, where that need not be a commit. */
export const SOURCE_OPTIONS = {
  worktree: {
    kind: "switch",
    aliases: ["allowDirty"],
    help: "build the working tree, with its uncommitted changes, instead of HEAD",
  },
  allowNoGit: { kind: "switch", help: "accept a directory that is not a git repository" },
} as const;

/** For every command that checks. */
export const PLUGIN_OPTIONS = {
  plugins: {
    kind: "switch",
    help: "load the configured plugins, which run with your permissions",
  },
} as const;

/** The forms of a run's report on standard output, besides `--json`. */
export const FORMAT_OPTIONS = {
  format: {
    kind: "choice",
    scope: "run",
    aliases: ["outputFormat"],
    value: "<name>",
    choices: ["text", "github"],
    default: "text",
    help: "github: also write annotations and the job summary of a GitHub workflow",
  },
  jsonStream: {
    kind: "switch",
    help: "print events during the run, one JSON object per line; the last one contains the --json document",
  },
} as const;

/** Where a run leaves what it made. */
export const OUTPUT_OPTIONS = {
  output: {
    kind: "text",
    short: "o",
    aliases: ["outDir", "outdir"],
    value: "<dir>",
    help: "new or empty directory for artifacts, record and report",
  },
} as const;

/** The option of every command that may look at a release before its tag. */
export const AS_OPTIONS = {
  as: {
    kind: "text",
    value: "<version>",
    help: "version to rehearse if it comes from tags (default: as `version next`; head: the version of HEAD)",
  },
} as const;

/** Options of every command that runs the gates. */
export const GATE_OPTIONS = {
  skipGate: { kind: "list", value: "<name>", help: "skip this gate (repeatable); needs --reason" },
  reason: {
    kind: "text",
    scope: "gate",
    value: "<text>",
    help: "why gates are skipped; kept in the record and the report",
  },
} as const;

/** Options of every command that installs. */
export const TRIAL_OPTIONS: {
  readonly installer: ListOption<InstallerId>;
  readonly matrix: ChoiceOption<MatrixSize>;
  readonly mode: ListOption<ModeId>;
  readonly cells: TextOption;
  readonly allowWaived: SwitchOption;
} = {
  installer: {
    kind: "list",
    value: "<name>",
    choices: INSTALLER_IDS,
    help: "installers to test with (default: all)",
  },
  matrix: {
    kind: "choice",
    value: "<size>",
    choices: MATRIX_SIZES,
    help: "quick, every declared Python, or every mode on all of them (default: quick)",
  },
  mode: {
    kind: "list",
    value: "<name>",
    choices: MODE_IDS,
    help: "also install by this mode (repeatable)",
  },
  cells: {
    kind: "text",
    value: "<expression>",
    help: 'cells of the matrix to test: "mode=pipx and python>=3.11"',
  },
  allowWaived: {
    kind: "switch",
    help: "accept the failures listed in [[tool.shipwheel.verify.waive]]",
  },
};
