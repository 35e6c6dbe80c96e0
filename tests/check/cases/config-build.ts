import { CLEAN_GIT, edit } from "../../support/tree.ts";
import { COMPAT, type RuleCase } from "../rule-case.ts";

const project = (find: string, replace: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit(find, replace) },
});
const HATCH = (text: string): string =>
  text
    .replace("setuptools>=77", "hatchling")
    .replace("setuptools.build_meta", "hatchling.build")
    .replace('[tool.setuptools.packages.find]\nwhere = ["src"]\n', "");
const SCM = (text: string): string =>
  text
    .replace('["setuptools>=77"]', '["setuptools>=77", "setuptools_scm[toml]>=8"]')
    .replace('version = "1.0"', 'dynamic = ["version"]');

/** What a build makes of the project files: discovery, setup.py, dynamic fields, old settings. */
export const configBuildCases: readonly RuleCase[] = [
  {
    code: "F007",
    fires: project('["setuptools>=77"]', '["setuptools>=77", "wheel"]'),
    silent: project('["setuptools>=77"]', '["setuptools>=77", "wheel-inspect"]'),
    says: 'build-system.requires names "wheel"',
    at: "pyproject.toml:2",
  },
  {
    code: "F011",
    fires: { tree: { "pyproject.toml": HATCH, "MANIFEST.in": "include x\n" } },
    silent: { tree: { "MANIFEST.in": "include LICENSE\n" } },
    says: "hatchling does not read MANIFEST.in",
    at: "MANIFEST.in",
    help: "[tool.hatch.build.targets.sdist]",
  },
  {
    code: "F012",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          `${HATCH(text)}\n[tool.hatch.build.targets.wheel]\npackages = ["src/dmo"]\n`,
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          `${HATCH(text)}\n[tool.hatch.build.targets.wheel]\npackages = ["./src/demo/"]\nonly-include = ["src/**/*.py"]\n`,
      },
    },
    says: "names src/dmo, which is not in the tree",
    at: "pyproject.toml:25",
  },
  {
    code: "F019",
    fires: { ...COMPAT, tree: { "pyproject.toml": SCM }, git: { tags: [], tagsAtHead: [], describe: null } },
    silent: { tree: { "pyproject.toml": SCM }, git: {} },
    says: "no tag names a release",
    severity: "warning",
  },
  {
    code: "F019",
    about: "the tags are of another package by the tool's settings",
    fires: {
      ...COMPAT,
      tree: { "pyproject.toml": (text) => `${SCM(text)}\n[tool.setuptools_scm]\ntag.prefix = "py-v"\n` },
      git: { tags: [{ name: "js-v9.0", commit: "c".repeat(40) }], tagsAtHead: [], describe: null },
    },
    silent: {
      ...COMPAT,
      tree: { "pyproject.toml": (text) => `${SCM(text)}\n[tool.setuptools_scm]\ntag.prefix = "py-v"\n` },
      git: {
        tags: [{ name: "py-v1.0", commit: CLEAN_GIT.head }],
        tagsAtHead: ["py-v1.0"],
        describe: { tag: "py-v1.0", distance: 0 },
      },
    },
    says: "no tag names a release",
    severity: "warning",
    help: "git tag py-v0.1.0",
  },
  {
    code: "F019",
    about: "pdm counts from the tags, too",
    fires: {
      ...COMPAT,
      tree: { "pyproject.toml": pdm("") },
      git: { tagsAtHead: [], describe: { tag: "v1.0", distance: 3 } },
    },
    silent: {
      tree: { "pyproject.toml": pdm('version_format = "demo:format"\n') },
      git: { tagsAtHead: [], describe: { tag: "v1.0", distance: 3 } },
    },
    says: "gets a local part",
    severity: "warning",
    help: "version_format",
  },
  {
    code: "F019",
    about: "a development version with a local part",
    fires: {
      ...COMPAT,
      tree: {
        "pyproject.toml": (text) => `${SCM(text)}\n[tool.setuptools_scm]\nversion_scheme = "post-release"\n`,
      },
      git: { tagsAtHead: [], describe: { tag: "v1.0", distance: 3 } },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          `${SCM(text)}\n[tool.setuptools_scm]\nlocal_scheme = "no-local-version"\n`,
      },
      git: { tagsAtHead: [], describe: { tag: "v1.0", distance: 3 } },
    },
    says: "gets a local part",
    severity: "warning",
  },
  {
    code: "F021",
    fires: { tree: { "setup.py": 'from setuptools import setup\n\nsetup(setup_requires=["cython"])\n' } },
    silent: { tree: { "setup.py": "from setuptools import setup\n\n# setup_requires\nsetup()\n" } },
    says: "setup_requires",
    at: "setup.py:3",
    help: "build-system.requires",
  },
  {
    code: "F021",
    about: "setup.cfg, and what makes the build fail",
    fires: { tree: { "setup.cfg": "[options]\nuse_2to3 = true\n" } },
    says: "use_2to3",
    severity: "error",
    at: "setup.cfg:2",
  },
  { code: "F022", fires: { tree: {} }, says: "a folder tests (PY005)" },
  {
    code: "F023",
    fires: project('readme = "README.md"', 'dynamic = ["readme"]'),
    silent: project(
      'readme = "README.md"',
      'dynamic = ["readme"]\n\n[tool.setuptools.dynamic]\nreadme = { file = "README.md" }\n\n[project.x]',
    ),
    says: "project.dynamic names readme",
    at: "pyproject.toml:9",
    help: "[tool.setuptools.dynamic] readme",
  },
  {
    code: "F023",
    about: "what was built has it from somewhere",
    fires: project('readme = "README.md"', 'dynamic = ["readme"]'),
    silent: { ...project('readme = "README.md"', 'dynamic = ["readme"]'), wheel: (good) => good },
    says: "project.dynamic names readme",
  },
  {
    code: "F023",
    about: "a field that is stated, too",
    fires: project('readme = "README.md"', 'dynamic = ["readme"]'),
    silent: project('readme = "README.md"', 'readme = "README.md"\ndynamic = ["readme"]'),
    says: "project.dynamic names readme",
  },
  {
    code: "F023",
    about: "the version",
    fires: {
      tree: { "pyproject.toml": (text) => HATCH(text).replace('version = "1.0"', 'dynamic = ["version"]') },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          `${HATCH(text).replace('version = "1.0"', 'dynamic = ["version"]')}\n[tool.hatch.version]\npath = "src/demo/__init__.py"\n`,
      },
    },
    says: "project.dynamic names version, but hatchling",
    help: "[tool.hatch.version]",
    explains: "build:no-version",
  },
];

function pdm(more: string): (text: string) => string {
  return (text) =>
    `${edit('version = "1.0"', 'dynamic = ["version"]')(text)}\n[tool.pdm.version]\nsource = "scm"\n${more}`
      .replace("setuptools>=77", "pdm-backend")
      .replace("setuptools.build_meta", "pdm.backend");
}
