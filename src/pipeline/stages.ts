import type { Stage } from "./stage.ts";
import { check } from "./stages/check.ts";
import { build, prepareBuild, readDistributions } from "./stages/build.ts";
import { findInstaller, findPipTool, findPythons } from "./stages/find-tools.ts";
import { prepareTrials } from "./stages/prepare-trials.ts";
import { publish } from "./stages/publish.ts";
import { readTree } from "./stages/read-tree.ts";
import { startRehearsalIndex } from "./stages/start-index.ts";
import { verify } from "./stages/verify.ts";

/** What `build` does. */
export const buildStages: readonly Stage[] = [
  readTree,
  findInstaller,
  findPythons,
  prepareBuild,
  build,
  readDistributions,
];

/** The release, rehearsed: this list *is* it. */
export const rehearsalStages: readonly Stage[] = [
  readTree,
  findInstaller,
  findPythons,
  findPipTool,
  startRehearsalIndex,
  prepareBuild,
  prepareTrials,
  build,
  readDistributions,
  check,
  publish,
  verify,
];
