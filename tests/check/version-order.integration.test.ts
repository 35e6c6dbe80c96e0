import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkPaths } from "../../src/check/inputs/check-paths.ts";
import { readPlan } from "../../src/release/read-plan.ts";
import { gitRepository, type FileSet, type GitRepository } from "../support/git.ts";
import { releaseRequest } from "../support/release.ts";

const BUILD = '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n';
const STATED = `${BUILD}[project]\nname = "demo"\nversion = "1.0"\n`;
const READ = `${BUILD}[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools.dynamic]\nversion = { attr = "demo.__version__" }\n`;
const TAGS =
  '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=8"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n';

/** Trees with a commit behind the tag; the codes that every command has of the version against the tags. */
const TREES: readonly (readonly [string, FileSet, string, readonly string[]])[] = [
  ["stated, tagged already", { "pyproject.toml": STATED, "demo.py": "" }, "v1.0", ["V006"]],
  ["stated, below the last tag", { "pyproject.toml": STATED, "demo.py": "" }, "v1.1", ["V022"]],
  ["stated, above it", { "pyproject.toml": STATED, "demo.py": "" }, "v0.9", []],
  [
    "read from a module, tagged already",
    { "pyproject.toml": READ, "demo.py": '__version__ = "1.0"\n' },
    "v1.0",
    ["V006"],
  ],
  [
    "read from a module, below the last tag",
    { "pyproject.toml": READ, "demo.py": '__version__ = "1.0"\n' },
    "v1.1",
    ["V022"],
  ],
  [
    "read from a module, above it",
    { "pyproject.toml": READ, "demo.py": '__version__ = "1.0"\n' },
    "v0.9",
    [],
  ],
  ["made of the tags", { "pyproject.toml": TAGS, "demo.py": "" }, "v1.0", []],
];

test.each(TREES)("check and plan say the same of a version that is %s", async (_, files, tag, codes) => {
  using repository = gitRepository();
  repository.commit("first", files);
  repository.tag(tag, tag);
  repository.commit("fix: second");
  await using wired = nodePorts({});
  const { ports } = wired;
  const errors = (
    findings: readonly { readonly rule: string; readonly severity: string }[],
  ): readonly string[] =>
    findings
      .filter(({ rule, severity }) => severity === "error" && /^(V|N011|F019)/.test(rule))
      .map(({ rule }) => rule);
  const checked = await checkPaths(
    { paths: [repository.root], allowNoGit: false, select: [], ignore: [] },
    ports,
  );
  // A release makes a tag only for a version that somebody chose.
  const chosen = files["pyproject.toml"] === TAGS ? { as: "1.1" } : {};
  const plan = await readPlan(releaseRequest(repository.root, chosen), ports);
  expect(errors(checked.findings)).toEqual(codes);
  expect(errors(plan.findings)).toEqual(codes);
});

test("an ignore of what the tags contradict is used, and a selection of it is obeyed", async () => {
  using repository = gitRepository();
  const ignore = '[tool.shipwheel.check.ignore]\nV006 = "released by hand"\n';
  const files = { "pyproject.toml": READ + ignore, "demo.py": '__version__ = "1.0"\n' };
  repository.commit("first", files);
  repository.tag("v1.0", "v1.0");
  repository.commit("fix: second");
  await using wired = nodePorts({});
  const codes = async (select: readonly string[]): Promise<readonly string[]> => {
    const request = { paths: [repository.root], allowNoGit: false, select, ignore: [] };
    return (await checkPaths(request, wired.ports)).findings.map(({ rule }) => rule);
  };
  const all = await codes([]);
  expect(all).not.toContain("V006");
  expect(all).not.toContain("S002");
  repository.commit("fix: third", { "pyproject.toml": READ });
  expect(await codes(["V006"])).toEqual(["V006"]);
  expect(await codes(["V001"])).toEqual([]);
});

describe("uncommitted changes", () => {
  const dirty = (files: FileSet, tag: string): GitRepository => {
    const repository = gitRepository();
    repository.commit("first", { ...files, "notes.txt": "" });
    repository.tag(tag, tag);
    repository.write({ "notes.txt": "changed" });
    return repository;
  };
  const request = (root: string) => ({ paths: [root], allowNoGit: false, select: [], ignore: [] });

  test("one finding in check and plan alike, not a version of its own; a release makes it an error", async () => {
    using repository = dirty({ "pyproject.toml": TAGS, "demo.py": "" }, "v1.0");
    await using wired = nodePorts({});
    const { findings: checked } = await checkPaths(request(repository.root), wired.ports);
    const plan = await readPlan(releaseRequest(repository.root), wired.ports);
    const OF_VERSION = /^(V00|N011|F019)/;
    const inCheck = checked.filter(({ rule }) => OF_VERSION.test(rule));
    const inPlan = plan.findings.filter(({ rule }) => OF_VERSION.test(rule));
    expect(inCheck.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["V002 warning"]);
    expect(inPlan.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["V002 error"]);
    for (const part of ["message", "location", "help", "why", "details"] as const)
      expect(inCheck[0]?.[part], part).toEqual(inPlan[0]?.[part]);
    expect(plan.version).toBe("1.0");
  });

  test("no fix is offered for what they make of the version, nor after another fix", async () => {
    const withDefect = TAGS.replace("dynamic", 'keywords = ["one", "one"]\ndynamic');
    for (const pyproject of [TAGS, withDefect]) {
      using repository = dirty({ "pyproject.toml": pyproject, "demo.py": "" }, "v1.0");
      await using wired = nodePorts({});
      const { edits } = await checkPaths({ ...request(repository.root), fix: "all" }, wired.ports);
      const texts = edits.flatMap((each) => each.edits.map(({ after }) => after)).join("\n");
      expect(texts).not.toContain("local_scheme");
    }
  });

  test("a check that fixes judges the version as one that does not", async () => {
    using repository = gitRepository();
    repository.commit("first", { "pyproject.toml": READ, "demo.py": '__version__ = "1.0"\n' });
    repository.tag("v1.1", "v1.1");
    repository.commit("fix: second");
    await using wired = nodePorts({});
    const { findings } = await checkPaths({ ...request(repository.root), fix: "safe" }, wired.ports);
    expect(findings.map(({ rule }) => rule)).toContain("V022");
  });
});
