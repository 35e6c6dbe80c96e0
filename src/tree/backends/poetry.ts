import type { BackendFacts } from "../backend.ts";
import { directory, requiresAny } from "./reading.ts";

/** The build back-end poetry. */
export const poetry: BackendFacts = {
  id: "poetry",
  objects: ["poetry.core.masonry.api", "poetry.masonry.api", "poetry_dynamic_versioning.backend"],
  distributions: ["poetry-core", "poetry", "poetry-dynamic-versioning"],
  extraProjectKeys: [],
  sourceRoots: (pyproject) => {
    const packages = pyproject?.get(["tool", "poetry", "packages"]);
    if (!Array.isArray(packages)) return null;
    const from = packages.map((item: unknown) => {
      const value = typeof item === "object" && item !== null ? (item as { from?: unknown }).from : undefined;
      return typeof value === "string" ? directory(value) : "";
    });
    return [...new Set(from)];
  },
  shipDataHelp:
    'add it to `include` of [tool.poetry] with format = ["sdist", "wheel"], or take it out of .gitignore',
  shipInSdistHelp: (path) => `add { path = "${path}", format = "sdist" } to include of [tool.poetry]`,
  versionFromVcs: (pyproject) => requiresAny(pyproject, ["poetry-dynamic-versioning"]),
};
