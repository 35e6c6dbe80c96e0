import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bump, pathsOf } from "../../support/bump.ts";
import { gitRepository, type FileSet } from "../../support/git.ts";

const SETUPTOOLS = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';
const HATCH = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';
const DYNAMIC = '[project]\nname = "demo"\ndynamic = ["version"]\n';

const SOURCES: Readonly<Record<string, readonly [file: string, files: FileSet]>> = {
  "tool.poetry": [
    "pyproject.toml",
    {
      "pyproject.toml":
        "[tool.poetry]\nname = 'demo'\nversion = '1.2.3'   # quoted so\n[build-system]\nrequires = ['poetry-core']\nbuild-backend = 'poetry.core.masonry.api'\n",
    },
  ],
  "setup.cfg": [
    "setup.cfg",
    { "pyproject.toml": SETUPTOOLS, "setup.cfg": "[metadata]\nname = demo\nversion=1.2.3\n; end\n" },
  ],
  "setup.py": [
    "setup.py",
    {
      "setup.py": "from setuptools import setup\nsetup(\n    name='demo',\n    version='1.2.3',  # here\n)\n",
    },
  ],
  "an attribute": [
    "demo/__init__.py",
    {
      "pyproject.toml": `${SETUPTOOLS}${DYNAMIC}[tool.setuptools.dynamic]\nversion = {attr = "demo.__version__"}\n`,
      "demo/__init__.py": "__version__: str = '1.2.3'\n",
    },
  ],
  "a file of hatch": [
    "demo/about.py",
    {
      "pyproject.toml": `${HATCH}${DYNAMIC}[tool.hatch.version]\npath = "demo/about.py"\n`,
      "demo/__init__.py": "",
      "demo/about.py": '__version__ = "1.2.3"\n',
    },
  ],
};

test.each(Object.entries(SOURCES))(
  "a version in %s is bumped there, every other byte kept",
  async (_, [file, files]) => {
    using repository = gitRepository();
    repository.commit("chore: begin", files);
    repository.tag("1.2.3", "first");
    repository.commit("fix: a");
    const path = join(repository.root, file);
    const before = readFileSync(path, "utf8");
    const { plan } = await bump(repository.root);
    expect(plan).toMatchObject({ version: "1.2.4", tag: "1.2.4", notes: [] });
    expect(readFileSync(path, "utf8")).toBe(before.replace("1.2.3", "1.2.4"));
    expect(pathsOf(repository)).toEqual([file]);
  },
);
