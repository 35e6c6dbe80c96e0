import { expect, test } from "vitest";
import { gitLabFiles } from "../../src/tree/workflows/gitlab.ts";
import { gitLabPipeline } from "../../src/tree/workflows/gitlab-pipeline.ts";
import { treeOfTexts } from "../../src/tree/read-source-tree.ts";

test("a file is parsed once for all readers of a tree", async () => {
  const tree = treeOfTexts("/p", new Map([[".gitlab-ci.yml", "build:\n  script: [make]\n"]]));
  const [file] = await gitLabFiles({ tree });
  expect(file).toBeDefined();
  expect((await gitLabPipeline(tree)).files[0]).toBe(file);
});
