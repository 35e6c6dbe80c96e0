import type { BackendFacts } from "../backend.ts";

/** The usual thing: what a backend does not say for itself. */
export const ORDINARY_BACKEND: Omit<
  BackendFacts,
  "id" | "objects" | "distributions" | "shipDataHelp" | "shipInSdistHelp"
> = {
  extraProjectKeys: [],
  sourceRoots: () => null,
  versionFromVcs: () => false,
  readsManifestIn: false,
  sdistSettings: null,
  readsSetupPy: false,
  excludesByGitignore: false,
  addsGitignoreToSdist: false,
  wheelExcludes: [],
  listsDataByPackage: false,
  compiles: false,
  buildsCrate: false,
  stampsSdist: false,
  toleratesUnknownKeys: false,
  takesLicenseFilesTable: false,
  wantsUpperCap: false,
  scmOptions: null,
  scmFormat: null,
  includedPaths: () => [],
  howToFill: () => null,
  packageHelp: () => null,
  listPackageHelp: () => null,
  shipModuleHelp: () => null,
};
