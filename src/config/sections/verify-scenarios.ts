import * as v from "valibot";
import { argv, text } from "./value-schemas.ts";
import { commandList, type ConfiguredCommand } from "./verify-command.ts";

/** The project's own tests, against the installed wheel. */
export interface TestsConfig {
  readonly paths: readonly string[];
  /** A dependency group (PEP 735). */
  readonly group?: string | undefined;
  readonly requirements: readonly string[];
  readonly args: readonly string[];
}

/** What users keep across an upgrade. */
export interface UpgradeConfig {
  /** The version to upgrade from; absent: the newest one before. */
  readonly from?: string | undefined;
  readonly state: readonly ConfiguredCommand[];
  readonly upgrade: readonly ConfiguredCommand[];
  readonly read: readonly ConfiguredCommand[];
}

/** A group of entry points that others implement. */
export interface PluginConfig {
  readonly group: string;
  /** Directory of a project that implements it. */
  readonly fixture: string;
  readonly commands: readonly ConfiguredCommand[];
}

/** [tool.shipwheel.verify.tests]. */
export const testsTable: v.GenericSchema<unknown, TestsConfig> = v.strictObject({
  paths: v.optional(
    v.pipe(
      v.array(text, "must be a list"),
      v.minLength(1, "must name a path"),
      v.description("Files and directories of tests."),
    ),
    ["tests"],
  ),
  group: v.optional(v.pipe(text, v.description("The dependency group that the tests need (PEP 735)."))),
  requirements: v.optional(
    v.pipe(
      v.array(text, "must be a list"),
      v.description("More requirements of the tests; pytest is always there."),
    ),
    [],
  ),
  args: v.optional(v.pipe(argv, v.description("More arguments for pytest.")), []),
});

/** [tool.shipwheel.verify.upgrade]. */
export const upgradeTable: v.GenericSchema<unknown, UpgradeConfig> = v.strictObject({
  from: v.optional(
    v.pipe(text, v.description("The version to upgrade from; by default the newest one before this.")),
  ),
  state: commandList("Commands that make state, run with the earlier release."),
  upgrade: commandList(
    "Commands that bring the state up to date, run twice: the second time must change nothing.",
  ),
  read: commandList("Commands that read the old state, run with the new release."),
});

/** [[tool.shipwheel.verify.plugins]]. */
export const pluginTable: v.GenericSchema<unknown, PluginConfig> = v.strictObject({
  group: v.pipe(text, v.description("The group of entry points that plugins implement.")),
  fixture: v.pipe(
    text,
    v.description("Directory of a project that implements it; installed beside the release."),
  ),
  commands: commandList("Commands that must work with the plugin installed."),
});
