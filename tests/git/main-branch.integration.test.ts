import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { mainBranch } from "../../src/git/main-branch.ts";
import { gitRepository } from "../support/git.ts";

/** What is done to a new repository, and the branch that releases are cut from. */
const CASES: readonly (readonly [about: string, commands: readonly string[], branch: string])[] = [
  ["main among others", ["branch -M main", "branch master", "branch topic"], "main"],
  ["master and no main", ["branch -M master", "branch topic"], "master"],
  ["one branch of another name", ["branch -M trunk"], "trunk"],
  ["several and none of the usual names", ["branch -M trunk", "branch topic"], "main"],
  ["only the remote has main", ["branch -M topic", "update-ref refs/remotes/origin/main HEAD"], "main"],
  [
    "the remote's own word, though there is a main",
    [
      "branch -M main",
      "update-ref refs/remotes/origin/release/next HEAD",
      "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/release/next",
    ],
    "release/next",
  ],
  [
    "origin's word before that of another remote",
    [
      "branch -M topic",
      "update-ref refs/remotes/fork/dev HEAD",
      "update-ref refs/remotes/origin/trunk HEAD",
      "symbolic-ref refs/remotes/fork/HEAD refs/remotes/fork/dev",
      "symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/trunk",
    ],
    "trunk",
  ],
];

test.for(CASES)("%s", async ([, commands, branch]) => {
  using repository = gitRepository();
  repository.commit("feat: first", { "a.txt": "a\n" });
  await using node = nodePorts({});
  for (const command of commands) repository.git(...command.split(" "));
  expect(await mainBranch(repository.root, node.ports)).toBe(branch);
});

test("a repository without a commit has the branch that it will have", async () => {
  using repository = gitRepository();
  await using node = nodePorts({});
  repository.git("symbolic-ref", "HEAD", "refs/heads/trunk");
  expect(await mainBranch(repository.root, node.ports)).toBe("trunk");
});
