import { holds } from "./holds.ts";
import { edit } from "../../support/tree.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const TABLES = "import tomllib\n\n\ndef main():\n    return tomllib\n";

/** What the Pythons that requires-python admits cannot import. */
export const pythonsCases: readonly RuleCase[] = [
  {
    code: "K024",
    about: "a newer standard library",
    fires: holds({ "demo/new.py": "x = 1\nimport tomllib\n" }),
    silent: holds({ "demo/new.py": "try:\n    import tomllib\nexcept ImportError:\n    tomllib = None\n" }),
    says: "imports tomllib, which Python 3.11 introduced; requires-python allows 3.9",
    severity: "warning",
    at: "demo-1.0-py3-none-any.whl!/demo/new.py:2",
  },
  {
    code: "K024",
    about: "what importing the package runs certainly breaks",
    fires: holds({ "demo/__init__.py": "from demo import new\n", "demo/new.py": "import tomllib\n" }),
    silent: holds({
      "demo/__init__.py": "from demo import new\n",
      "demo/new.py": "try:\n    import tomli as tomllib\nexcept ImportError:\n    import tomllib\n",
    }),
    says: "demo/new.py imports tomllib, which Python 3.11 introduced; requires-python allows 3.9",
    severity: "error",
    help: "raise requires-python to >=3.11",
    explains: "missing-module:tomllib",
  },
  {
    code: "K024",
    about: "what a script runs, from the tree alone",
    fires: { tree: { "src/demo/cli.py": "from demo.tables import main\n", "src/demo/tables.py": TABLES } },
    silent: {
      tree: {
        "pyproject.toml": edit('">=3.9"', '">=3.11"'),
        "src/demo/cli.py": "from demo.tables import main\n",
        "src/demo/tables.py": TABLES,
      },
    },
    says: "demo/tables.py imports tomllib",
    severity: "error",
    at: "src/demo/tables.py:1",
  },
  {
    code: "K024",
    about: "the tree has the module of the wheel",
    fires: {
      tree: { "src/demo/cli.py": TABLES },
      wheel: (good) => good.file("demo/cli.py", TABLES),
    },
    says: "demo/cli.py imports tomllib",
    severity: "error",
    at: "src/demo/cli.py:1",
  },
  {
    code: "K024",
    about: "several needs are one finding, with the highest bound of all",
    fires: holds({
      "demo/__init__.py": "from demo import one, two, three\n",
      "demo/one.py": "match 1:\n    case _:\n        pass\n",
      "demo/two.py": "from typing import ParamSpec, Self\n",
      "demo/three.py": "from types import UnionType\n",
    }),
    says: "demo/two.py imports typing.Self, which Python 3.11 introduced; requires-python allows 3.9 (and 2 more like it)",
    severity: "error",
    help: "raise requires-python to >=3.11",
    explains: "syntax:demo.one",
  },
  {
    code: "K024",
    about: "a syntax names its number, too",
    fires: holds({ "demo/new.py": "x = 1\nmatch x:\n    case _:\n        pass\n" }),
    says: "demo/new.py cannot be parsed by Python 3.9",
    severity: "error",
    help: "raise requires-python to >=3.10, or rewrite the line for the older Python",
  },
  {
    code: "K025",
    about: "what importing the package runs certainly breaks, however far above the bound is",
    fires: {
      tree: {
        "pyproject.toml": edit('">=3.9"', '">=3.13"'),
        "src/demo/__init__.py": "import distutils.util\n",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          text.replace('">=3.9"', '">=3.13"').replace('"click>=8"', '"click>=8", "setuptools"'),
        "src/demo/__init__.py": "import distutils.util\n",
      },
    },
    says: "demo/__init__.py imports distutils.util, which Python 3.12 no longer has",
    severity: "error",
    at: "src/demo/__init__.py:1",
  },
  {
    code: "K025",
    about: "from the tree alone, where nobody says which Pythons are meant",
    fires: { tree: { "src/demo/old.py": "import imp\n" } },
    silent: {
      tree: {
        "pyproject.toml": (text) => text.replace('requires-python = ">=3.9"\n', ""),
        "src/demo/old.py": "import imp\n",
      },
    },
    says: "demo/old.py imports imp",
    severity: "warning",
    at: "src/demo/old.py:1",
  },
  {
    code: "K025",
    fires: holds({ "demo/old.py": "import distutils.util\n" }),
    silent: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Python", "Requires-Python: >=3.9,<3.12"))
          .file("demo/old.py", "import distutils.util\n"),
    },
    says: "imports distutils.util, which Python 3.12 no longer has",
    explains: "missing-module:distutils",
  },
  {
    code: "K024",
    about: "an integration comes with its host's Pythons",
    fires: holds({
      "demo/__init__.py": "from demo.core import x\n",
      "demo/core.py": "x = 1\n",
      "demo/integrations/__init__.py": "",
      "demo/integrations/host.py": "import tomllib\n",
    }),
    says: "imports tomllib",
    severity: "info",
  },
];
