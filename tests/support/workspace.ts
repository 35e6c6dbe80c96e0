import type { FileSet } from "./git.ts";

/** A member of a workspace below `packages/`, built by hatchling. */
export function member(name: string, version: string, more = ""): FileSet {
  const directory = `packages/${name}`;
  return {
    [`${directory}/pyproject.toml`]:
      '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n' +
      `[project]\nname = "${name}"\nversion = "${version}"\nrequires-python = ">=3.9"\n${more}`,
    [`${directory}/src/${name}/__init__.py`]: "",
  };
}

/** uv's workspace: core, and app, which requires it as `requirement` says. */
export function uvWorkspace(requirement: string): FileSet {
  return {
    "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
    ...member("core", "0.3.0"),
    ...member(
      "app",
      "0.3.0",
      `dependencies = ["${requirement}"]\n[tool.uv.sources]\ncore = { workspace = true }\n`,
    ),
  };
}

/** Poetry's way: a root without a package, and path dependencies. */
export function poetryWorkspace(requirement: string): FileSet {
  return {
    "pyproject.toml":
      '[tool.poetry]\npackage-mode = false\n[tool.poetry.dependencies]\npython = ">=3.9"\n' +
      'core = { path = "packages/core", develop = true }\napp = { path = "packages/app", develop = true }\n',
    ...member("core", "0.3.0"),
    ...member(
      "app",
      "0.3.0",
      `dependencies = ["${requirement}"]\n[tool.poetry.dependencies]\ncore = { path = "../core", develop = true }\n`,
    ),
  };
}
