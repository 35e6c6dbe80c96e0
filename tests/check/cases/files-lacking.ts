import { edit } from "../../support/tree.ts";
import { holds } from "./holds.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const INIT = '"""Demo."""\n\n__version__ = "1.0"\n';

/** What a wheel lacks of its sources: packages, modules, files. */
export const lackingCases: readonly RuleCase[] = [
  {
    code: "K046",
    about: "only a private extension module is installed",
    fires: {
      tree: {},
      ...holds({ "_demo.cpython-312-x86_64-linux-gnu.so": "\x7fELF" }, "demo/__init__.py", "demo/cli.py"),
    },
    silent: { tree: {}, ...holds({ "_demo.cpython-312-x86_64-linux-gnu.so": "\x7fELF" }) },
    says: "installs _demo but not the project's package demo (src/demo/__init__.py)",
    severity: "error",
    at: "src/demo/__init__.py",
    help: 'where = ["src"]',
    explains: "missing-module:demo",
  },
  {
    code: "K046",
    about: "the folder above the package is installed as one",
    fires: {
      tree: { "src/demo/__init__.py": null, "src/demo/cli.py": null, "source/demo/__init__.py": "" },
      ...holds({ "source/demo/__init__.py": "" }, "demo/__init__.py", "demo/cli.py"),
    },
    silent: {
      tree: {
        "src/demo/__init__.py": null,
        "src/demo/cli.py": null,
        "lib/other/__init__.py": "",
        "examples/demo/__init__.py": "",
        "packages/demo/pyproject.toml": "",
        "packages/demo/__init__.py": "",
      },
      ...holds({ "other/__init__.py": "" }, "demo/__init__.py", "demo/cli.py"),
    },
    says: "installs source but not the project's package demo (source/demo",
  },
  {
    code: "K046",
    about: "what is inside the package is installed, and the project has another name",
    fires: {
      tree: {
        "pyproject.toml": edit('name = "demo"', 'name = "demo-tools"'),
        "src/demo/__init__.py": null,
        "src/demo/cli.py": null,
        "src/skate/__init__.py": "",
        "src/skate/fins/__init__.py": "",
      },
      wheel: (good) =>
        good
          .without("demo/__init__.py")
          .without("demo/cli.py")
          .file("fins/__init__.py", "")
          .metadataLines(headers("Name", "Name: demo-tools")),
    },
    silent: {
      tree: {
        "pyproject.toml": edit('name = "demo"', 'name = "fins"'),
        "src/demo/__init__.py": null,
        "src/demo/cli.py": null,
        "src/skate/__init__.py": "",
        "src/skate/fins/__init__.py": "",
      },
      wheel: (good) =>
        good
          .without("demo/__init__.py")
          .without("demo/cli.py")
          .file("fins/__init__.py", "")
          .metadataLines(headers("Name", "Name: fins")),
    },
    says: "installs fins but not the project's package skate (src/skate",
  },
  {
    code: "K046",
    about: "against the sdist alone",
    fires: { sdist: (good) => good, ...holds({ "other.py": "" }, "demo/__init__.py", "demo/cli.py") },
    silent: {
      sdist: (good) => good,
      // The same modules under another name.
      ...holds({ "renamed/__init__.py": INIT, "renamed/cli.py": "" }, "demo/__init__.py", "demo/cli.py"),
    },
    says: "installs other but not the project's package demo (src/demo",
    at: "demo-1.0.tar.gz!/demo-1.0/src/demo/__init__.py",
  },
  {
    code: "K016",
    about: "in a function, and the tree has the module",
    fires: {
      tree: { "src/demo/rhythm.py": "" },
      ...holds({ "demo/stroke.py": "def stroke():\n    from .rhythm import beat\n    return beat()\n" }),
    },
    silent: {
      tree: { "src/demo/rhythm.py": "", "src/demo/_win.py": "", "src/demo/tests/__init__.py": "" },
      ...holds({
        "demo/stroke.py":
          "import sys\ndef stroke():\n    try:\n        from .rhythm import beat\n    except ImportError:\n        return None\n    if sys.platform == 'win32':\n        from ._win import x\n",
        "demo/run.py": "def test():\n    from .tests import run\n    run()\n",
        "demo/tests2/conftest.py": "from demo.rhythm import beat\n",
      }),
    },
    says: "demo/stroke.py imports demo.rhythm, which is not in demo-1.0-py3-none-any.whl; src/demo/rhythm.py is in the tree",
    severity: "error",
  },
  {
    code: "K016",
    about: "a folder without __init__.py that the wheel lacks, named by two imports",
    fires: {
      tree: { "src/demo/agents/factory.py": "", "src/demo/agents/tools.py": "" },
      ...holds({
        "demo/__init__.py": "from .api import *\n",
        "demo/api.py":
          "def make():\n    from .agents.factory import make\n    from .agents import tools\n    return make(tools)\n",
      }),
    },
    says: "demo/api.py imports demo.agents",
    severity: "error",
    help: "add an empty src/demo/agents/__init__.py",
    explains: "missing-module:demo.agents.factory",
  },
  {
    code: "K016",
    about: "a module that the sdist has, below a condition",
    fires: {
      sdist: (good) => good.file("src/demo/extra.py", ""),
      ...holds({ "demo/a.py": "def f(kind):\n    if kind == 'x':\n        from demo import extra\n" }),
    },
    silent: {
      sdist: (good) => good.file("src/demo/extra.py", ""),
      // A name of the package, not a module.
      ...holds({
        "demo/__init__.py": "extra = 1\n",
        "demo/a.py": "def f(kind):\n    if kind == 'x':\n        from demo import extra\n",
      }),
    },
    says: "src/demo/extra.py is in demo-1.0.tar.gz",
    severity: "warning",
  },
  {
    code: "K016",
    about: "a neighbour at the top of the source folder",
    fires: {
      tree: { "src/helpers/__init__.py": "" },
      ...holds({ "demo/a.py": "def f():\n    import helpers\n" }),
    },
    silent: {
      tree: { "src/click/__init__.py": "", "src/json/__init__.py": "" },
      ...holds({ "demo/a.py": "import click\nimport json\n" }),
    },
    says: "imports helpers, which is not in",
    severity: "error",
  },
  {
    code: "K016",
    about: "named by import_module",
    fires: {
      tree: { "src/demo/late.py": "" },
      ...holds({
        "demo/a.py":
          "import importlib\n\n\ndef f():\n    return importlib.import_module('.late', __package__)\n",
      }),
    },
    silent: holds({
      "demo/a.py":
        "import importlib\n\n\ndef f(name):\n    return importlib.import_module('.late' + name, __package__)\n",
    }),
    says: "imports demo.late",
  },
  {
    code: "K012",
    about: "a package of data named by importlib.resources",
    fires: {
      tree: { "src/demo/tables/north.json": "{}", "src/demo/tables/south.json": "{}" },
      ...holds({
        "demo/a.py":
          'from importlib.resources import files\n\n\nclass A:\n    def __init__(self, name):\n        self.rows = files("demo.tables").joinpath(name).open()\n',
        "demo/b.py":
          'from importlib import resources as res\n\nX = res.files("demo.tables").joinpath("north.json").read_text()\n',
      }),
    },
    silent: {
      tree: { "src/demo/tables/north.json": "{}" },
      ...holds({
        "demo/tables/north.json": "{}",
        "demo/a.py":
          'from importlib.resources import files\n\n\ndef f(name):\n    return files("demo.tables").joinpath(name).open()\n',
      }),
    },
    says: "src/demo/tables/ is in the tree and not in",
    severity: "error",
  },
  ...[
    ["pkgutil.get_data", 'import pkgutil\n\nX = pkgutil.get_data("demo", "data/x.json")\n'],
    [
      "open_text",
      'from importlib.resources import open_text\n\n\ndef f():\n    return open_text("demo.data", "x.json")\n',
    ],
    [
      "pkg_resources",
      'import pkg_resources\n\n\ndef f():\n    return pkg_resources.resource_stream(__name__, "data/x.json")\n',
    ],
    ["PackageLoader", 'import jinja2\n\nL = jinja2.PackageLoader("demo", "data")\n'],
    [
      "a listed folder",
      'from pathlib import Path\n\nHERE = Path(__file__).parent\n\n\ndef f():\n    return list((HERE / "data").glob("*.json"))\n',
    ],
    [
      "read_csv",
      'import os\nimport pandas as pd\n\nX = pd.read_csv(os.path.join(os.path.dirname(__file__), "data", "x.json"))\n',
    ],
    [
      "a program that is run",
      'import subprocess\nfrom pathlib import Path\n\nTOOL = Path(__file__).parent / "data" / "x.json"\n\n\ndef f():\n    subprocess.run([str(TOOL)])\n',
    ],
  ].map(([about = "", code = ""]): RuleCase => ({
    code: "K012",
    about,
    fires: { tree: { "src/demo/data/x.json": "{}" }, ...holds({ "demo/a.py": code }) },
    silent: {
      tree: { "src/demo/data/x.json": "{}" },
      ...holds({
        "demo/a.py": `try:\n${code.replaceAll(/^(?=.)/gm, "    ")}except Exception:\n    pass\n`,
        "demo/tests/test_a.py": code,
      }),
    },
    says: "src/demo/data/ is in the tree",
    severity: "error",
  })),
  {
    code: "K012",
    about: "below a condition",
    fires: {
      tree: { "src/demo/x.json": "{}" },
      ...holds({
        "demo/a.py":
          'import os\n\n\ndef f(debug):\n    if debug:\n        return open(os.path.join(os.path.dirname(__file__), "x.json"))\n',
      }),
    },
    says: "reads demo/x.json; src/demo/x.json is in the tree",
    severity: "warning",
  },
];
