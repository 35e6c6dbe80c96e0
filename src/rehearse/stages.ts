import type { Stage } from "../engine/stage.ts";
import { askOwnIndex } from "./stages/ask-index.ts";
import { attest } from "./stages/attest.ts";
import { auditRelease } from "./stages/audit.ts";
import { check, startSourceScan } from "./stages/check.ts";
import { writeBill } from "./stages/bill-of-materials.ts";
import {
  absoluteLinks,
  build,
  compareWithTree,
  lockRequirements,
  prepareBuild,
  readDistributions,
  reproduceBuild,
} from "./stages/build.ts";
import { findInstaller, findPipTool, findProjectPythons, findPythons } from "./stages/find-tools.ts";
import { readGiven } from "./stages/given-distributions.ts";
import { rehearseGates } from "./stages/gates.ts";
import { rehearseForge } from "./stages/forge.ts";
import { prepareGivenTrials, prepareTrials } from "./stages/prepare-trials.ts";
import { publish } from "./stages/publish.ts";
import { readyRenderer } from "./stages/open-renderer.ts";
import { readSettings, readTree } from "./stages/read-tree.ts";
import { readIdentity } from "./stages/identity.ts";
import { startRehearsalSigstore } from "./stages/sigstore.ts";
import { startRehearsalIndex } from "./stages/start-index.ts";
import { publishedIndex, shelveGiven } from "./stages/trial-index.ts";
import { verify } from "./stages/verify.ts";
import { chooseVersion, judgeVersionStage } from "./stages/version.ts";

/** What `build` does. */
export const buildStages: readonly Stage[] = [
  readTree,
  findInstaller,
  findProjectPythons,
  prepareBuild,
  absoluteLinks,
  build,
  readDistributions,
  reproduceBuild,
  compareWithTree,
  lockRequirements,
];

/** Builds and checks what a workflow hands on: what installs and tries it are jobs of their own. */
export const packStages: readonly Stage[] = [
  readTree,
  chooseVersion,
  judgeVersionStage,
  findInstaller,
  findProjectPythons,
  readyRenderer,
  prepareBuild,
  startSourceScan,
  absoluteLinks,
  build,
  readDistributions,
  reproduceBuild,
  compareWithTree,
  check,
];

/** The release, rehearsed: this list *is* it. */
export const rehearsalStages: readonly Stage[] = [
  readTree,
  askOwnIndex,
  chooseVersion,
  judgeVersionStage,
  findInstaller,
  findProjectPythons,
  findPipTool,
  readyRenderer,
  readIdentity,
  startRehearsalIndex,
  startRehearsalSigstore,
  prepareBuild,
  prepareTrials,
  startSourceScan,
  absoluteLinks,
  build,
  readDistributions,
  reproduceBuild,
  compareWithTree,
  rehearseGates,
  check,
  attest,
  publish,
  verify,
  rehearseForge,
  writeBill,
  auditRelease,
];

/** What `verify` does with files that exist already. */
export const verifyStages: readonly Stage[] = [
  readSettings,
  findInstaller,
  findPythons,
  findPipTool,
  readGiven,
  shelveGiven,
  prepareGivenTrials,
  verify,
];

/** What is tried of a release when it is public. */
export function publishedStages(simpleUrl: string): readonly Stage[] {
  return [
    readSettings,
    findInstaller,
    findPythons,
    findPipTool,
    readGiven,
    publishedIndex(simpleUrl),
    prepareGivenTrials,
    verify,
  ];
}
