import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { requiresAny } from "./reading.ts";

/** The build backend flit. */
export const flit: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "flit",
  objects: ["flit_core.buildapi", "flit.buildapi", "flit_scm:buildapi"],
  distributions: ["flit-core", "flit", "flit-scm"],
  shipDataHelp: "move it below the module's directory: flit includes everything there",
  shipInSdistHelp: (path) => `add "${path}" to include of [tool.flit.sdist]`,
  versionFromVcs: (pyproject) => requiresAny(pyproject, ["flit-scm"]),
  sdistSettings: "[tool.flit.sdist] include and exclude",
  howToFill: (_tree, field) =>
    field === "version" || field === "description"
      ? null
      : "set it: flit fills in only version and description",
  packageHelp: ({ name }) => `set name = "${name}" below [tool.flit.module]`,
};
