import type { BackendFacts } from "../backend.ts";
import { ORDINARY_BACKEND } from "./ordinary.ts";
import { keysOf, stringList } from "../pyproject-project.ts";
import { hasTable, parent, requiresAny, strings } from "./reading.ts";

const BUILD = ["tool", "hatch", "build"];

/** The build backend hatchling. */
export const hatchling: BackendFacts = {
  ...ORDINARY_BACKEND,
  id: "hatchling",
  objects: ["hatchling.build"],
  distributions: ["hatchling"],
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
  sdistSettings: "[tool.hatch.build.targets.sdist] include and exclude",
  excludesByGitignore: true,
  addsGitignoreToSdist: true,
  wheelExcludes: [
    { key: [...BUILD, "targets", "wheel", "exclude"], syntax: "gitignore" },
    { key: [...BUILD, "exclude"], syntax: "gitignore" },
  ],
  takesLicenseFilesTable: true,
  scmOptions: { path: ["tool", "hatch", "version", "raw-options"], areNeeded: false },
  *includedPaths(pyproject) {
    const targets = keysOf(pyproject, [...BUILD, "targets"]).map((target) => [...BUILD, "targets", target]);
    for (const base of [BUILD, ...targets]) {
      for (const key of ["packages", "only-include"]) {
        for (const [position, { value }] of stringList(pyproject, [...base, key]).entries())
          yield { path: [...base, key, position], text: value };
      }
      for (const source of keysOf(pyproject, [...base, "force-include"]))
        yield { path: [...base, "force-include", source], text: source };
    }
  },
  howToFill(tree, field) {
    const { pyproject } = tree;
    // A metadata hook may fill everything but the version.
    if (pyproject === null || field !== "version" || hatchling.versionFromVcs(pyproject)) return null;
    if (hasTable(pyproject, ["tool", "hatch", "version"])) return null;
    const hooks = keysOf(pyproject, ["tool", "hatch", "metadata", "hooks"]);
    return hooks.length > 0 || tree.has("hatch.toml")
      ? null
      : 'set [tool.hatch.version] path = "src/.../__init__.py"';
  },
  packageHelp: ({ root, top }) =>
    `write [tool.hatch.build.targets.wheel] packages = ["${root === "" ? top : `${root}/${top}`}"]`,
};
