import * as v from "valibot";
import { MODE_IDS, type ModeId } from "../../toolbox/modes/registry.ts";
import { day, flag, oneOf, text } from "./value-schemas.ts";
import {
  pluginTable,
  testsTable,
  upgradeTable,
  type PluginConfig,
  type TestsConfig,
  type UpgradeConfig,
} from "./verify-scenarios.ts";
import { commandList, type ConfiguredCommand } from "./verify-command.ts";

/** How much of the matrix is tried. */
export type MatrixSize = "quick" | "declared" | "full";

/** The sizes of a matrix, for the settings and the command line. */
export const MATRIX_SIZES: readonly MatrixSize[] = ["quick", "declared", "full"];

/** Settings of the trials. */
export interface VerifyConfig {
  /** How much of the matrix is tried. */
  readonly matrix: MatrixSize;
  /** Ways to install that are tried beside the virtual environments. */
  readonly modes: readonly ModeId[];
  /** Whether each extra alone, and all of them, are installed and tried. */
  readonly extras: boolean;
  /** A choice of cells. */
  readonly cells?: string | undefined;
  /** Whether the requirements must be on the target's public index. */
  readonly stranger: boolean;
  readonly commands: readonly ConfiguredCommand[];
  readonly tests?: TestsConfig | undefined;
  readonly upgrade?: UpgradeConfig | undefined;
  readonly plugins: readonly PluginConfig[];
  readonly waive: readonly WaiverEntry[];
}

/** A failure of the trials that a release may have until a day, when --allow-waived is given, too. */
export interface WaiverEntry {
  readonly code: string;
  readonly subject: string;
  readonly reason: string;
  /** `YYYY-MM-DD`; from that day on the entry no longer counts. */
  readonly until: string;
}

const waiver = v.strictObject({
  code: v.pipe(text, v.description("Code of the finding that reports the failure.")),
  subject: v.pipe(text, v.description("What failed, as the finding's `subject` in the report names it.")),
  reason: v.pipe(text, v.description("Why the failure is acceptable; shown in the report.")),
  until: v.pipe(day, v.description("The entry is ignored from this day on.")),
});

/** [tool.shipwheel.verify]. */
export const verifySection: v.GenericSchema<unknown, VerifyConfig> = v.strictObject({
  matrix: v.optional(
    v.pipe(
      oneOf(MATRIX_SIZES),
      v.description(
        "`quick`: the artifacts with the installers; `declared`: the wheel on every declared Python, too; `full`: every mode, on all of them.",
      ),
    ),
    "quick",
  ),
  modes: v.optional(
    v.pipe(
      v.array(oneOf(MODE_IDS), "must be a list"),
      v.description("Ways to install that are tried beside the virtual environments of the installers."),
    ),
    [],
  ),
  extras: v.optional(
    flag(
      'Whether each extra alone, and all of them together, are installed and tried; `matrix = "full"` does so anyway.',
    ),
    false,
  ),
  cells: v.optional(
    v.pipe(
      text,
      v.description(
        "The cells of the matrix to test: `mode=pipx,uv-tool and python>=3.11`, `not artifact=sdist`.",
      ),
    ),
  ),
  stranger: v.optional(
    flag("Whether every requirement must be on the public index of the target, without your own indexes."),
    true,
  ),
  commands: commandList("Additional commands to run in each trial environment."),
  tests: v.optional(
    v.pipe(testsTable, v.description("The project's own tests, run against the installed wheel.")),
  ),
  upgrade: v.optional(
    v.pipe(
      upgradeTable,
      v.description("What users keep when they upgrade from the release before this one."),
    ),
  ),
  plugins: v.optional(
    v.pipe(
      v.array(pluginTable, "must be a list"),
      v.description("Groups of entry points that others implement."),
    ),
    [],
  ),
  waive: v.optional(
    v.pipe(
      v.array(waiver, "must be a list"),
      v.description("Trial failures that --allow-waived accepts until a given day."),
    ),
    [],
  ),
});
