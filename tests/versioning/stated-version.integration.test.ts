import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readProjectVersion, statedWithoutRunning } from "../../src/versioning/project-version.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { gitRepository } from "../support/git.ts";

test("of several tags at HEAD the highest version counts", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml":
      '[build-system]\nrequires = ["hatchling", "versioningit"]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.hatch.version]\nsource = "versioningit"\n[tool.shipwheel.version]\nsource = "scm"\n',
    "demo.py": "",
  });
  repository.tag("v1.9.0", "v1.9.0");
  repository.tag("v1.10.0rc1", "v1.10.0rc1");
  repository.tag("v1.10.0", "v1.10.0");
  repository.tag("v1.2.0", "v1.2.0");
  await using wired = nodePorts({});
  const tree = await readSourceTree(repository.root, { allowNoGit: true }, wired.ports);
  expect(await statedWithoutRunning(tree, wired.ports)).toEqual({
    text: "1.10.0",
    source: "tag v1.10.0",
    scheme: "tag",
  });
});

const backend = (requires: string, name: string, settings: string): string =>
  `[build-system]\nrequires = ["${requires}"]\nbuild-backend = "${name}"\n[project]\nname = "demo"\n${settings}\n`;
const LITERAL = { "demo/__init__.py": "", "demo/__version__.py": '__version__ = "1.2.3"\n' };

test.each<[title: string, pyproject: string]>([
  ["a static version", backend("hatchling", "hatchling.build", 'version = "1.2.3"')],
  [
    "hatchling's path",
    backend(
      "hatchling",
      "hatchling.build",
      'dynamic = ["version"]\n[tool.hatch.version]\npath = "demo/__version__.py"',
    ),
  ],
  [
    "setuptools' attr",
    backend(
      "setuptools",
      "setuptools.build_meta",
      'dynamic = ["version"]\n[tool.setuptools.dynamic]\nversion = { attr = "demo.__version__.__version__" }',
    ),
  ],
  [
    "pdm's file",
    backend(
      "pdm-backend",
      "pdm.backend",
      'dynamic = ["version"]\n[tool.pdm.version]\nsource = "file"\npath = "demo/__version__.py"',
    ),
  ],
])("%s starts nothing but git, each of its questions once", async (_title, pyproject) => {
  using repository = gitRepository();
  repository.commit("first", { "pyproject.toml": pyproject, ...LITERAL });
  await using wired = nodePorts({ variables: { PATH: process.env["PATH"] ?? "", HOME: "/nowhere" } });
  const request = { directory: repository.root, python: null, offline: true };
  expect((await readProjectVersion(request, wired.ports)).version).toBe("1.2.3");
  const { started } = wired.ports.processes;
  expect([...started.keys()]).toEqual(["git"]);
  expect(started.get("git")).toBeLessThanOrEqual(7);
});
