import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const project = (find: string, replace: string): RuleCase["fires"] => ({
  tree: { "pyproject.toml": edit(find, replace) },
});
const UV = (text: string): string =>
  text
    .replace("setuptools>=77", "uv_build")
    .replace("setuptools.build_meta", "uv_build")
    .replace('[tool.setuptools.packages.find]\nwhere = ["src"]\n', "");
/** The package at the root, and no word of where it is. */
const FLAT: NonNullable<RuleCase["fires"]["tree"]> = {
  "pyproject.toml": edit('[tool.setuptools.packages.find]\nwhere = ["src"]\n', ""),
  "src/demo/__init__.py": null,
  "src/demo/cli.py": null,
  "demo/__init__.py": "",
  "demo/cli.py": "def main():\n    pass\n",
};

/** Which packages a build finds, and what its setup.py needs. */
export const configDiscoveryCases: readonly RuleCase[] = [
  {
    code: "F010",
    fires: project('where = ["src"]', 'where = ["."]\ninclude = ["demo*"]'),
    silent: project('where = ["src"]', 'where = ["src", "lib"]\ninclude = ["dem?"]'),
    says: "packages.find looks in . but finds no package; they lie in src",
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
    about: "a backend that looks for the project's name",
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
    help: 'packages = ["src/demo"]',
  },
  {
    code: "F010",
    about: "the root of a workspace",
    fires: {
      tree: {
        "pyproject.toml": () => '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
        "packages/a/pyproject.toml": '[project]\nname = "a"\n',
        "packages/b/pyproject.toml": '[project]\nname = "b"\n',
        "tools/c/pyproject.toml": '[project]\nname = "c"\n',
      },
    },
    says: "declares no project to build; this repository contains packages/a, packages/b",
    help: "name one of them: packages/a",
    explains: "build:discovery",
  },
  {
    code: "F010",
    about: "a stub package of uv_build",
    fires: {
      tree: {
        "pyproject.toml": (text) => UV(text).replace('name = "demo"', 'name = "lamp-stubs"'),
        "src/lamp_stubs/__init__.pyi": "",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) => UV(text).replace('name = "demo"', 'name = "Lamp_Stubs"'),
        "src/lamp-stubs/__init__.pyi": "",
      },
    },
    says: "uv_build looks for src/lamp-stubs/__init__.pyi",
  },
  {
    code: "F010",
    about: "the modules that uv_build is told",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          `${UV(text)}\n[tool.uv.build-backend]\nmodule-name = ["demo", "acme.tool"]\nmodule-root = ""\n`,
        "demo/__init__.py": "",
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) =>
          `${UV(text)}\n[tool.uv.build-backend]\nmodule-name = ["demo", "acme.tool"]\nmodule-root = ""\n`,
        "demo/__init__.py": "",
        "acme/tool/__init__.py": "",
      },
    },
    says: "uv_build looks for acme/tool/__init__.py",
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
    says: "setup.py reads requirements.txt, but the sdist does not contain it",
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
    about: "a build requirement that may bring more along is no proof",
    fires: {
      tree: {
        "pyproject.toml": edit('["setuptools>=77"]', '["setuptools>=77", "acme-build"]'),
        "setup.py": "import torch\nfrom setuptools import setup\n\nsetup()\n",
      },
    },
    silent: {
      tree: { "pyproject.toml": edit("setuptools.build_meta", "acme.build"), "setup.py": "import torch\n" },
    },
    says: "setup.py imports torch",
    severity: "warning",
  },
  ...(
    [
      ["cython>=3", "from Cython.Build import cythonize"],
      ["Cython", "import pyximport"],
      ["mypy[mypyc]", "from mypyc.build import mypycify"],
      ["scikit-build", "from skbuild import setup"],
      ["oldest-supported-numpy", "import numpy"],
      ["PyQt-builder", "import pyqtbuild"],
      ["sip>=6", "from sipbuild import Project"],
      ["pyobjc-core", "import objc"],
      ["setuptools_scm[toml]>=8", "import setuptools_scm"],
      ["cffi", "import pycparser"],
    ] as const
  ).map(([requirement, line]): RuleCase => ({
    code: "F018",
    about: `${requirement} provides it`,
    fires: { tree: { "setup.py": `${line}\nfrom setuptools import setup\n\nsetup()\n` } },
    silent: {
      tree: {
        "pyproject.toml": edit('["setuptools>=77"]', `["setuptools>=77", "${requirement}"]`),
        "setup.py": `${line}\nfrom setuptools import setup\n\nsetup()\n`,
      },
    },
    says: "which no build requirement provide",
  })),
  {
    code: "F018",
    about: "a module in a folder that is put on the path",
    fires: { tree: { "setup.py": "import versioneer\n\nversioneer.get()\n", "versioneer.py": "" } },
    silent: {
      tree: {
        "pyproject.toml": edit("[build-system]", '[build-system]\nbackend-path = ["_build"]'),
        "setup.py": "import versioneer\n\nversioneer.get()\n",
        "_build/versioneer.py": "",
      },
    },
    says: "imports versioneer, which is beside it",
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
    says: "imports helper, which is beside it",
    help: 'backend-path = ["."]',
  },
];
