import { edit } from "../../support/tree.ts";
import type { RuleCase, Situation } from "../rule-case.ts";

/** The good project with other lines at the end of pyproject.toml, built by another backend when one is named. */
function tables(lines: string, backend?: readonly [requirement: string, object: string]): Situation {
  return {
    tree: {
      "pyproject.toml": (text) => {
        const built =
          backend === undefined
            ? text
            : text
                .replace("setuptools>=77", () => backend[0])
                .replace("setuptools.build_meta", () => backend[1])
                .replace('\n[tool.setuptools.packages.find]\nwhere = ["src"]\n', "");
        return `${built}\n${lines}\n`;
      },
    },
  };
}

const HATCH = ["hatchling", "hatchling.build"] as const;
const POETRY = ["poetry-core", "poetry.core.masonry.api"] as const;
const FLIT = ["flit_core", "flit_core.buildapi"] as const;
const PDM = ["pdm-backend", "pdm.backend"] as const;
const UV = ["uv_build", "uv_build"] as const;
const MATURIN = ["maturin", "maturin"] as const;
const SCIKIT = ["scikit-build-core", "scikit_build_core.build"] as const;
const MESON = ["meson-python", "mesonpy"] as const;

/** A misspelt key of each backend. */
const MISSPELT: readonly (readonly [
  lines: string,
  backend: readonly [string, string] | undefined,
  says: string,
  help: string,
  severity: "error" | "warning",
])[] = [
  [
    '[tool.hatch.build.target.wheel]\npackages = ["src/demo"]',
    HATCH,
    "[tool.hatch.build] has no key target",
    "targets",
    "warning",
  ],
  [
    '[tool.hatch.build.targets.whel]\npackages = ["src/demo"]',
    HATCH,
    "[tool.hatch.build.targets] has no key whel",
    "wheel",
    "warning",
  ],
  [
    '[tool.hatch.build.targets.wheel]\npackage = ["src/demo"]',
    HATCH,
    "has no key package",
    "packages",
    "warning",
  ],
  ["[tool.hatch.builds]\nexclude = []", HATCH, "[tool.hatch] has no key builds", "build", "warning"],
  ['[tool.hatchling.build]\nexclude = ["x"]', HATCH, "no tool reads [tool.hatchling]", "hatch", "warning"],
  [
    '[tool.setuptools]\npackage_data = { demo = ["*.json"] }',
    undefined,
    "[tool.setuptools] has no key package_data",
    "package-data",
    "error",
  ],
  [
    "[tool.setuptools]\nsomething-new = 1",
    undefined,
    "has no key something-new",
    "remove something-new",
    "error",
  ],
  [
    '[tool.setuptools.dynamic]\nversion = { attribute = "demo.v" }',
    undefined,
    "[tool.setuptools.dynamic.version] has no key attribute",
    "remove attribute",
    "error",
  ],
  ['[tool.poetry]\ninclud = ["x"]', POETRY, "[tool.poetry] has no key includ", "include", "warning"],
  [
    '[[tool.poetry.packages]]\ninclude = "demo"\nfro = "src"',
    POETRY,
    "[tool.poetry.packages] has no key fro",
    "from",
    "error",
  ],
  ['[tool.flit.sdist]\nincludes = ["x"]', FLIT, "[tool.flit.sdist] has no key includes", "include", "error"],
  ['[tool.pdm.build]\ninclude = ["x"]', PDM, "[tool.pdm.build] has no key include", "includes", "warning"],
  [
    '[tool.uv.build_backend]\nmodule-root = ""',
    UV,
    "[tool.uv] has no key build_backend",
    "build-backend",
    "warning",
  ],
  [
    '[tool.uv.build-backend]\nmodule_root = ""',
    UV,
    "[tool.uv.build-backend] has no key module_root",
    "module-root",
    "warning",
  ],
  [
    '[tool.maturin]\npython_source = "python"',
    MATURIN,
    "[tool.maturin] has no key python_source",
    "python-source",
    "warning",
  ],
  ['[tool.scikit-build.wheel]\npackage = ["src/demo"]', SCIKIT, "has no key package", "packages", "error"],
  [
    '[tool.meson-python.args]\nsetups = ["-Dx=1"]',
    MESON,
    "[tool.meson-python.args] has no key setups",
    "setup",
    "error",
  ],
  [
    '[tool.setuptools_scm]\nwrite_too = "x"',
    undefined,
    "[tool.setuptools_scm] has no key write_too",
    "write_to",
    "warning",
  ],
];

/** Tables of pyproject.toml that no tool reads, or not so. */
export const tableCases: readonly RuleCase[] = [
  ...MISSPELT.map(([lines, backend, says, help, severity]): RuleCase => ({
    code: "F015",
    about: says,
    fires: tables(lines, backend),
    says,
    help,
    severity,
  })),
  {
    code: "F015",
    about: "where plugins may add keys, and in the tables of a backend that is not used",
    fires: tables("[tool.hatch.build]\nignore_vcs = true", HATCH),
    silent: tables(
      '[tool.hatch.build.hooks.mine]\nx = 1\n\n[tool.hatch.build.targets.zipapp]\nx = 1\n\n[tool.poetry]\nname = "demo"\nmine = 1\n\n[tool.poetry.build]\nmine = 1\n\n[tool.pdm.scripts]\nmine = "x"\n\n[tool.hatch.version]\nsource = "mine"\nanything = 1',
      HATCH,
    ),
    says: "has no key ignore_vcs",
    help: "ignore-vcs",
  },
  {
    code: "F015",
    about: "where a plugin of the build may read keys",
    fires: tables("[tool.pdm.build]\nlocked = true", PDM),
    silent: tables("[tool.pdm.build]\nlocked = true\nlocked-groups = []", [
      'pdm-backend", "pdm-build-locked',
      "pdm.backend",
    ]),
    says: "has no key locked",
  },
  {
    code: "F024",
    fires: tables('[options]\npackage_dir = "src"\ninclude_package_data = true'),
    silent: tables(
      '[dependency-groups]\ntest = ["pytest"]\n\n[external]\nbuild-requires = ["virtual:compiler/c"]',
    ),
    says: "no tool reads options at the top of pyproject.toml: it is a section of setup.cfg",
    severity: "warning",
    help: "[tool.setuptools.package-data]",
  },
  {
    code: "F024",
    about: "a misspelt one",
    fires: tables('[dependency_groups]\ntest = ["pytest"]'),
    says: "no tool reads dependency_groups",
    help: "write [dependency-groups]",
  },
  {
    code: "F024",
    about: "a tool's table without tool",
    fires: tables("[pytest]\naddopts = '-q'"),
    says: "no tool reads pytest",
    help: "[tool.pytest]",
  },
  {
    code: "F025",
    fires: {
      tree: {
        "pyproject.toml": edit('license-files = ["LICENSE"]', 'license-files = { paths = ["LICENSE"] }'),
      },
    },
    says: "license-files is a table",
    severity: "error",
    help: 'license-files = ["LICENSE"]',
    at: "pyproject.toml:12",
  },
  {
    code: "F025",
    about: "hatchling still takes it",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "hatchling")
            .replace("setuptools.build_meta", "hatchling.build")
            .replace('license-files = ["LICENSE"]', 'license-files = { globs = ["LICEN*"] }'),
      },
    },
    says: "license-files is a table",
    severity: "warning",
  },
];
