import { holds } from "./holds.ts";
import type { RuleCase } from "../rule-case.ts";

/** The good project with hatchling in place of setuptools; `settings` follow. */
function hatch(settings: string): (text: string) => string {
  return (text) =>
    text
      .replace("setuptools>=77", "hatchling")
      .replace("setuptools.build_meta", "hatchling.build")
      .replace(/\[tool.setuptools[\s\S]*/, settings);
}

const TARGET = "[tool.hatch.build.targets.wheel]\n";
const NO_DEMO = { "src/demo/__init__.py": null, "src/demo/cli.py": null } as const;
const INIT = '"""Demo."""\n\n__version__ = "1.0"\n';

/** Wheels without the project's package, and imports of modules that nobody has. */
export const ownPackageCases: readonly RuleCase[] = [
  {
    code: "K046",
    about: "another package has files of the same names",
    fires: { tree: {}, ...holds({ "kit/__init__.py": "Y = 1\n" }, "demo/__init__.py", "demo/cli.py") },
    silent: {
      tree: { "src/demo/cli.py": null },
      ...holds({ "kit/__init__.py": INIT }, "demo/__init__.py", "demo/cli.py"),
    },
    says: "installs kit but not the project's package demo (src/demo",
    severity: "error",
  },
  {
    code: "K046",
    about: "the wheel holds nothing but tests, and the package has another name",
    fires: {
      tree: { ...NO_DEMO, "src/skate/__init__.py": "X = 1\n", "tests/__init__.py": "" },
      ...holds({ "tests/__init__.py": "" }, "demo/__init__.py", "demo/cli.py"),
    },
    silent: {
      tree: { ...NO_DEMO, "src/skate/__init__.py": "X = 1\n", "tests/__init__.py": "" },
      ...holds(
        { "skate/__init__.py": "X = 1\n", "tests/__init__.py": "" },
        "demo/__init__.py",
        "demo/cli.py",
      ),
    },
    says: "installs tests but not the project's package skate (src/skate/__init__.py)",
    explains: "top-level:tests",
  },
  {
    code: "K046",
    about: "from the tree: hatchling was told to ship the scripts",
    fires: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}packages = ["scripts"]\n`),
        "src/skate/__init__.py": "from .core import X\n",
        "src/skate/core.py": "X = 1\n",
        "scripts/__init__.py": "",
      },
    },
    silent: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}packages = ["src/skate", "scripts"]\n`),
        "src/skate/__init__.py": "from .core import X\n",
        "src/skate/core.py": "X = 1\n",
        "scripts/__init__.py": "",
      },
    },
    says: "installs scripts but not the project's package skate (src/skate",
    help: 'packages = ["src/skate"]',
  },
  {
    code: "K046",
    about: "from the tree: src itself is the package, told instead of what follows from it",
    fires: {
      tree: {
        "pyproject.toml": hatch(`${TARGET}only-include = ["src"]\n`),
        "src/demo/__init__.py": "from demo.cli import main\n",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": hatch(`${TARGET}only-include = ["src"]\nsources = ["src"]\n`),
        "src/demo/__init__.py": "from demo.cli import main\n",
      },
    },
    says: "installs src but not the project's package demo (src/demo",
    explains: "top-level:src",
  },
  {
    code: "K003",
    about: "from the tree",
    fires: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}only-include = ["src"]\n`),
        "src/cli.py": "def main():\n    return 0\n",
        "demo/__init__.py": "",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": hatch(
          `${TARGET}only-include = ["src/demo"]\n[tool.hatch.build.targets.wheel.sources]\nsrc = ""\n`,
        ),
      },
    },
    says: "the wheel that hatchling will build installs a top-level package named src",
    severity: "error",
  },
  {
    code: "K001",
    about: "from the tree: setuptools was given an empty list",
    fires: {
      tree: { "pyproject.toml": (text) => text.replace(/\.packages\.find\][\s\S]*/, "]\npackages = []\n") },
    },
    silent: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": (text) => text.replace(/\.packages\.find\][\s\S]*/, "]\npackages = []\n"),
      },
    },
    says: "the wheel that setuptools will build contains no project files; the tree has demo",
    severity: "error",
    help: 'where = ["src"]',
  },
  {
    code: "K001",
    about: "from the tree: hatchling may choose nothing",
    fires: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}bypass-selection = true\n`),
        "lib/skate/__init__.py": "X = 1\n",
      },
    },
    silent: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}bypass-selection = true\nshared-data = { "lib" = "share/demo" }\n`),
        "lib/skate/__init__.py": "X = 1\n",
      },
    },
    says: "the wheel that hatchling will build contains no project files; the tree has skate",
    help: 'packages = ["lib/skate"]',
  },
  {
    code: "K001",
    about: "a package in a folder that no convention knows",
    fires: {
      tree: { ...NO_DEMO, "pyproject.toml": hatch(""), "lib/skate/__init__.py": "X = 1\n" },
      ...holds({}, "demo/__init__.py", "demo/cli.py"),
    },
    silent: {
      tree: { ...NO_DEMO, "pyproject.toml": hatch("") },
      ...holds({}, "demo/__init__.py", "demo/cli.py"),
    },
    says: "demo-1.0-py3-none-any.whl contains no project files; the tree has skate",
    help: 'packages = ["lib/skate"]',
  },
  {
    code: "K015",
    about: "a part of a namespace, of which the settings choose another one",
    fires: {
      tree: {
        "pyproject.toml": hatch(
          `${TARGET}only-include = ["src/demo"]\nexclude = ["fins"]\nsources = ["src"]\n`,
        ),
        "src/demo/fins/__init__.py": "",
      },
    },
    silent: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}only-include = ["src/demo/alpha"]\nsources = ["src"]\n`),
        "src/demo/alpha/__init__.py": "",
        "src/demo/beta/__init__.py": "",
      },
    },
    says: "the package demo.fins",
    severity: "warning",
  },
  {
    code: "K016",
    about: "from the tree: another part of the namespace",
    fires: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}only-include = ["src/demo/alpha"]\nsources = ["src"]\n`),
        "src/demo/alpha/__init__.py": "def f():\n    from demo import beta\n    return beta\n",
        "src/demo/beta/__init__.py": "",
      },
    },
    silent: {
      tree: {
        ...NO_DEMO,
        "pyproject.toml": hatch(`${TARGET}only-include = ["src/demo/alpha"]\nsources = ["src"]\n`),
        "src/demo/alpha/__init__.py":
          "def f():\n    try:\n        from demo import beta\n    except ImportError:\n        return None\n    from demo import gamma\n    return gamma\n",
        "src/demo/beta/__init__.py": "",
      },
    },
    says: "demo/alpha/__init__.py imports demo.beta, which is not in the wheel that hatchling will build",
    severity: "error",
  },
  {
    code: "K016",
    about: "in a function, and nobody has the module",
    fires: { tree: {}, ...holds({ "demo/a.py": "def f():\n    from .gone import x\n    return x\n" }) },
    silent: {
      tree: {},
      ...holds({
        "demo/a.py":
          "import sys\ndef f(kind):\n    try:\n        from .gone import x\n    except ImportError:\n        x = None\n    if kind:\n        from .gone import y\n    return x\n",
      }),
    },
    says: "demo/a.py imports demo.gone, which is not in demo-1.0-py3-none-any.whl",
    severity: "error",
    help: "add the module demo.gone, or remove the import",
  },
  {
    code: "K016",
    about: "from the tree: nobody has the module",
    fires: { tree: { "src/demo/a.py": "def f():\n    from .gone import x\n    return x\n" } },
    silent: {
      tree: {
        ".gitignore": "/src/demo/made.py\n",
        "src/demo/grammar.g4": "",
        "src/demo/a.py": "def f():\n    from .made import x\n    from .grammar import y\n    return x, y\n",
      },
    },
    says: "demo/a.py imports demo.gone, which is not in the wheel that setuptools will build",
    severity: "error",
  },
  {
    code: "K016",
    about: "another letter's case",
    fires: { tree: { "src/demo/a.py": "def f():\n    from demo.CLI import main\n    return main\n" } },
    silent: { tree: { "src/demo/a.py": "def f():\n    from demo.cli import main\n    return main\n" } },
    says: "demo.cli is, and on Linux that is another module",
    help: "write demo.cli",
  },
  {
    code: "K016",
    about: "from the tree: git ignores the module, and no hook writes it",
    fires: {
      tree: {
        "pyproject.toml": hatch(`${TARGET}packages = ["src/demo"]\n`),
        ".gitignore": "_version.py\n",
        "src/demo/_version.py": "version = '1.0'\n",
        "src/demo/a.py": "from ._version import version\n",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": hatch(
          `${TARGET}packages = ["src/demo"]\n[tool.hatch.build.hooks.vcs]\nversion-file = "src/demo/_version.py"\n`,
        ),
        ".gitignore": "_version.py\n",
        "src/demo/_version.py": "version = '1.0'\n",
        "src/demo/a.py": "from ._version import version\n",
      },
    },
    says: "demo/a.py imports demo._version",
  },
];
