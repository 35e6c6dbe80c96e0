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

test("git's own revert of what was released asks for a patch", () => {
  expect(levels(["1", `Revert "feat: a"\n\nThis reverts commit ${hash("9")}.`])).toEqual(["patch"]);
});

test("GitHub's button names the pull request, or the subject", () => {
  const squashed = "feat: read toml (#12)";
  expect(levels(["2", 'Revert "feat: read toml" (#13)\n\nReverts o/demo#12'], ["1", squashed])).toEqual([
    "none",
    "none",
  ]);
  expect(levels(["2", `Revert "${squashed}"`], ["1", squashed])).toEqual(["none", "none"]);
  // The latest of that subject, and no other.
  expect(levels(["3", 'Revert "fix: a"'], ["2", "fix: a"], ["1", "fix: a"])).toEqual([
    "none",
    "none",
    "patch",
  ]);
});

test("what a squashed pull request lists counts, and the reason is told", () => {
  const body =
    "* feat: read toml\n\n* fix: read empty files\n\n* feat!: drop python 3.8\n\n---------\n\n* feat: signed";
  const [judged] = judgeCommits([{ hash: hash("1"), message: `chore: tidy the parser (#12)\n\n${body}` }]);
  expect(judged).toMatchObject({
    level: "major",
    because: 'its message lists "feat!: drop python 3.8"',
    parts: [
      { description: "read toml" },
      { description: "read empty files" },
      { description: "drop python 3.8" },
    ],
  });
  // A list in a commit that no pull request made is text.
  expect(levels(["1", `chore: tidy\n\n${body}`])).toEqual(["none"]);
  const git =
    "Squashed commit of the following:\n\ncommit abcdef1\nAuthor: a\nDate: b\n\n    feat: x\n\n    BREAKING CHANGE: y";
  expect(levels(["1", git])).toEqual(["major"]);
  expect(levels(["1", "Merge pull request #10 from o/topic\n\nfeat: generate a wiki"])).toEqual(["minor"]);
});

test("what looks like a statement and does not count is named", () => {
  const uncounted = (message: string): string | null =>
    judgeCommits([{ hash: hash("1"), message }])[0]?.uncounted ?? null;
  for (const line of [
    "BREAKING CHANGES: x",
    "Breaking change: x",
    "**BREAKING CHANGE**: x",
    "BREAKING CHANGE #12 x",
  ])
    expect(uncounted(`fix: a\n\n${line}`)).toBe(
      `"${line}" is not a footer "BREAKING CHANGE: description" after a blank line`,
    );
  expect(uncounted("fix: a\nBREAKING CHANGE: x")).toContain("after a blank line");
  for (const subject of ["✨ feat: x", "feat (api): x", "feat!(api): x", "feat(api)!:x"])
    expect(uncounted(subject)).toBe(`"${subject}" is not of the form "type(scope): description"`);
  for (const message of [
    "fix: a\n\nBREAKING CHANGE: x",
    "fix: a\n\nno breaking changes here",
    "docs: a",
    "Features of old",
    "fix: a",
  ])
    expect(uncounted(message)).toBeNull();
});

test("a project may say which types ask for what", () => {
  const commits = [{ hash: "1", message: "Refactor: a" }];
  const judged = judgeCommits(commits, { minorTypes: [], patchTypes: ["refactor"] });
  expect(levelOfAll(judged)).toBe("patch");
  expect(levelOfAll([])).toBe("none");
});

// git-cliff#82, conventional-changelog#428, conventionalcommits.org#413, commisery-action#261
test.each([
  [
    "a word and a colon in the body",
    "The first line\nIMPORTANT: see the manual.\nAnother line.",
    "patch",
    [],
  ],
  [
    "several lines, and another footer behind an empty one",
    "BREAKING CHANGE: floats are read as integers\nover two lines\n\nSigned-off-by: M <m@example.org>",
    "major",
    ["floats are read as integers\nover two lines"],
  ],
  [
    "between two footers",
    "Signed-off-by: M <m@example.org>\nBREAKING-CHANGE: names are lower case\nCo-authored-by: N <n@example.org>",
    "major",
    ["names are lower case"],
  ],
  [
    "the last paragraph, without an indent",
    'BREAKING CHANGE: moved "checker" to "common"\nbump the node version from 10 to 18\nupdate all dependencies',
    "major",
    ['moved "checker" to "common"\nbump the node version from 10 to 18\nupdate all dependencies'],
  ],
])("a body is read as the specification says: %s", (_title, body, level, notes) => {
  const [judged] = judgeCommits([{ hash: hash("1"), message: `fix: a\n\n${body}` }]);
  expect(judged).toMatchObject({ level, commit: { breakingNotes: notes } });
});

test("thirty-one spellings of a subject and a footer, as they are found", () => {
  const spelled: readonly (readonly [level: string, ...messages: string[]])[] = [
    [
      "none",
      "✨ feat: emoji first",
      ":sparkles: feat: gitmoji",
      "feat (api): blank before the scope",
      "feat(api) : blank before the colon",
      "feat(api)!:no blank",
      "fixup! feat: x",
      "[skip ci] fix: y",
      "WIP fix: z",
      "feat!(api): bang before the scope",
      "fix : blank",
      "fix(): empty scope",
      "feat(api): ",
      "breaking: x",
      "BREAKING: y",
      "hotfix: z",
      "bugfix: a",
      'Merge branch "feat: x"',
    ],
    [
      "patch",
      "Fix: capital",
      "FIX(api): upper",
      "fix(deps): bump a from 1 to 2",
      "fix: a\n\nBREAKING CHANGES: plural",
      "fix: b\n\nBreaking change: mixed case",
      "fix: c\n\nBREAKING CHANGE #12 hash form",
      "fix: e\n\n**BREAKING CHANGE**: bold",
      "fix: f\n\n- BREAKING CHANGE: in a list",
    ],
    ["minor", "feat(a, b): two scopes"],
    [
      "major",
      "feat(@org/pkg)!: scoped package",
      "build(deps)!: drop python 3.8",
      "fix: d\n\nBREAKING-CHANGE: hyphen",
      "fix: g\n\nSome text.\n\nBREAKING CHANGE: para 1\n\npara 2 of it",
      "fix: h\n\nBREAKING CHANGE:\non the next line",
    ],
  ];
  for (const [level, ...messages] of spelled)
    for (const message of messages) expect([message, ...levels(["1", message])]).toEqual([message, level]);
});
