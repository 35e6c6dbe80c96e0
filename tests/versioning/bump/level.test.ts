import { expect, test } from "vitest";
import { judgeCommits, levelOfAll } from "../../../src/versioning/bump/level.ts";

const hash = (digit: string): string => digit.repeat(40);
/** Newest first, as git lists them. */
function levels(...messages: readonly [string, string][]): readonly string[] {
  const commits = messages.map(([digit, message]) => ({ hash: hash(digit), message }));
  return judgeCommits(commits).map((each) => each.level);
}

test("a commit and the later one that takes it back count for nothing", () => {
  const revert = `Revert "feat!: a"\n\nThis reverts commit ${hash("1")}.`;
  expect(levels(["2", revert], ["1", "feat!: a"], ["0", "fix: b"])).toEqual(["none", "none", "patch"]);
  expect(levels(["2", `revert: x\n\nRefs: ${hash("1").slice(0, 7)}`], ["1", "feat: a"])).toEqual([
    "none",
    "none",
  ]);
});

test("a revert that is taken back itself takes nothing back", () => {
  const first = `Revert "feat: a"\n\nThis reverts commit ${hash("1")}.`;
  const second = `Reapply "feat: a"\n\nThis reverts commit ${hash("2")}.`;
  expect(levels(["3", second], ["2", first], ["1", "feat: a"])).toEqual(["none", "none", "minor"]);
});

test("a revert of what was released before asks for what its own type says", () => {
  const message = `fix: back out x\n\nThis reverts commit ${hash("9")}.`;
  expect(levels(["1", message])).toEqual(["patch"]);
});

test("a project may say which types ask for what", () => {
  const commits = [{ hash: "1", message: "Refactor: a" }];
  const judged = judgeCommits(commits, { minorTypes: [], patchTypes: ["refactor"] });
  expect(levelOfAll(judged)).toBe("patch");
  expect(levelOfAll([])).toBe("none");
});
