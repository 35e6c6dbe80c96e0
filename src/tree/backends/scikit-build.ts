import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { requiresAny } from "./reading.ts";

/** The build backend scikit-build. */
export const scikitBuild: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "scikit-build",
  objects: ["scikit_build_core.build", "scikit_build_core.setuptools.build_meta"],
  distributions: ["scikit-build-core"],
  shipDataHelp: "install it from CMakeLists.txt",
  shipInSdistHelp: (path) => `add "${path}" to sdist.include of [tool.scikit-build]`,
  versionFromVcs: (pyproject) => requiresAny(pyproject, ["setuptools-scm"]),
  sdistSettings: "[tool.scikit-build] sdist.include and sdist.exclude",
  wheelExcludes: [
    { key: ["tool", "scikit-build", "wheel", "exclude"], syntax: "glob" },
    { key: ["tool", "scikit-build", "sdist", "exclude"], syntax: "glob" },
  ],
  compiles: true,
};
