import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { isMetadataCheap } from "../../src/build/metadata-version.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { gitRepository, type FileSet } from "../support/git.ts";

function project(requires: string, backend: string, more = ""): string {
  return `[build-system]\nrequires = [${requires}]\nbuild-backend = "${backend}"\n[project]\nname = "demo"\ndynamic = ["version"]\n${more}`;
}

const SETUPTOOLS = project('"setuptools"', "setuptools.build_meta");

test.each<[string, FileSet, boolean]>([
  ["hatchling", { "pyproject.toml": project('"hatchling"', "hatchling.build") }, true],
  ["setuptools without extensions", { "pyproject.toml": SETUPTOOLS, "setup.py": "setup(version=v())" }, true],
  ["an in-tree backend", { "pyproject.toml": project("", "own", ""), "own.py": "" }, true],
  ["an unknown backend beside native sources", { "pyproject.toml": project("", "own"), "demo.c": "" }, false],
  ["meson-python", { "pyproject.toml": project('"meson-python"', "mesonpy") }, false],
  [
    "scikit-build-core",
    { "pyproject.toml": project('"scikit-build-core"', "scikit_build_core.build") },
    false,
  ],
  [
    "setuptools with an Extension",
    { "pyproject.toml": SETUPTOOLS, "setup.py": "setup(ext_modules=[x])" },
    false,
  ],
  [
    "setuptools with Cython",
    { "pyproject.toml": project('"setuptools", "Cython>=3"', "setuptools.build_meta") },
    false,
  ],
])("asking for the metadata: %s", async (_, files, isCheap) => {
  using repository = gitRepository();
  repository.commit("first", files);
  await using wired = nodePorts({});
  const tree = await readSourceTree(repository.root, { allowNoGit: false }, wired.ports);
  expect(isMetadataCheap(tree)).toBe(isCheap);
});
