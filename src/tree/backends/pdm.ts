import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { directory } from "./reading.ts";

/** The build backend pdm. */
export const pdm: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "pdm",
  objects: ["pdm.backend", "pdm.pep517.api"],
  distributions: ["pdm-backend", "pdm-pep517"],
  sourceRoots: (pyproject) => {
    const packageDir = pyproject?.get(["tool", "pdm", "build", "package-dir"]);
    return typeof packageDir === "string" ? [directory(packageDir)] : null;
  },
  shipDataHelp: "add it to `includes` of [tool.pdm.build]",
  shipInSdistHelp: (path) => `add "${path}" to source-includes of [tool.pdm.build]`,
  versionFromVcs: (pyproject) => pyproject?.get(["tool", "pdm", "version", "source"]) === "scm",
  sdistSettings: "[tool.pdm.build] includes, source-includes and excludes",
  wheelExcludes: [{ key: ["tool", "pdm", "build", "excludes"], syntax: "glob" }],
  takesLicenseFilesTable: true,
  scmFormat: ["tool", "pdm", "version", "version_format"],
};
