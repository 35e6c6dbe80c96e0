import type { BackendFacts } from "../backend.ts";
import { directory, hasTable, requiresAny, strings } from "./reading.ts";

/** The build back-end setuptools. */
export const setuptools: BackendFacts = {
  id: "setuptools",
  objects: ["setuptools.build_meta", "setuptools.build_meta:__legacy__"],
  distributions: ["setuptools"],
  extraProjectKeys: [],
  sourceRoots: (pyproject) => {
    const where = strings(pyproject?.get(["tool", "setuptools", "packages", "find", "where"]));
    if (where.length > 0) return where.map(directory);
    const packageDir = pyproject?.get(["tool", "setuptools", "package-dir", ""]);
    return typeof packageDir === "string" ? [directory(packageDir)] : null;
  },
  shipDataHelp: "list it under [tool.setuptools.package-data], or in MANIFEST.in with include-package-data",
  shipInSdistHelp: (path) => `add "include ${path}" to MANIFEST.in`,
  versionFromVcs: (pyproject) =>
    hasTable(pyproject, ["tool", "setuptools_scm"]) ||
    hasTable(pyproject, ["tool", "setuptools-scm"]) ||
    requiresAny(pyproject, ["setuptools-scm", "setuptools-git-versioning", "versioneer"]),
};
