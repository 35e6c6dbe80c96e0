import { expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { renderLock } from "../../../src/build/lock/lock-file.ts";
import { projectLock } from "../../../src/build/lock/project-lock.ts";
import { readSourceTree } from "../../../src/tree/read-source-tree.ts";
import { gitRepository, writeFiles } from "../../support/git.ts";

const FILE = "build-requirements.lock";
const TEXT = renderLock({ requires: [], asked: [], python: "3.11", resolved: "" });

test("a lock counts once git tracks it, and is not passed over in silence before", async () => {
  using repository = gitRepository();
  repository.commit("first", { "pyproject.toml": '[project]\nname = "a"\nversion = "1"\n' });
  await using node = nodePorts({});
  const found = async () => {
    const tree = await readSourceTree(repository.root, { allowNoGit: false }, node.ports);
    return projectLock(tree, FILE, node.ports);
  };
  expect(await found()).toEqual({ lock: null, unused: null });

  writeFiles(repository.root, { [FILE]: TEXT });
  expect(await found()).toEqual({
    lock: null,
    unused: `${FILE} is not used: git does not track it; run git add ${FILE}, and commit it`,
  });

  repository.commit("lock", { [FILE]: TEXT });
  expect(await found()).toMatchObject({ lock: { file: FILE, python: "3.11" }, unused: null });

  repository.commit("no lock", { [FILE]: "flask==1.0\n" });
  await expect(found()).rejects.toMatchObject({
    code: "build/broken-lock",
    remedy: expect.stringMatching(/shipwheel build --lock$/) as string,
  });
});
