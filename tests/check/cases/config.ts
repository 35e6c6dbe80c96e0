import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const project = (find: string, replace: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit(find, replace) },
});
const HATCH = (text: string): string =>
  text
    .replace("setuptools>=77", "hatchling")
    .replace("setuptools.build_meta", "hatchling.build")
    .replace('[tool.setuptools.packages.find]\nwhere = ["src"]\n', "");
/** The package at the root, and no word of where it is. */
const FLAT: NonNullable<RuleCase["fires"]["tree"]> = {
  "pyproject.toml": edit('[tool.setuptools.packages.find]\nwhere = ["src"]\n', ""),
  "src/demo/__init__.py": null,
  "src/demo/cli.py": null,
  "demo/__init__.py": "",
  "demo/cli.py": "def main():\n    pass\n",
};
const SCM = (text: string): string =>
  text
    .replace('["setuptools>=77"]', '["setuptools>=77", "setuptools_scm[toml]>=8"]')
    .replace('version = "1.0"', 'dynamic = ["version"]');
const WORKFLOW = ".github/workflows/release.yml";

/** pyproject.toml, setup.py and workflows. */
export const configCases: readonly RuleCase[] = [
  {
    code: "F002",
    fires: {
      tree: {
        "pyproject.toml": null,
        "setup.py": 'from setuptools import setup\nsetup(name="demo", version="1.0")\n',
      },
    },
    says: "no pyproject.toml",
    at: "setup.py",
  },
  {
    code: "F002",
    about: "no [build-system]",
    fires: project(
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n',
      "",
    ),
    says: "no [build-system]",
  },
  {
    code: "F003",
    fires: project("setuptools.build_meta", "setuptools.build_metta"),
    silent: project(
      'requires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"',
      'requires = ["enscons"]\nbuild-backend = "enscons.api"',
    ),
    says: "setuptools.build_metta",
    at: "pyproject.toml:3",
    help: 'build-backend = "setuptools.build_meta"',
  },
  {
    code: "F004",
    fires: project("[project.urls]", 'homepage = "https://good.dev"\n\n[project.urls]'),
    says: "no key homepage",
    at: "pyproject.toml:17",
    help: "[project.urls]",
  },
  {
    code: "F004",
    about: "maturin takes it",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "maturin>=1.5")
            .replace("setuptools.build_meta", "maturin")
            .replace("[project.urls]", 'desription = "x"\n\n[project.urls]'),
      },
    },
    says: "desription",
    severity: "warning",
    help: "description",
  },
  {
    code: "F004",
    about: "the back-end has built with it, hence ignores it",
    fires: {
      ...project("[project.urls]", 'repository = "https://good.dev"\n\n[project.urls]'),
      wheel: (good) => good,
    },
    says: "no key repository",
    severity: "warning",
    help: "[project.urls]",
  },
  {
    code: "F005",
    fires: project('version = "1.0"\n', ""),
    silent: project('version = "1.0"', 'dynamic = ["version"]'),
    says: "no version",
    at: "pyproject.toml:5",
  },
  {
    code: "F006",
    fires: project('version = "1.0"', 'version = "1.0"\ndynamic = ["version"]'),
    silent: project('version = "1.0"', 'version = "1.0"\ndynamic = ["dependencies", "description-x"]'),
    says: "project.version",
    at: "pyproject.toml:8",
  },
  {
    code: "F008",
    fires: {
      tree: {
        "pyproject.toml":
          '[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n\n[tool.poetry]\nname = "demo"\nversion = "1.0"\ndescription = "d"\nauthors = []\n',
      },
    },
    says: "[tool.poetry]",
    at: "pyproject.toml:5",
  },
  {
    code: "F009",
    fires: { tree: { "setup.py": 'from setuptools import setup\n\nsetup(version="0.9")\n' } },
    silent: { tree: { "setup.py": 'from setuptools import setup\n\nsetup(version="1.0.0", name="Demo")\n' } },
    says: "setup.py says version 0.9, pyproject.toml says 1.0",
    at: "setup.py:3",
  },
  {
    code: "F009",
    about: "setup.cfg",
    fires: { tree: { "setup.cfg": "[metadata]\nname = demo\n[options]\npython_requires = >=3.7\n" } },
    silent: { tree: { "setup.cfg": "[metadata]\nname = demo\nversion = attr: demo.__version__\n" } },
    says: "setup.cfg says requires-python >=3.7",
    at: "setup.cfg:4",
  },
  {
    code: "F014",
    fires: project(
      "[project.urls]",
      '[dependency-groups]\ntest = ["pytest"]\ndev = [{ include-group = "tests" }]\n\n[project.urls]',
    ),
    silent: project(
      "[project.urls]",
      '[dependency-groups]\ntest_all = ["pytest"]\ndev = [{ include-group = "Test-All" }]\n\n[project.urls]',
    ),
    says: "includes tests",
    help: "test",
  },
  {
    code: "F007",
    fires: project('["setuptools>=77"]', '["setuptools>=77", "wheel"]'),
    silent: project('["setuptools>=77"]', '["setuptools>=77", "wheel-inspect"]'),
    says: 'build-system.requires names "wheel"',
    at: "pyproject.toml:2",
  },
  {
    code: "F010",
    fires: project('where = ["src"]', 'where = ["."]\ninclude = ["demo*"]'),
    silent: project('where = ["src"]', 'where = ["src", "lib"]\ninclude = ["dem?"]'),
    says: "packages.find looks in . and finds no package; they lie in src",
    at: "pyproject.toml:24",
    help: 'where = ["src"]',
    explains: "build:discovery",
  },
  {
    code: "F010",
    about: "several packages in a flat layout",
    fires: { tree: { ...FLAT, "assets/x.txt": "", "notebooks/n.py": "" } },
    silent: { tree: { ...FLAT, "tests/test_demo.py": "", "docs/index.md": "" } },
    says: "(assets, demo, notebooks)",
    help: 'include = ["demo*"]',
  },
  {
    code: "F010",
    about: "a back-end that looks for the project's name",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "hatchling")
            .replace("setuptools.build_meta", "hatchling.build")
            .replace('name = "demo"', 'name = "other"'),
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          text.replace("setuptools>=77", "uv_build").replace("setuptools.build_meta", "uv_build"),
      },
    },
    says: "hatchling looks for src/other or other",
    at: "pyproject.toml:6",
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
    code: "F013",
    fires: { tree: { "setup.cfg": "[metadata]\nauthor-email = ada@good.dev\n" } },
    silent: { tree: { "setup.cfg": "[metadata]\nauthor_email = ada@good.dev\n\n[tool:x]\na-b = 1\n" } },
    says: "setuptools' name for it is author_email",
    at: "setup.cfg:2",
  },
  {
    code: "F015",
    fires: project(
      "[tool.setuptools.packages.find]",
      "[tool.setuptools]\npackage_data = {}\n\n[tool.setuptools.packages.find]",
    ),
    silent: project(
      "[tool.setuptools.packages.find]",
      "[tool.setuptools]\nsomething-new = 1\n\n[tool.setuptools.packages.find]",
    ),
    says: "[tool.setuptools] has no key package_data",
    at: "pyproject.toml:24",
    help: "package-data",
  },
  {
    code: "F016",
    fires: project('">=3.9"', '">=3.6,<3.9"'),
    silent: project('">=3.9"', '">=3.8,<3.12"'),
    says: "only Pythons that get no more fixes",
    at: "pyproject.toml:10",
  },
  {
    code: "F018",
    fires: {
      sdist: (good) =>
        good.file(
          "setup.py",
          'from setuptools import setup\n\nsetup(install_requires=open("requirements.txt").read())\n',
        ),
    },
    silent: {
      sdist: (good) =>
        good
          .file("requirements.txt", "click\n")
          .file(
            "setup.py",
            'import os\nfrom setuptools import setup\n\nsetup(install_requires=open("requirements.txt").read())\n',
          ),
    },
    says: "setup.py reads requirements.txt, and the sdist does not hold it",
    help: '"include requirements.txt"',
    explains: "build:missing-file:requirements.txt",
  },
  {
    code: "F018",
    about: "an import that the build does not provide",
    fires: { tree: { "setup.py": "import numpy\nfrom setuptools import setup\n\nsetup()\n" } },
    silent: {
      tree: {
        "pyproject.toml": edit('["setuptools>=77"]', '["setuptools>=77", "numpy"]'),
        "setup.py":
          '"""\nimport torch\n"""\nimport os, sys\nimport numpy as np\nfrom setuptools import setup\ntry:\n    import cython\nexcept ImportError:\n    pass\n\nsetup()\n',
      },
    },
    says: "setup.py imports numpy",
    at: "setup.py:1",
  },
  {
    code: "F018",
    about: "a module beside it",
    fires: { tree: { "setup.py": "import helper\n\nhelper.setup()\n", "helper.py": "" } },
    silent: {
      tree: {
        "setup.py": "import sys\nsys.path.insert(0, '.')\nimport helper\n\nhelper.setup()\n",
        "helper.py": "",
      },
    },
    says: "imports helper, which lies beside it",
    help: 'backend-path = ["."]',
  },
  {
    code: "F019",
    fires: { tree: { "pyproject.toml": SCM }, git: { tags: [], tagsAtHead: [], describe: null } },
    silent: { tree: { "pyproject.toml": SCM }, git: {} },
    says: "no tag names a release",
    severity: "warning",
  },
  {
    code: "F019",
    about: "a development version with a local part",
    fires: {
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
    says: "nothing tells hatchling",
    help: "[tool.hatch.version]",
    explains: "build:no-version",
  },
  {
    code: "W023",
    fires: {
      tree: {
        "tests/smoke_test.py": "import demo\n\n\ndef test_import():\n    assert demo\n",
        [WORKFLOW]:
          "jobs:\n  smoke:\n    steps:\n      - run: uv run --isolated --with dist/*.whl tests/smoke_test.py\n",
      },
    },
    silent: {
      tree: {
        "tests/smoke_test.py": "import demo\n\n\ndef test_import():\n    assert demo\n",
        "tests/direct.py": "def test_a():\n    pass\n\n\ntest_a()\n",
        [WORKFLOW]:
          "jobs:\n  smoke:\n    steps:\n      - run: uv run --with pytest pytest tests/smoke_test.py\n      - run: python -m pytest tests/smoke_test.py\n      - run: python tests/direct.py\n",
      },
    },
    says: "defines one test and runs none",
    at: `${WORKFLOW}:4`,
  },
];
