import type { FileSet } from "../support/git.ts";

const README = "# Demo\n\nA demo.\n";
const MODULE = '"""A demo."""\n\n\ndef main() -> None:\n    print("demo")\n';

function pyproject(options: {
  readonly requires: string;
  readonly backend: string;
  readonly project?: string;
  readonly more?: string;
}): string {
  const { requires, backend, more = "" } = options;
  const project =
    options.project ??
    'name = "demo-pkg"\nversion = "1.2.3"\ndescription = "A demo"\nrequires-python = ">=3.9"\nreadme = "README.md"\n';
  return `[build-system]\nrequires = [${requires}]\nbuild-backend = "${backend}"\n\n[project]\n${project}\n${more}`;
}

const DYNAMIC =
  'name = "demo-pkg"\ndescription = "A demo"\nrequires-python = ">=3.9"\ndynamic = ["version"]\n';

/** Small sound projects, one for each backend; their version is 1.2.3 (from the tag v1.2.3 where it is dynamic). */
export const SOUND_PROJECTS: Readonly<Record<string, FileSet>> = {
  setuptools: {
    "pyproject.toml": pyproject({ requires: '"setuptools>=77"', backend: "setuptools.build_meta" }),
    "README.md": README,
    "src/demo_pkg/__init__.py": MODULE,
  },
  "setuptools-scm": {
    "pyproject.toml": pyproject({
      requires: '"setuptools>=77", "setuptools-scm>=8"',
      backend: "setuptools.build_meta",
      project: DYNAMIC,
      more: '[tool.setuptools_scm]\nversion_file = "src/demo_pkg/_version.py"\n',
    }),
    ".gitignore": "_version.py\n*.egg-info/\n",
    "src/demo_pkg/__init__.py": MODULE,
  },
  hatchling: {
    "pyproject.toml": pyproject({ requires: '"hatchling"', backend: "hatchling.build" }),
    "README.md": README,
    "src/demo_pkg/__init__.py": MODULE,
  },
  "hatch-vcs": {
    "pyproject.toml": pyproject({
      requires: '"hatchling", "hatch-vcs"',
      backend: "hatchling.build",
      project: DYNAMIC,
      more: '[tool.hatch.version]\nsource = "vcs"\n',
    }),
    "src/demo_pkg/__init__.py": MODULE,
  },
  "flit-core": {
    "pyproject.toml": pyproject({ requires: '"flit_core>=3.11,<4"', backend: "flit_core.buildapi" }),
    "README.md": README,
    "demo_pkg/__init__.py": MODULE,
  },
  "poetry-core": {
    "pyproject.toml": pyproject({ requires: '"poetry-core>=2"', backend: "poetry.core.masonry.api" }),
    "README.md": README,
    "src/demo_pkg/__init__.py": MODULE,
  },
  "pdm-backend": {
    "pyproject.toml": pyproject({ requires: '"pdm-backend"', backend: "pdm.backend" }),
    "README.md": README,
    "src/demo_pkg/__init__.py": MODULE,
  },
  "legacy setup.py": {
    "setup.py":
      'from setuptools import setup\n\nsetup(name="demo-pkg", version="1.2.3", py_modules=["demo_pkg"])\n',
    "demo_pkg.py": MODULE,
  },
  "C extension": {
    "pyproject.toml": pyproject({ requires: '"setuptools>=77"', backend: "setuptools.build_meta" }),
    "README.md": README,
    "setup.py":
      'from setuptools import Extension, setup\n\nsetup(ext_modules=[Extension("demo_pkg._fast", ["src/demo_pkg/fast.c"])])\n',
    "src/demo_pkg/__init__.py": MODULE,
    "src/demo_pkg/fast.c": `#include <Python.h>
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_fast", NULL, -1, NULL};
PyMODINIT_FUNC PyInit__fast(void) { return PyModule_Create(&module); }
`,
  },
};

/**
 * A project whose backend lies in the tree, in `back/own.py`, and needs nothing. The body replaces or adds to a sound
 * one that writes minimal artefacts.
 */
export function inTreeProject(body = ""): FileSet {
  return {
    "pyproject.toml": `[build-system]
requires = []
build-backend = "own"
backend-path = ["back"]

[project]
name = "demo-pkg"
version = "1.2.3"
`,
    "demo_pkg.py": MODULE,
    "back/own.py": `import io, os, subprocess, sys, tarfile, time, zipfile

META = "Metadata-Version: 2.1\\nName: demo-pkg\\nVersion: 1.2.3\\n"


def build_sdist(out, config_settings=None):
    name = "demo_pkg-1.2.3"
    with tarfile.open(os.path.join(out, name + ".tar.gz"), "w:gz") as tar:
        for path in ("pyproject.toml", "demo_pkg.py", "back/own.py"):
            tar.add(path, name + "/" + path)
        info = tarfile.TarInfo(name + "/PKG-INFO")
        info.size = len(META)
        tar.addfile(info, io.BytesIO(META.encode()))
    return name + ".tar.gz"


def build_wheel(out, config_settings=None, metadata_directory=None):
    name = "demo_pkg-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(os.path.join(out, name), "w") as wheel:
        wheel.write("demo_pkg.py")
        wheel.writestr("demo_pkg-1.2.3.dist-info/METADATA", META)
        wheel.writestr("demo_pkg-1.2.3.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("demo_pkg-1.2.3.dist-info/RECORD", "")
    return name

${body}
`,
  };
}
