import type { BackendFacts } from "../backend.ts";
import { requiresAny } from "./reading.ts";

/** The build back-end scikit-build. */
export const scikitBuild: BackendFacts = {
  id: "scikit-build",
  objects: ["scikit_build_core.build", "scikit_build_core.setuptools.build_meta"],
  distributions: ["scikit-build-core"],
  extraProjectKeys: [],
  sourceRoots: () => null,
  shipDataHelp: "install it from CMakeLists.txt",
  shipInSdistHelp: (path) => `add "${path}" to sdist.include of [tool.scikit-build]`,
  versionFromVcs: (pyproject) => requiresAny(pyproject, ["setuptools-scm"]),
};
