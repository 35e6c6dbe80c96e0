import type { IniFile } from "./formats/ini.ts";
import { readPoetryTable } from "./poetry/poetry.ts";
import { isTable, readProjectTable, stringAt } from "./pyproject-project.ts";
import { readSetupCfg } from "./setup-cfg.ts";
import type { SetupPy } from "./setup-py.ts";
import { EMPTY_PROJECT, type StaticProject } from "./static-project.ts";
import type { TomlFile } from "./formats/toml-file.ts";

const POETRY = ["tool", "poetry"];

/** The declaration that counts: [project], else [tool.poetry], else [tool.flit], else setup.py over setup.cfg. */
export function chooseProject(
  pyproject: TomlFile | null,
  setupCfg: IniFile | null,
  setupPy: SetupPy | null,
): StaticProject {
  if (pyproject !== null) {
    if (isTable(pyproject.get(["project"]))) {
      return withDynamicFields(readProjectTable(pyproject), fromSetup(setupCfg, setupPy));
    }
    // Without a name it is no declaration where another file makes one.
    const declares =
      setupPy === null && setupCfg === null ? isTable(pyproject.get(POETRY)) : hasName(pyproject);
    if (declares) return readPoetryTable(pyproject);
    if (isTable(pyproject.get(["tool", "flit", "metadata"]))) return readFlitTable(pyproject);
  }
  return fromSetup(setupCfg, setupPy) ?? EMPTY_PROJECT;
}

function hasName(pyproject: TomlFile): boolean {
  return stringAt(pyproject, [...POETRY, "name"]) !== null;
}

/** What setup.py and setup.cfg declare together; null when neither names a project. */
function fromSetup(setupCfg: IniFile | null, setupPy: SetupPy | null): StaticProject | null {
  const cfg = setupCfg === null ? null : readSetupCfg(setupCfg);
  if (setupPy === null) return cfg;
  return cfg === null ? setupPy.project : mergeSetup(setupPy, cfg);
}

/** Fields that [project] calls dynamic come from setup.py or setup.cfg when these declare them (setuptools). */
function withDynamicFields(project: StaticProject, setup: StaticProject | null): StaticProject {
  if (setup === null || project.dynamic.length === 0) return project;
  const isDynamic = (...fields: readonly string[]): boolean =>
    fields.some((field) => project.dynamic.includes(field));
  return {
    ...project,
    ...(isDynamic("version") && { version: setup.version, versionSource: setup.versionSource }),
    ...(isDynamic("requires-python") && { requiresPython: setup.requiresPython }),
    ...(isDynamic("dependencies") && { dependencies: setup.dependencies }),
    ...(isDynamic("optional-dependencies") && { optionalDependencies: setup.optionalDependencies }),
    ...(isDynamic("dependencies", "optional-dependencies") && { dependenciesKnown: setup.dependenciesKnown }),
    ...(isDynamic("scripts", "entry-points") && { scripts: setup.scripts }),
    ...(isDynamic("gui-scripts", "entry-points") && { guiScripts: setup.guiScripts }),
    ...(isDynamic("entry-points") && { entryPoints: setup.entryPoints }),
    ...(isDynamic("classifiers") && { classifiers: setup.classifiers }),
    ...(isDynamic("readme") && { readme: setup.readme }),
  };
}

/** Old flit (before [project]): only the few facts that are static there. */
function readFlitTable(pyproject: TomlFile): StaticProject {
  const base = ["tool", "flit", "metadata"];
  const name = stringAt(pyproject, [...base, "dist-name"]) ?? stringAt(pyproject, [...base, "module"]);
  return {
    ...EMPTY_PROJECT,
    source: "tool.flit",
    name,
    requiresPython: stringAt(pyproject, [...base, "requires-python"]),
  };
}

/** setuptools fills what setup() leaves open from setup.cfg. */
function mergeSetup(setupPy: SetupPy, cfg: StaticProject): StaticProject {
  const py = setupPy.project;
  const version = setupPy.has("version") ? py.version : cfg.version;
  const fromCfg = version !== null && version === cfg.version;
  return {
    ...py,
    source: py.name === null && cfg.name !== null ? "setup.cfg" : "setup.py",
    name: setupPy.has("name") ? py.name : cfg.name,
    version,
    versionSource: version === null ? "dynamic" : fromCfg ? "setup.cfg" : "setup.py",
    summary: py.summary ?? cfg.summary,
    requiresPython: py.requiresPython ?? cfg.requiresPython,
    dependencies: setupPy.has("install_requires") ? py.dependencies : cfg.dependencies,
    optionalDependencies: setupPy.has("extras_require") ? py.optionalDependencies : cfg.optionalDependencies,
    dependenciesKnown: py.dependenciesKnown,
    scripts: [...py.scripts, ...cfg.scripts],
    guiScripts: [...py.guiScripts, ...cfg.guiScripts],
    entryPoints: new Map([...cfg.entryPoints, ...py.entryPoints]),
    readme: cfg.readme,
    license: py.license ?? cfg.license,
    urls: py.urls.length > 0 ? py.urls : cfg.urls,
    authors: py.authors.length > 0 ? py.authors : cfg.authors,
    maintainers: py.maintainers.length > 0 ? py.maintainers : cfg.maintainers,
    classifiers: py.classifiers.length > 0 ? py.classifiers : cfg.classifiers,
  };
}
