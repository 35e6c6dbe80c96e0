import type { Stage } from "./stage.ts";
import { build, prepareBuild, readDistributions } from "./stages/build.ts";
import { findInstaller, findPythons } from "./stages/find-tools.ts";
import { readTree } from "./stages/read-tree.ts";

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
export const rehearsalStages: readonly Stage[] = [...buildStages];
