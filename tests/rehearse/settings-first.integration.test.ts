import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readTree } from "../../src/rehearse/stages/read-tree.ts";
import { edit, temporaryDirectory, tree } from "../support/tree.ts";

test.each([
  ["a rule that does not exist", 'ignore = [{ rule = "K999", reason = "r" }]', "config/invalid-value"],
  ["a table of rules of which one does not exist", 'ignore = { K999 = "r" }', "config/invalid-value"],
  ["an option of a rule that does not exist", "options.K999 = {}", "config/invalid-value"],
  ["an option that the rule does not have", "options.T019 = { platfroms = [] }", "config/unknown-key"],
])("before anything is built the settings are faulted for %s", async (_what, setting, code) => {
  await using directory = await temporaryDirectory("shipwheel-settings-");
  await tree(directory.path, {
    "pyproject.toml": edit("[project]", `[tool.shipwheel.check]\n${setting}\n\n[project]`),
  });
  await using node = nodePorts({});
  const request = { directory: directory.path, worktree: false, allowNoGit: true, offline: true };
  const context = { ports: node.ports, closeLater: () => undefined };
  await expect(readTree.run({ request } as never, context)).rejects.toMatchObject({ code });
});
