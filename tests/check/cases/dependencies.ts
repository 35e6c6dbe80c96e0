import { edit } from "../../support/tree.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const requires = (text: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit('"click>=8"', `"${text}"`) },
});
const extra = (text: string): RuleCase["fires"] => ({
  tree: {
    "pyproject.toml": edit(
      "[project.urls]",
      `[project.optional-dependencies]\nmore = ["${text}"]\n\n[project.urls]`,
    ),
  },
});

/** Requirements and imports. */
export const dependencyCases: readonly RuleCase[] = [
  {
    code: "P001",
    fires: requires("llm-ctx @ git+https://me:secret@git.good.dev/llm-ctx.git"),
    silent: extra("llm-ctx @ git+https://git.good.dev/llm-ctx.git"),
    says: "from the address git+https://git.good.dev/llm-ctx.git",
    at: "pyproject.toml:15",
    explains: "refusal:direct-dependency",
  },
  {
    code: "P001",
    about: "a private index takes it",
    fires: { wheel: (good) => good.metadata("Requires-Dist: x @ https://good.dev/x.zip") },
    silent: {
      wheel: (good) => good.metadata("Requires-Dist: x @ https://good.dev/x.zip"),
      target: "private",
    },
    says: '"x"',
  },
  {
    code: "P002",
    fires: extra("torch @ https://good.dev/torch.whl"),
    silent: extra("torch>=2"),
    says: "(extra more)",
    at: "pyproject.toml:18",
  },
  {
    code: "P003",
    fires: requires("click >= 8 < 9"),
    silent: requires("click (>=8,<9)"),
    says: "is not a requirement",
  },
  {
    code: "P025",
    fires: requires("click>=8.*"),
    silent: requires("click==8.*"),
    says: ">=8.*",
    help: "click>=8",
  },
  { code: "P004", fires: requires("Demo"), silent: extra("demo[more]"), says: "requires itself" },
  {
    code: "P006",
    fires: {
      wheel: (good) => good.file("demo/cli.py", "import yaml\n\ndef main():\n    pass\n"),
    },
    says: "demo/cli.py imports yaml",
    severity: "error",
    help: "PyYAML",
    explains: "missing-module:yaml",
  },
  {
    code: "P006",
    about: "in a module that no script names",
    fires: { wheel: (good) => good.file("demo/more.py", "from yaml import safe_load\n") },
    silent: {
      wheel: (good) =>
        good.file(
          "demo/more.py",
          [
            "from typing import TYPE_CHECKING",
            "try:",
            "    import yaml",
            "except ImportError:",
            "    yaml = None",
            "if TYPE_CHECKING:",
            "    import numpy",
            "def later():",
            "    import pandas",
            "import sys",
            "if sys.platform == 'win32':",
            "    import winthing",
            "",
          ].join("\n"),
        ),
    },
    says: "demo/more.py",
    severity: "warning",
  },
  {
    code: "P006",
    about: "what a requirement may bring along is a warning",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Dist", "Requires-Dist: pandas"))
          .file("demo/cli.py", "import yaml\n\ndef main():\n    pass\n"),
    },
    silent: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Dist", "Requires-Dist: pandas"))
          .file("demo/cli.py", "import numpy\n\ndef main():\n    pass\n"),
    },
    says: "yaml",
    severity: "warning",
  },
  {
    code: "P010",
    fires: requires("pytest>=8"),
    silent: extra("pytest>=8"),
    says: "pytest is a development tool",
    at: "pyproject.toml:15",
    help: "[dependency-groups] dev",
  },
  {
    code: "P010",
    about: "a tool that the package imports is a real requirement",
    fires: requires("black"),
    silent: { ...requires("black"), wheel: (good) => good.file("demo/style.py", "import black\n") },
    says: "black",
  },
  {
    code: "P005",
    fires: requires("pathlib"),
    silent: requires("enum34; python_version < '3.4'"),
    says: "pathlib is part of Python",
    at: "pyproject.toml:15",
  },
  {
    code: "P007",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Dist", "Requires-Dist: requests"))
          .file("demo/cli.py", "import requests\nimport urllib3\n\ndef main():\n    pass\n"),
    },
    silent: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Dist", "Requires-Dist: requests"))
          .file(
            "demo/cli.py",
            "import requests\n\ndef main():\n    import urllib3\n\ntry:\n    import idna\nexcept ImportError:\n    idna = None\n",
          ),
    },
    says: "demo/cli.py imports urllib3, which comes along with requests only",
    explains: "missing-module:urllib3",
  },
  {
    code: "P008",
    fires: requires('click>=8", "tabulate'),
    silent: {
      tree: {
        "pyproject.toml": edit('"click>=8"', '"click>=8", "tabulate", "types-requests", "psycopg2-binary"'),
        "src/demo/table.py": 'PLUGINS = ["tabulate"]\n',
      },
    },
    says: '"tabulate" is required, and no module imports it',
    at: "pyproject.toml:15",
  },
  {
    code: "P009",
    fires: {
      tree: {
        "pyproject.toml": edit("[project.urls]", '[dependency-groups]\ndev = ["PyYAML"]\n\n[project.urls]'),
        "src/demo/more.py": "import yaml\n",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": edit(
          "[project.urls]",
          '[dependency-groups]\ndev = ["PyYAML", "pytest"]\n\n[project.urls]',
        ),
        "src/demo/more.py": "def later():\n    import yaml\n",
        "tests/test_demo.py": "import pytest\n",
      },
    },
    says: "src/demo/more.py imports yaml, which stands in the dependency group dev only",
    at: "src/demo/more.py:1",
  },
  {
    code: "P009",
    about: "in the wheel's module of a script it is an error, and P006 leaves it alone",
    fires: {
      tree: {
        "pyproject.toml": edit("[project.urls]", '[dependency-groups]\ndev = ["PyYAML"]\n\n[project.urls]'),
      },
      wheel: (good) => good.file("demo/cli.py", "import yaml\n\ndef main():\n    pass\n"),
    },
    says: "demo/cli.py imports yaml",
    severity: "error",
  },
  {
    code: "P011",
    fires: requires("yaml>=6"),
    silent: requires("PyYAML>=6"),
    says: "the distribution is PyYAML",
    help: 'write "PyYAML>=6"',
  },
  {
    code: "P012",
    fires: requires("llms_txt"),
    silent: requires("ruamel.yaml"),
    says: '"llms_txt" is "llms-txt"',
    at: "pyproject.toml:15",
  },
  {
    code: "P015",
    fires: requires("click==8.1.7"),
    silent: requires("demo-core==1.0"),
    says: '"click==8.1.7" admits one version only',
    help: '"click>=8.1.7,<9"',
  },
  {
    code: "P015",
    about: "a wildcard is a range",
    fires: requires("click===8.1.7"),
    silent: requires("click==8.*"),
    says: "click===8.1.7",
  },
  {
    code: "P016",
    fires: requires("click"),
    silent: requires("click~=8.1"),
    says: "every old version of click",
  },
  { code: "P017", fires: requires("click<9"), silent: requires("click<0.9"), says: "after <9" },
  {
    code: "P018",
    fires: requires('click>=8", "Click>=8.1'),
    silent: requires("click>=8; python_version < '3.12'\", \"click>=8.1; python_version >= '3.12'"),
    says: "Click is required twice",
    severity: "warning",
  },
  {
    code: "P018",
    about: "contradicting clauses",
    fires: requires("click>=8,<7"),
    silent: requires("click>=8,<8.1,!=8.0.1"),
    says: "no version satisfies",
    severity: "error",
  },
  {
    code: "P019",
    fires: requires("enum34; python_version < '3.4'"),
    silent: requires("tomli; python_full_version <= '3.11.0a6' and sys_platform != 'aix'"),
    says: "never applies within requires-python >=3.9",
    at: "pyproject.toml:15",
  },
  {
    code: "P020",
    fires: requires("colorama; sys_platform == 'windows'"),
    silent: requires("colorama; sys_platform == 'win32' or platform_system == 'FreeBSD'"),
    says: 'sys_platform is never "windows"',
    help: 'sys_platform == "win32"',
  },
  {
    code: "P021",
    fires: {
      tree: {
        "pyproject.toml": edit(
          "[project.urls]",
          '[tool.uv.sources]\nclick = { git = "https://github.com/pallets/click" }\n\n[project.urls]',
        ),
      },
    },
    silent: {
      tree: {
        "pyproject.toml": edit(
          "[project.urls]",
          '[tool.uv.sources]\nclick = { index = "company" }\nruff = { path = "../ruff" }\n\n[project.urls]',
        ),
      },
    },
    says: "click is developed against git",
    at: "pyproject.toml:18",
  },
  {
    code: "P022",
    fires: { wheel: (good) => good.metadata('Requires-Dist: pyside6; extra == "gui"') },
    silent: {
      wheel: (good) => good.metadata("Provides-Extra: gui-x", 'Requires-Dist: pyside6; extra == "gui_x"'),
    },
    says: "names the extra gui",
  },
  {
    code: "P022",
    about: "of the project itself",
    fires: extra("demo[mor]"),
    silent: extra("demo[more]"),
    says: "names the extra mor",
    help: "did you mean more?",
  },
  {
    code: "P026",
    fires: { tree: { "pyproject.toml": edit('["setuptools>=77"]', "[]") } },
    silent: {
      tree: {
        "pyproject.toml": edit(
          'build-backend = "setuptools.build_meta"',
          'build-backend = "backend"\nbackend-path = ["."]',
        ),
      },
    },
    says: "does not name setuptools",
    severity: "error",
    at: "pyproject.toml:2",
  },
  {
    code: "P027",
    fires: {
      tree: {
        "setup.py": 'from setuptools import setup\n\nsetup(dependency_links=["https://good.dev/x"])\n',
      },
    },
    silent: { tree: { "setup.py": "from setuptools import setup\n\n# no dependency_links\nsetup()\n" } },
    says: "dependency_links",
    at: "setup.py:3",
  },
  {
    code: "P029",
    fires: {
      tree: {
        "setup.py":
          'from setuptools import setup\n\nsetup(install_requires=open("requirements.txt").read())\n',
        "requirements.txt": "click>=8\nhttpx  # new\n",
      },
    },
    silent: {
      tree: {
        "setup.py":
          'from setuptools import setup\n\nsetup(install_requires=open("requirements.txt").read())\n',
        "requirements.txt": "# all\nClick>=8.1\n-r more.txt\n",
      },
    },
    says: "httpx only in requirements.txt",
    at: "requirements.txt",
  },
];
