import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const READS = 'from pathlib import Path\n\nX = (Path(__file__).parent / "x.json").read_text()\n';

/** setup.py in place of [project]. */
function setupPy(keywords: string): Readonly<Record<string, string | null | ((text: string) => string)>> {
  return {
    "pyproject.toml":
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n',
    "setup.py": `from setuptools import Extension, find_packages, setup\n\nsetup(\n    name="demo",\n    version="1.0",\n    ${keywords},\n)\n`,
  };
}

/** What `check` sees in a tree alone: the wheel is predicted by the backend's rules. */
export const predictedCases: readonly RuleCase[] = [
  {
    code: "K012",
    about: "from the tree: setuptools and no package data",
    fires: { tree: { "src/demo/x.json": "{}", "src/demo/a.py": READS } },
    silent: {
      tree: {
        "pyproject.toml": (text) => `${text}\n[tool.setuptools.package-data]\ndemo = ["*.json"]\n`,
        "src/demo/x.json": "{}",
        "src/demo/a.py": READS,
      },
    },
    says: "src/demo/x.json is in the tree and not in the wheel that setuptools will build",
    severity: "error",
    at: "src/demo/a.py:3",
    help: 'add `demo = ["x.json"]` to [tool.setuptools.package-data]',
  },
  {
    code: "K012",
    about: "from the tree: a pattern is relative to the package, whose folders are packages, too",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          `${text}\n[tool.setuptools.package-data]\ndemo = ["src/demo/templates/*"]\n`,
        "src/demo/templates/log.txt": "",
        "src/demo/a.py": READS.replace("x.json", "templates/log.txt"),
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) => `${text}\n[tool.setuptools.package-data]\ndemo = ["templates/*"]\n`,
        "src/demo/templates/log.txt": "",
        "src/demo/a.py": READS.replace("x.json", "templates/log.txt"),
      },
    },
    says: "src/demo/templates/ is in the tree and not in the wheel that setuptools will build",
    help: 'add `demo = ["templates/*"]` to [tool.setuptools.package-data]',
  },
  {
    code: "K012",
    about: "from the tree: setup.py, and MANIFEST.in without include_package_data",
    fires: {
      tree: {
        ...setupPy('packages=find_packages("src"), package_dir={"": "src"}'),
        "MANIFEST.in": "recursive-include src *.json\n",
        "src/demo/x.json": "{}",
        "src/demo/a.py": READS,
      },
    },
    silent: {
      tree: {
        ...setupPy('packages=find_packages("src"), package_dir={"": "src"}, include_package_data=True'),
        "MANIFEST.in": "recursive-include src *.json\n",
        "src/demo/x.json": "{}",
        "src/demo/a.py": READS,
      },
    },
    says: "reads demo/x.json",
  },
  {
    code: "K012",
    about: "from the tree: hatchling excludes it",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "hatchling")
            .replace("setuptools.build_meta", "hatchling.build")
            .replace(/\[tool.setuptools[\s\S]*/, '[tool.hatch.build]\nexclude = ["*.json"]\n'),
        "src/demo/x.json": "{}",
        "src/demo/a.py": READS,
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "hatchling")
            .replace("setuptools.build_meta", "hatchling.build")
            .replace(
              /\[tool.setuptools[\s\S]*/,
              '[tool.hatch.build]\nexclude = ["*.json"]\n\n[tool.hatch.build.hooks.custom]\n',
            ),
        "src/demo/x.json": "{}",
        "src/demo/a.py": READS,
      },
    },
    says: "not in the wheel that hatchling will build",
  },
  {
    code: "K013",
    about: "from the tree alone",
    fires: { tree: { "src/demo/data/x.json": "{}" } },
    silent: {
      tree: { "MANIFEST.in": "graft src\n", "src/demo/data/x.json": "{}" },
    },
    says: "src/demo/data/x.json is not in the wheel that setuptools will build",
    severity: "warning",
  },
  {
    code: "K015",
    about: "from the tree: a list of packages without one",
    fires: {
      tree: {
        "pyproject.toml": edit(
          '[tool.setuptools.packages.find]\nwhere = ["src"]',
          '[tool.setuptools]\npackages = ["demo"]\npackage-dir = { "" = "src" }',
        ),
        "src/demo/sub/__init__.py": "",
      },
    },
    silent: { tree: { "src/demo/sub/__init__.py": "", "src/demo/tests/__init__.py": "" } },
    says: "the package demo.sub (src/demo/sub/__init__.py) is not in the wheel that setuptools will build",
    severity: "warning",
  },
  {
    code: "K016",
    about: "from the tree: find_packages passes by a folder without __init__.py",
    fires: {
      tree: {
        ...setupPy('packages=find_packages(where="src"), package_dir={"": "src"}'),
        "src/demo/agents/factory.py": "",
        "src/demo/a.py": "def f():\n    from .agents.factory import x\n    return x\n",
      },
    },
    silent: {
      tree: {
        "src/demo/agents/factory.py": "",
        "src/demo/a.py": "def f():\n    from .agents.factory import x\n    return x\n",
      },
    },
    says: "demo/a.py imports demo.agents.factory, which is not in the wheel that setuptools will build; src/demo/agents/ is in the tree",
    severity: "error",
    help: "add an empty src/demo/agents/__init__.py",
    at: "src/demo/a.py:2",
  },
  {
    code: "K016",
    about: "the line that leaves the module out is named",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "hatchling")
            .replace("setuptools.build_meta", "hatchling.build")
            .replace(
              /\[tool.setuptools[\s\S]*/,
              '[tool.hatch.build]\nexclude = [\n  "*.bak",\n  "tables.py",\n]\n',
            ),
        "src/demo/tables.py": "",
        "src/demo/a.py": "from demo.tables import x\n",
      },
    },
    says: "demo/a.py imports demo.tables",
    help: 'remove "tables.py" from exclude in pyproject.toml (line 26)',
  },
  {
    code: "K016",
    about: "the name that setuptools is told to leave out",
    fires: {
      tree: {
        "pyproject.toml": (text) => `${text.trimEnd()}\nexclude = ["demo.sub*"]\n`,
        "src/demo/sub/__init__.py": "",
        "src/demo/a.py": "import demo.sub\n",
      },
    },
    says: "demo/a.py imports demo.sub",
    help: 'remove "demo.sub*" from exclude in pyproject.toml (line 25)',
  },
  {
    code: "K046",
    about: "from the tree: find_packages looks inside the package",
    fires: {
      tree: {
        ...setupPy(
          'packages=find_packages("demo"), package_dir={"": "."}, ext_modules=[Extension("_demo", ["m.c"])]',
        ),
        "src/demo/__init__.py": null,
        "src/demo/cli.py": null,
        "demo/__init__.py": "",
        "demo/util.py": "",
        "m.c": "",
      },
    },
    silent: {
      tree: {
        ...setupPy(
          'packages=find_packages("."), package_dir={"": "."}, ext_modules=[Extension("_demo", ["m.c"])]',
        ),
        "src/demo/__init__.py": null,
        "src/demo/cli.py": null,
        "demo/__init__.py": "",
        "demo/util.py": "",
        "m.c": "",
      },
    },
    says: "installs no module but not the project's package demo (demo/__init__.py)",
    severity: "error",
  },
  {
    code: "K046",
    about: "from the tree: where names the package itself",
    fires: {
      tree: {
        "pyproject.toml": edit('where = ["src"]', 'where = ["src/demo"]'),
        "src/demo/fins/__init__.py": "",
      },
    },
    says: "installs fins but not the project's package demo (src/demo",
  },
  {
    code: "K046",
    about: "from the tree: hatchling takes the folder above for a namespace",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          text
            .replace("setuptools>=77", "hatchling")
            .replace("setuptools.build_meta", "hatchling.build")
            .replace(/\[tool.setuptools[\s\S]*/, ""),
        "src/demo/__init__.py": null,
        "src/demo/cli.py": null,
        "source/demo/__init__.py": "",
        "source/demo/cli.py": "def main():\n    return 0\n",
      },
    },
    says: "installs source but not the project's package demo (source/demo",
    help: 'packages = ["source/demo"]',
  },
];
