import { describe, expect, test } from "vitest";
import { parseConventionalCommit } from "../../src/versioning/conventional-commit.ts";

const parse = (message: string) => parseConventionalCommit(message);

describe("the header", () => {
  test.each([
    ["feat: a", { type: "feat", scope: null, breaking: false, description: "a" }],
    ["feat(api): a b ", { type: "feat", scope: "api", breaking: false, description: "a b" }],
    ["feat(api)!:  a", { type: "feat", scope: "api", breaking: true, description: "a" }],
    ["fix(a b): c", { type: "fix", scope: "a b", breaking: false, description: "c" }],
    ["my-type!: a", { type: "my-type", scope: null, breaking: true, description: "a" }],
    ["Feat: A", { type: "feat", scope: null, breaking: false, description: "A" }],
    ["fix: see feat: x", { type: "fix", scope: null, breaking: false, description: "see feat: x" }],
    ["\n\nfix: late", { type: "fix", scope: null, breaking: false, description: "late" }],
  ])("%j", (message, expected) => {
    expect(parse(message)).toMatchObject(expected);
  });

  test.each([
    "",
    "feat",
    "feat:",
    "feat: ",
    "feat:a",
    "feat:\ta",
    "feat : a",
    " feat: a",
    "feat(): a",
    "feat( ): a",
    "feat(a)(b): c",
    "feat !: a",
    "!: a",
    ": a",
    "BREAKING CHANGE: a",
    "Merge pull request #1 from a/b\n\nfeat: inner",
    'Revert "feat: a"',
    "see https://example.org: more",
  ])("%j is none", (message) => {
    expect(parse(message)).toBeNull();
  });
});

describe("footers", () => {
  test("stand one empty line after the body, and a value goes on until the next", () => {
    const commit = parse("fix: a\n\nBody.\n\nMore: body?\nof it\n\nlast\nReviewed-by: Z\nRefs #12\n");
    expect(commit?.body).toBe("Body.");
    expect(commit?.footers).toEqual([
      ["More", "body?\nof it\n\nlast"],
      ["Reviewed-by", "Z"],
      ["Refs", "#12"],
    ]);
  });

  test.each([
    "chore: a\n\nBREAKING CHANGE: b",
    "chore: a\n\nBREAKING-CHANGE: b",
    "chore: a\r\n\r\nBREAKING CHANGE: b",
    "fix: a\n\nbody\n\nBREAKING CHANGE: b",
    "fix: a\n\nRefs: #1\nBREAKING CHANGE: b",
    "fix: a\n\nBREAKING CHANGE: b\n\nRefs: #1",
  ])("%j breaks", (message) => {
    expect(parse(message)).toMatchObject({ breaking: true, breakingNotes: ["b"] });
  });

  test.each([
    ["without the empty line", "fix: a\nBREAKING CHANGE: b"],
    ["inside a paragraph of the body", "fix: a\n\nbody\nBREAKING CHANGE: b"],
    ["in lower case", "fix: a\n\nbreaking change: b"],
    ["in lower case with a hyphen", "fix: a\n\nBreaking-Change: b"],
    ["without a description", "fix: a\n\nBREAKING CHANGE:"],
    ["without the blank", "fix: a\n\nBREAKING CHANGE:b"],
    ["with a number sign", "fix: a\n\nBREAKING CHANGE #1"],
    ["behind other words", "feat: a\n\nsome BREAKING CHANGE: b"],
    ["indented", "fix: a\n\n BREAKING CHANGE: b"],
  ])("none %s", (_, message) => {
    expect(parse(message)).toMatchObject({ breaking: false, breakingNotes: [] });
  });

  test("the description of what breaks may have paragraphs", () => {
    const commit = parse("feat!: a\n\nBREAKING CHANGE: b\nmore\n\nstill more\nAcked-by: Y");
    expect(commit?.breakingNotes).toEqual(["b\nmore\n\nstill more"]);
    expect(commit?.footers.at(-1)).toEqual(["Acked-by", "Y"]);
  });
});

test("issues are named once, with the word that goes with them", () => {
  const commit = parse("fix: a, closes #3 (#4)\n\nRefs: #4, own/er#5\nFixes #6\n\nx&#35; a#7");
  expect(commit?.references).toEqual([
    { repository: null, number: "3", action: "closes" },
    { repository: null, number: "4", action: "refs" },
    { repository: "own/er", number: "5", action: "refs" },
    { repository: null, number: "6", action: "fixes" },
  ]);
});

test("a revert names what it takes back", () => {
  expect(parse("revert: let it be\n\nRefs: 676104e, a215868")?.reverts).toEqual(["676104e", "a215868"]);
  expect(parse("fix: a\n\nThis reverts commit 0123456789abcdef.")?.reverts).toEqual(["0123456789abcdef"]);
  expect(parse("fix: a\n\nRefs: 676104e")?.reverts).toEqual([]);
});

test("what breaks may stand below its token; a token with nothing below it says nothing", () => {
  const below = parse("fix: h\n\nBREAKING CHANGE:\non the next line\nand another\n\nRefs: #1");
  expect(below).toMatchObject({
    breaking: true,
    breakingNotes: ["on the next line\nand another"],
    footers: [
      ["BREAKING CHANGE", "on the next line\nand another"],
      ["Refs", "#1"],
    ],
  });
  expect(parse("fix: h\n\nBREAKING CHANGE:")?.breaking).toBe(false);
  expect(parse("fix: h\n\nBREAKING CHANGE:\n\ntext")?.breaking).toBe(false);
});
