import { describe, expect, test } from "vitest";
import { line, locationsOf } from "../../support/version-locations.ts";
import type { Overlay } from "../../support/tree.ts";

const PYPROJECT = "* pyproject pyproject.toml:7:12 project.version 1.0 pep440";
const DUNDER = "dunder-version src/demo/__init__.py:3:16 __version__ 1.0 pep440";

const dynamic = (back: string, settings: string): string =>
  `[build-system]\nrequires = ["${back}"]\nbuild-backend = "${BACKENDS[back]}"\n\n[project]\nname = "demo"\ndynamic = ["version"]\n\n${settings}`;
const BACKENDS: Readonly<Record<string, string>> = {
  setuptools: "setuptools.build_meta",
  hatchling: "hatchling.build",
  "flit-core": "flit_core.buildapi",
  "pdm-backend": "pdm.backend",
  maturin: "maturin",
  "meson-python": "mesonpy",
};

async function found(changes: Overlay): Promise<readonly string[]> {
  const lines = (await locationsOf(changes)).map(line);
  return lines.filter((each) => each !== PYPROJECT && each !== DUNDER);
}

test("the good project states its version twice, and the table is the source", async () => {
  expect((await locationsOf()).map(line)).toEqual([PYPROJECT, DUNDER]);
});

describe("places", () => {
  test.each<readonly [name: string, files: Overlay, expected: readonly string[]]>([
    [
      "setup.py, a literal",
      { "setup.py": 'from setuptools import setup\nsetup(version = "1.0")\n' },
      ["setup-py setup.py:2:18 setup(version) 1.0 pep440"],
    ],
    [
      "setup.py, a constant",
      { "setup.py": "from setuptools import setup\nV = '1.0'  # here\nsetup(version=V)\n" },
      ["setup-py setup.py:2:6 setup(version) 1.0 pep440"],
    ],
    [
      "setup.cfg",
      { "setup.cfg": "[metadata]\nname = demo\nversion= 1.0\n[bumpversion]\ncurrent_version = 1.0\n" },
      [
        "setup-cfg setup.cfg:3:10 metadata.version 1.0 pep440",
        "bump-tool setup.cfg:5:19 bumpversion.current_version 1.0 pep440",
      ],
    ],
    [
      "tuples beside __version__ that is made of them",
      {
        "src/demo/__init__.py":
          '__version_info__: tuple = (1, 0)\nversion_info = (1, 0, 0, "final", 0)\n__version__ = ".".join(map(str, __version_info__))\n',
      },
      ["dunder-version src/demo/__init__.py:1:28 __version_info__ 1, 0 tuple"],
    ],
    [
      "a version file of the package",
      { "src/demo/_version.py": '# the version\n__version__ = version = "1.0"\n' },
      ["dunder-version src/demo/_version.py:2:26 __version__ 1.0 pep440"],
    ],
    [
      "VERSION, named by setup.py",
      {
        VERSION: "\n1.0\n",
        "setup.py": 'from setuptools import setup\nsetup(version=open("VERSION").read())\n',
      },
      ["version-file VERSION:2:1 VERSION 1.0 pep440"],
    ],
    [
      "uv.lock, its own entry only",
      {
        "uv.lock":
          'version = 1\nrequires-python = ">=3.9"\n\n[[package]]\nname = "click"\nversion = "1.0"\nsource = { registry = "x" }\n\n[[package]]\nname = "demo"\nversion = "0.9"\nsource = { editable = "." }\ndependencies = [\n    { name = "click" },\n]\n\n[package.metadata]\nrequires-dist = []\n',
      },
      ["uv-lock uv.lock:11:12 version 0.9 pep440"],
    ],
    [
      "package.json and its lock, of the same name and a version the project had",
      {
        "package.json": '{"name": "@acme/demo", "x": {"version": "9"}, "version": "1.0.0"}',
        "package-lock.json":
          '{"version": "0.9.0", "packages": {"": {"version": "0.9.0"}, "a": {"version": "0.9.0"}}}',
      },
      [
        "package-json package.json:1:59 version 1.0.0 semver",
        "package-json package-lock.json:1:14 version 0.9.0 semver",
        "package-json package-lock.json:1:52 packages.version 0.9.0 semver",
      ],
    ],
    [
      "the states of other tools",
      {
        ".bumpversion.cfg": "[bumpversion]\ncurrent_version = 1.0\n",
        ".cz.toml": '[tool.commitizen]\nversion = "1.0"\n',
        ".cz.json": '{"commitizen": {"version": "1.0"}}',
        "tbump.toml": "[version]\ncurrent = '1.0'\n",
      },
      [
        "bump-tool .cz.toml:2:12 tool.commitizen.version 1.0 pep440",
        "bump-tool tbump.toml:2:12 version.current 1.0 pep440",
        "bump-tool .bumpversion.cfg:2:19 bumpversion.current_version 1.0 pep440",
        "bump-tool .cz.json:1:29 commitizen.version 1.0 pep440",
      ],
    ],
    [
      "Sphinx, short and long",
      { "docs/source/conf.py": 'project = "demo"\nversion = "1.0"\nrelease = "1.0.0"\n' },
      [
        "sphinx docs/source/conf.py:2:12 version 1.0 short",
        "sphinx docs/source/conf.py:3:12 release 1.0.0 pep440",
      ],
    ],
    [
      "citations",
      {
        "CITATION.cff":
          'cff-version: 1.2.0\nversion: "1.0"  # us\npreferred-citation:\n  version: 7.0\ndate-released: 2020-01-01\n',
        "codemeta.json": '{\n  "softwareVersion": "1.0",\n  "schemaVersion": "2.0"\n}\n',
      },
      [
        "citation CITATION.cff:2:11 version 1.0 pep440",
        "codemeta codemeta.json:2:23 softwareVersion 1.0 pep440",
      ],
    ],
    [
      "a container image",
      {
        Dockerfile:
          'FROM python:3.12\nARG DEMO_VERSION=1.0\nARG VERSION="1.0"\nARG UV_VERSION=0.9\nRUN pip install "demo[all]==${VERSION}"\nLABEL org.opencontainers.image.version="1.0" \\\n      org.opencontainers.image.title=demo\n# LABEL org.opencontainers.image.version=9\n',
      },
      [
        "dockerfile Dockerfile:6:41 LABEL 1.0 pep440",
        "dockerfile Dockerfile:2:18 ARG DEMO_VERSION 1.0 pep440",
        "dockerfile Dockerfile:3:14 ARG VERSION 1.0 pep440",
      ],
    ],
    [
      "a chart, its application only",
      { "deploy/demo/Chart.yaml": 'apiVersion: v2\nname: demo\nversion: 7.1.0\nappVersion: "1.0"\n' },
      ["helm deploy/demo/Chart.yaml:4:14 appVersion 1.0 pep440"],
    ],
    [
      "a conda recipe",
      {
        "conda/meta.yaml":
          '{% set name = "demo" %}\n{% set version = "1.0" %}\npackage:\n  name: {{ name }}\n',
      },
      ["conda conda/meta.yaml:2:19 version 1.0 pep440"],
    ],
    [
      "meson of the same name",
      {
        "meson.build":
          "project('demo', 'c',  # a ) in a note\n  version: '1.0',\n  meson_version: '>= 1.3')\n",
      },
      ["meson meson.build:2:13 project(version) 1.0 pep440"],
    ],
    [
      "a static badge",
      { "README.md": (text: string) => `${text}\n![](https://img.shields.io/badge/version-1.0-blue.svg)\n` },
      ["badge README.md:5:42 badge 1.0 pep440"],
    ],
  ])("%s", async (_name, files, expected) => {
    expect(await found(files)).toEqual(expected);
  });
});

describe("the source of a dynamic version", () => {
  const init = { "src/demo/__init__.py": '__version__ = "1.0"\n' };
  const atInit = "* dunder-version src/demo/__init__.py:1:16 __version__ 1.0 pep440";
  test.each<readonly [name: string, files: Overlay, source: string]>([
    [
      "setuptools attr",
      {
        ...init,
        "pyproject.toml": dynamic(
          "setuptools",
          '[tool.setuptools.dynamic]\nversion = {attr = "demo.__version__"}\n',
        ),
      },
      atInit,
    ],
    [
      "setuptools attr behind an import",
      {
        "src/demo/__init__.py": "from ._version import __version__\n",
        "src/demo/_version.py": '__version__ = "1.0"\n',
        "pyproject.toml": dynamic(
          "setuptools",
          '[tool.setuptools.dynamic]\nversion = {attr = "demo.__version__"}\n',
        ),
      },
      "* dunder-version src/demo/_version.py:1:16 __version__ 1.0 pep440",
    ],
    [
      "setuptools file",
      {
        VERSION: "1.0",
        "pyproject.toml": dynamic(
          "setuptools",
          '[tool.setuptools.dynamic]\nversion = {file = ["VERSION"]}\n',
        ),
      },
      "* version-file VERSION:1:1 VERSION 1.0 pep440",
    ],
    [
      "hatch path",
      {
        ...init,
        "pyproject.toml": dynamic("hatchling", '[tool.hatch.version]\npath = "src/demo/__init__.py"\n'),
      },
      atInit,
    ],
    [
      "hatch path to another file",
      {
        "src/demo/consts.py": 'X = 1\nVERSION = "1.0"\n',
        "src/demo/__init__.py": "",
        "pyproject.toml": dynamic("hatchling", '[tool.hatch.version]\npath = "src/demo/consts.py"\n'),
      },
      "* dunder-version src/demo/consts.py:2:12 VERSION 1.0 pep440",
    ],
    ["flit", { ...init, "pyproject.toml": dynamic("flit-core", "") }, atInit],
    [
      "pdm",
      {
        ...init,
        "pyproject.toml": dynamic(
          "pdm-backend",
          '[tool.pdm.version]\nsource = "file"\npath = "src/demo/__init__.py"\n',
        ),
      },
      atInit,
    ],
    [
      "maturin",
      {
        "Cargo.toml": '[package]\nname = "other"\nversion = "1.0.0"\n',
        "pyproject.toml": dynamic("maturin", ""),
      },
      "* cargo Cargo.toml:3:12 package.version 1.0.0 semver",
    ],
    [
      "maturin in a workspace",
      {
        "py/Cargo.toml": '[package]\nname = "other"\nversion.workspace = true\n',
        "Cargo.toml": '[workspace.package]\nversion = "1.0.0"\n',
        "pyproject.toml": dynamic("maturin", '[tool.maturin]\nmanifest-path = "py/Cargo.toml"\n'),
      },
      "* cargo Cargo.toml:2:12 workspace.package.version 1.0.0 semver",
    ],
    [
      "meson",
      { "meson.build": "project('x', version : '1.0')\n", "pyproject.toml": dynamic("meson-python", "") },
      "* meson meson.build:1:25 project(version) 1.0 pep440",
    ],
    [
      "setup.py that reads a file",
      {
        ...init,
        "pyproject.toml": null,
        "setup.py":
          'import re\nfrom setuptools import setup\nsetup(name="demo", version=re.search("x", open("src/demo/__init__.py").read()))\n',
      },
      atInit,
    ],
    [
      "setup.cfg attr",
      {
        ...init,
        "pyproject.toml": null,
        "setup.cfg":
          "[metadata]\nname = demo\nversion = attr: demo.__version__\n[options]\npackage_dir =\n  = src\n",
      },
      atInit,
    ],
    [
      "poetry",
      { "pyproject.toml": '[tool.poetry]\nname = "demo"\nversion = "1.0"\n' },
      "* pyproject pyproject.toml:3:12 tool.poetry.version 1.0 pep440",
    ],
  ])("%s", async (_name, files, source) => {
    const lines = (await locationsOf(files)).map(line).filter((each) => each.startsWith("*"));
    expect(lines).toEqual([source]);
  });
});
