import type { BackendFacts } from "../backend.ts";
import { parent, requiresAny, strings } from "./reading.ts";

/** The build back-end hatchling. */
export const hatchling: BackendFacts = {
  id: "hatchling",
  objects: ["hatchling.build"],
  distributions: ["hatchling"],
  extraProjectKeys: [],
  sourceRoots: (pyproject) => {
    const packages = strings(pyproject?.get(["tool", "hatch", "build", "targets", "wheel", "packages"]));
    return packages.length > 0 ? [...new Set(packages.map(parent))] : null;
  },
  shipDataHelp:
    "remove it from `exclude` and .gitignore, or add it under [tool.hatch.build.targets.wheel] artifacts",
  shipInSdistHelp: (path) => `add "${path}" to include of [tool.hatch.build.targets.sdist]`,
  versionFromVcs: (pyproject) =>
    pyproject?.get(["tool", "hatch", "version", "source"]) === "vcs" ||
    requiresAny(pyproject, ["hatch-vcs", "uv-dynamic-versioning", "versioningit"]),
};
