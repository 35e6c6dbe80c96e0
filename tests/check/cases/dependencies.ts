import { indexWith } from "../../support/index-facts.ts";
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
    says: "by a direct URL: git+https://git.good.dev/llm-ctx.git",
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
    code: "P001",
    about: "of a project that the index has",
    fires: {
      ...requires("llm-ctx[fast] @ git+https://git.good.dev/llm-ctx.git ; python_version >= '3.10'"),
      index: indexWith(
        "llm-ctx",
        ["0.3", "1.2", "1.10", "2.0rc1"].map((version) => `llm_ctx-${version}.tar.gz`),
      ),
    },
    says: "by a direct URL: git+https://git.good.dev/llm-ctx.git",
    help: "llm-ctx[fast]>=1.10; python_version >=",
  },
  {
    code: "P002",
    about: "of a project that the index has",
    fires: {
      ...extra("torch @ https://good.dev/torch.whl"),
      index: indexWith("torch", ["torch-2.5.1.tar.gz"]),
    },
    says: "(extra more)",
    help: "torch>=2.5.1",
  },
  {
    code: "P003",
    fires: requires("click >= 8 < 9"),
    silent: requires("click (>=8,<9)"),
    says: "is not a requirement",
  },
  { code: "P004", fires: requires("Demo"), silent: extra("demo[more]"), says: "requires itself" },
  {
    code: "P006",
    fires: {
      tree: {},
      wheel: (good) => good.file("demo/cli.py", "import yaml\n\ndef main():\n    pass\n"),
    },
    says: "demo/cli.py imports yaml",
    severity: "error",
    help: "PyYAML",
    explains: "missing-module:yaml",
  },
  {
    code: "P006",
    about: "what every Python has is known whatever Python reads the sources",
    fires: { wheel: (good) => good.file("demo/more.py", "import yaml, __future__\n") },
    silent: {
      wheel: (good) =>
        good.file(
          "demo/more.py",
          "from __future__ import annotations\nimport _frozen_importlib, _osx_support, zoneinfo\n",
        ),
    },
    says: "demo/more.py imports yaml",
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
    code: "P007",
    about: "several bring it along",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Dist", "Requires-Dist: msal\nRequires-Dist: google-cloud-storage"))
          .file("demo/cli.py", "import requests\n\ndef main():\n    pass\n"),
    },
    says: "a dependency of msal and google-cloud-storage",
    severity: "info",
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
    says: "demo/cli.py imports urllib3, which is not a requirement but a dependency of requests",
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
    says: '"tabulate" is required, but no module imports it',
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
    says: "src/demo/more.py imports yaml, which is in the dependency group dev only",
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
];
