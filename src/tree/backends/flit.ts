import type { BackendFacts } from "../backend.ts";
import { requiresAny } from "./reading.ts";

/** The build back-end flit. */
export const flit: BackendFacts = {
  id: "flit",
  objects: ["flit_core.buildapi", "flit.buildapi", "flit_scm:buildapi"],
  distributions: ["flit-core", "flit", "flit-scm"],
  extraProjectKeys: [],
  sourceRoots: () => null,
  shipDataHelp: "put it below the module's directory: flit ships all of it",
  shipInSdistHelp: (path) => `add "${path}" to include of [tool.flit.sdist]`,
  versionFromVcs: (pyproject) => requiresAny(pyproject, ["flit-scm"]),
};
