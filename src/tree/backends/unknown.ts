import type { BackendFacts } from "../backend.ts";

/** A back-end that shipwheel does not know: nothing is assumed of it. */
export const unknownBackend: BackendFacts = {
  id: "unknown",
  objects: [],
  distributions: [],
  extraProjectKeys: [],
  sourceRoots: () => null,
  shipDataHelp: "see the back-end's documentation for package data",
  shipInSdistHelp: (path) => `include ${path} in the sdist`,
  versionFromVcs: () => false,
};
