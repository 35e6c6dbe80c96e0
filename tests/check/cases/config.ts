import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const project = (find: string, replace: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit(find, replace) },
});
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
    says: "not declared",
    at: "setup.py",
    severity: "info",
  },
  {
    code: "F002",
    about: "a setup.py that needs more than setuptools",
    fires: {
      tree: {
        "pyproject.toml": null,
        "setup.py": 'import numpy\nfrom setuptools import setup\nsetup(name="demo", version="1.0")\n',
      },
    },
    silent: { tree: { "pyproject.toml": () => "[tool.ruff]\nline-length = 100\n" } },
    says: "not declared",
    severity: "warning",
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
    about: "a slip",
    fires: project('description = "A', 'desription = "A'),
    says: "no key desription",
    at: "pyproject.toml:8",
    help: "did you mean description?",
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
    about: "the backend has built with it, hence ignores it",
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
    says: "[tool.setuptools] has no key package_data",
    severity: "error",
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
    says: "defines one test but runs none",
    at: `${WORKFLOW}:4`,
  },
];
