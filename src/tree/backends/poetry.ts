import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { isTable } from "../pyproject-project.ts";
import { directory, requiresAny } from "./reading.ts";

/** The build backend poetry. */
export const poetry: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "poetry",
  objects: ["poetry.core.masonry.api", "poetry.masonry.api", "poetry_dynamic_versioning.backend"],
  distributions: ["poetry-core", "poetry", "poetry-dynamic-versioning"],
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
    'add it to `include` of [tool.poetry] with format = ["sdist", "wheel"], or remove it from .gitignore',
  shipInSdistHelp: (path) => `add { path = "${path}", format = "sdist" } to include of [tool.poetry]`,
  versionFromVcs: (pyproject) => requiresAny(pyproject, ["poetry-dynamic-versioning"]),
  sdistSettings: "[tool.poetry] include and exclude",
  wheelExcludes: [{ key: ["tool", "poetry", "exclude"], syntax: "glob" }],
  wantsUpperCap: true,
  *includedPaths(pyproject) {
    const base = ["tool", "poetry", "packages"];
    const list = pyproject.get(base);
    if (!Array.isArray(list)) return;
    for (const [position, item] of (list as readonly unknown[]).entries()) {
      if (!isTable(item) || typeof item["include"] !== "string") continue;
      const from = typeof item["from"] === "string" ? `${item["from"].replace(/\/$/, "")}/` : "";
      yield { path: [...base, position, "include"], text: from + item["include"] };
    }
  },
  packageHelp: ({ root, top }) =>
    `write packages = [{ include = "${top}"${root === "" ? "" : `, from = "${root}"`} }] below [tool.poetry]`,
};
