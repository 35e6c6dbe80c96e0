import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { checkPaths } from "../../src/check/inputs/check-paths.ts";
import { readPlan } from "../../src/release/read-plan.ts";
import { gitRepository, type FileSet } from "../support/git.ts";

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
  const plan = await readPlan(
    { directory: repository.root, worktree: false, allowNoGit: false, offline: true },
    ports,
  );
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
