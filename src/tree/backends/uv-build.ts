import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { directory } from "./reading.ts";

/** The build backend uv_build. */
export const uvBuild: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "uv_build",
  objects: ["uv_build"],
  distributions: ["uv-build", "uv"],
  sourceRoots: (pyproject) => {
    const root = pyproject?.get(["tool", "uv", "build-backend", "module-root"]);
    return typeof root === "string" ? [directory(root)] : ["src"];
  },
  shipDataHelp: "move it below the module's directory: uv_build includes everything there",
  shipInSdistHelp: (path) => `add "${path}" to source-include of [tool.uv.build-backend]`,
  sdistSettings: "[tool.uv.build-backend] source-include and source-exclude",
  wheelExcludes: [
    { key: ["tool", "uv", "build-backend", "wheel-exclude"], syntax: "glob" },
    { key: ["tool", "uv", "build-backend", "source-exclude"], syntax: "glob" },
  ],
  howToFill: () => "set it: uv_build fills in nothing",
  packageHelp: ({ root, name }) =>
    `set module-name = "${name}" and module-root = "${root}" below [tool.uv.build-backend]`,
};
