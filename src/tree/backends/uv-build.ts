import type { BackendFacts } from "../backend.ts";
import { directory } from "./reading.ts";

/** The build back-end uv_build. */
export const uvBuild: BackendFacts = {
  id: "uv_build",
  objects: ["uv_build"],
  distributions: ["uv-build", "uv"],
  extraProjectKeys: [],
  sourceRoots: (pyproject) => {
    const root = pyproject?.get(["tool", "uv", "build-backend", "module-root"]);
    return typeof root === "string" ? [directory(root)] : ["src"];
  },
  shipDataHelp: "put it below the module's directory: uv_build ships all of it",
  shipInSdistHelp: (path) => `add "${path}" to source-include of [tool.uv.build-backend]`,
  versionFromVcs: () => false,
};
