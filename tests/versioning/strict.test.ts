import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/findings/finding.ts";
import { judgeVersion } from "../../src/versioning/strict.ts";
import { nearestTag, type StrictFacts, type StrictGit } from "../../src/versioning/strict-facts.ts";
import { parseTagTemplate } from "../../src/version/tag-template.ts";

const HEAD = "a".repeat(40);
const OLD = "b".repeat(40);

const git: StrictGit = {
  head: HEAD,
  shallow: false,
  hasRemote: false,
  tags: [{ name: "v1.0", commit: OLD, version: "1.0" }],
  previous: { name: "v1.0", version: "1.0", distance: 3 },
  unusable: null,
  changed: [],
  isChangedTree: false,
};

const facts: StrictFacts = {
  mode: "strict",
  name: "demo",
  source: "static",
  version: "1.1",
  template: parseTagTemplate("v{version}"),
  git,
  tool: null,
  missingTool: [],
  next: null,
  released: null,
};

const scm: StrictFacts = { ...facts, source: "scm", version: "1.1.dev3" };

function told(made: StrictFacts): readonly string[] {
  return judgeVersion(made).map((each) => `${each.severity} ${each.rule}`);
}

function only(made: StrictFacts): Finding {
  const [finding, ...others] = judgeVersion(made);
  expect(others).toEqual([]);
  if (finding === undefined) throw new Error("nothing is told");
  return finding;
}

describe("nothing is told of", () => {
  test.each<[string, StrictFacts]>([
    ["a version above the last tag", facts],
    ["a first release", { ...facts, git: { ...git, tags: [], previous: null } }],
    ["a plain directory", { ...facts, git: null }],
    [
      "a version at its tag",
      { ...facts, git: { ...git, tags: [...git.tags, { name: "v1.1", commit: HEAD, version: "1.1.0" }] } },
    ],
    [
      "a version from history at its tag, in a shallow clone",
      {
        ...scm,
        version: "1.1",
        git: {
          ...git,
          shallow: true,
          previous: null,
          tags: [{ name: "v1.1", commit: HEAD, version: "1.1" }],
        },
      },
    ],
    [
      "an unusable tag of a project that states its version",
      { ...facts, git: { ...git, unusable: "v1.0-final" } },
    ],
    ["a version above all of the index", { ...facts, released: ["0.9", "1.0"] }],
    ["a version that only the backend knows", { ...facts, version: null }],
  ])("%s", (_, made) => {
    expect(told(made)).toEqual([]);
  });
});

describe("each is told with what repairs it", () => {
  test.each<[string, StrictFacts, string, RegExp]>([
    [
      "a shallow clone",
      { ...scm, git: { ...git, shallow: true } },
      "V009",
      /^run git fetch --unshallow --tags/,
    ],
    [
      "no tag, with a remote",
      { ...scm, version: "0.1.dev3+g1", git: { ...git, tags: [], previous: null, hasRemote: true } },
      "V020",
      /^git fetch --tags; .*shipwheel version bump/,
    ],
    ["changed files", { ...facts, git: { ...git, changed: ["a.py"] } }, "V002", /git stash/],
    ["a lower version", { ...facts, version: "0.9" }, "V022", /shipwheel version bump/],
    ["a version that is none", { ...facts, version: "one" }, "N009", /PEP 440/],
    ["a local part", { ...facts, version: "1.1+g1" }, "N011", /drop the local part/],
    ["the tagged version, later", { ...facts, version: "1.0.0" }, "V006", /shipwheel version bump patch/],
    [
      "the version of another branch's tag",
      { ...facts, git: { ...git, tags: [...git.tags, { name: "v1.1", commit: OLD, version: "1.1" }] } },
      "V005",
      /git tag -d v1\.1/,
    ],
    [
      "another tag at HEAD",
      { ...facts, git: { ...git, tags: [...git.tags, { name: "v1.2", commit: HEAD, version: "1.2" }] } },
      "V001",
      /git tag -f v1\.2/,
    ],
    ["a version of the index", { ...facts, released: ["1.1.0"] }, "V023", /above 1\.1\.0/],
  ])("%s", (_, made, rule, help) => {
    const errors = judgeVersion(made).filter((each) => each.severity === "error");
    expect(errors.map((each) => each.rule)).toContain(rule);
    expect(errors.find((each) => each.rule === rule)).toMatchObject({
      phase: "version",
      help: expect.stringMatching(help) as unknown,
    });
  });
});

test("all that is wrong is told at once", () => {
  const changed = ["a.py", "b.py"];
  expect(told({ ...scm, git: { ...git, shallow: true, changed } })).toEqual([
    "error V009",
    "error V002",
    "warning V025",
  ]);
});

test("changed files are named, the first ten of them", () => {
  const changed = Array.from({ length: 12 }, (_, index) => `f${index}.py`);
  const { message, details } = only({ ...facts, git: { ...git, changed } });
  expect(message).toMatch(/^12 files differ .*f9\.py and 2 more$/);
  expect(details).toEqual({ paths: changed });
});

describe("the walk goes on behind a tag that names no version", () => {
  test("which is told of a version from history", () => {
    const finding = judgeVersion({ ...scm, git: { ...git, unusable: "v1.0-final" } })[0];
    expect(finding).toMatchObject({ rule: "V021", severity: "error", subject: "v1.0-final" });
    expect(finding?.why).toContain("The nearest tag that can be read is v1.0, 3 commits ago");
  });

  test("also when only the tool stumbles, or chooses a tag of another form", () => {
    const refusing = { name: "setuptools-scm", tag: null, refusal: "the nearest tag x holds no version" };
    expect(told({ ...scm, version: null, tool: refusing })).toEqual(["error V021"]);
    const other = { name: "setuptools-scm", tag: "build-7", refusal: null };
    expect(judgeVersion({ ...scm, tool: other })[0]).toMatchObject({ rule: "V021", subject: "build-7" });
    const same = { name: "setuptools-scm", tag: "v1.0", refusal: null };
    expect(told({ ...scm, tool: same })).toEqual(["warning V025"]);
  });
});

test("a maintenance release may be below the index's newest, which is a note", () => {
  expect(only({ ...facts, released: ["1.0", "2.0"] })).toMatchObject({ rule: "V023", severity: "info" });
  const newest = { ...git, previous: { name: "v2.0", version: "2.0", distance: 1 } };
  expect(told({ ...facts, version: "2.0.dev1", git: newest, released: ["2.0"] })).toContain("error V023");
});

test("of several tags at HEAD the highest counts", () => {
  const tags = ["1.9", "1.10"].map((version) => ({ name: `v${version}`, commit: HEAD, version }));
  expect(nearestTag({ ...git, tags })).toEqual({ name: "v1.10", version: "1.10", distance: 0 });
  expect(nearestTag({ ...git, tags: [] })).toEqual(git.previous);
});

test("a tool that takes no tag, although there is one, is told once", () => {
  const blind = { name: "setuptools-scm", tag: null, refusal: null };
  const findings = judgeVersion({ ...scm, version: "0.1.dev4", tool: blind });
  expect(findings.map((each) => each.rule)).toEqual(["V021", "V025"]);
  expect(findings[0]?.message).toContain("matches no tag");
});
