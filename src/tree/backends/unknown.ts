import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";

/** A backend that shipwheel does not know: nothing is assumed of it. */
export const unknownBackend: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "unknown",
  objects: [],
  distributions: [],
  shipDataHelp: "see the backend's documentation for package data",
  shipInSdistHelp: (path) => `include ${path} in the sdist`,
  readsManifestIn: null,
  takesLicenseFilesTable: null,
};
