import { normalizeName } from "../../version/names.ts";
import { importNamesOf } from "../../distribution/import-names.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** Distributions that develop, test, build or publish others (normalised names). */
export const DEV_TOOLS: ReadonlySet<string> = new Set([
  "autopep8",
  "bandit",
  "black",
  "build",
  "bump2version",
  "bumpversion",
  "check-manifest",
  "codecov",
  "commitizen",
  "coverage",
  "coveralls",
  "flake8",
  "flake8-bugbear",
  "flake8-docstrings",
  "furo",
  "hatch",
  "isort",
  "mypy",
  "nose",
  "nox",
  "pdoc",
  "pep8",
  "pip-tools",
  "poetry",
  "pre-commit",
  "pycodestyle",
  "pydocstyle",
  "pyflakes",
  "pylint",
  "pyright",
  "pyroma",
  "pytest",
  "pytest-asyncio",
  "pytest-benchmark",
  "pytest-cov",
  "pytest-mock",
  "pytest-xdist",
  "pytype",
  "pyupgrade",
  "ruff",
  "sphinx",
  "sphinx-rtd-theme",
  "towncrier",
  "tox",
  "twine",
  "wheel",
  "yapf",
]);

/** Whether a project works on the tool itself: a plug-in, a wrapper, a member of its family. */
export function isAbout(tool: string, projectName: string): boolean {
  const name = normalizeName(projectName);
  const family = tool.split("-")[0] ?? tool;
  return name === tool || name.split("-").includes(family);
}

/** Whether the project's own code imports the tool, or a pytest plug-in is declared: then it is a real requirement. */
export function isImported(inputs: RuleInputs, tool: string): boolean {
  const wanted = importNamesOf(tool);
  const scans = inputs.scans === undefined ? [inputs.imports] : [...inputs.scans.values()];
  const modules = scans.flatMap((scan) => scan?.wheel?.modules ?? scan?.tree?.modules ?? []);
  const isOurs = (name: string): boolean => !name.startsWith("script:");
  if (
    modules.some(
      (module) =>
        isOurs(module.module) &&
        module.imports.some((item) => wanted.includes(item.module.split(".")[0] ?? "")),
    )
  ) {
    return true;
  }
  const groups = [
    ...(inputs.tree?.project.entryPoints.keys() ?? []),
    ...inputs.wheels.flatMap((wheel) => [...(wheel.entryPoints?.groups.keys() ?? [])]),
  ];
  return groups.some((group) => group.startsWith(`${tool}.`) || group === `${tool}11`);
}
