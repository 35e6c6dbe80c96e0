import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { statedWithoutRunning } from "../../src/versioning/project-version.ts";
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
