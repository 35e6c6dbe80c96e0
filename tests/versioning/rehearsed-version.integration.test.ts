import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { readConfig } from "../../src/config/read-config.ts";
import {
  rehearsedNote,
  rehearsedVersion,
  type RehearsedVersion,
} from "../../src/versioning/rehearsed-version.ts";
import { strictVersion } from "../../src/versioning/strict-version.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { gitRepository, temporaryDirectory, type GitRepository } from "../support/git.ts";

const SCM =
  '[build-system]\nrequires = ["setuptools>=77", "setuptools-scm>=8"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n';

interface Asked {
  readonly rehearsed: RehearsedVersion | null;
  /** Codes of what strict mode says of it. */
  readonly errors: readonly Finding["rule"][];
}

async function ask(root: string, as?: string | null, worktree = false): Promise<Asked> {
  await using wired = nodePorts({});
  const { ports } = wired;
  const tree = await readSourceTree(root, { allowNoGit: true }, ports);
  const config = readConfig(tree.pyproject);
  const rehearsed = await rehearsedVersion({ tree, config, worktree, as, command: "plan" }, ports);
  const question = { tree, config, worktree, version: null, released: null, rehearsed };
  const { findings } = await strictVersion(question, ports);
  return { rehearsed, errors: findings.filter((each) => each.severity !== "info").map((each) => each.rule) };
}

function released(...messages: readonly string[]): GitRepository {
  const repository = gitRepository();
  repository.commit("first", { "pyproject.toml": SCM, "demo.py": "" });
  repository.tag("v1.2.0", "v1.2.0");
  for (const message of messages) repository.commit(message);
  return repository;
}

test("before its tag HEAD is rehearsed as the version that its commits ask for, and nothing is wrong with it", async () => {
  using repository = released("feat: more");
  expect(await ask(repository.root)).toEqual({
    rehearsed: {
      version: "1.3.0",
      tag: "v1.3.0",
      reason: "the result of `version next`",
      isUncommitted: false,
    },
    errors: [],
  });
});

test("commits that ask for nothing: the next patch version", async () => {
  using repository = released("Reworded the introduction");
  expect((await ask(repository.root)).rehearsed).toMatchObject({ version: "1.2.1", tag: "v1.2.1" });
});

test("a version that is asked for wins", async () => {
  using repository = released("fix: less");
  expect((await ask(repository.root, "2.0.0rc1")).rehearsed).toEqual({
    version: "2.0.0rc1",
    tag: "v2.0.0rc1",
    reason: "--as",
    isUncommitted: false,
  });
});

test("a version that is not above the last release is still told", async () => {
  using repository = released("fix: less");
  expect((await ask(repository.root, "1.1.0")).errors).toEqual(["V022"]);
});

test("as HEAD is: the local version is told, as ever", async () => {
  using repository = released("fix: less");
  expect(await ask(repository.root, null)).toEqual({ rehearsed: null, errors: ["N011"] });
});

test("a tagged HEAD has its version, and another one cannot be rehearsed", async () => {
  using repository = released();
  expect((await ask(repository.root)).rehearsed).toBeNull();
  expect((await ask(repository.root, "1.2.0")).rehearsed).toBeNull();
  await expect(ask(repository.root, "1.3.0")).rejects.toThrow("HEAD is tagged as 1.2.0, not as 1.3.0");
});

test("a changed work tree over a tag is rehearsed as the next version", async () => {
  using repository = released();
  repository.write({ "demo.py": "x = 1\n" });
  const { rehearsed, errors } = await ask(repository.root, undefined, true);
  expect(rehearsed).toMatchObject({ version: "1.2.1", isUncommitted: true });
  expect(errors).toEqual([]);
  expect(rehearsed && rehearsedNote(rehearsed)).toContain(
    "commit the changes, then shipwheel release --as 1.2.1",
  );
});

test("a stated version is not another one, and nonsense is no version", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    "pyproject.toml": '[project]\nname = "demo"\nversion = "1.0"\n',
    "demo.py": "",
  });
  expect((await ask(repository.root)).rehearsed).toBeNull();
  await expect(ask(repository.root, "2.0")).rejects.toThrow("stated in the project's files");
  using scm = released("fix: less");
  await expect(ask(scm.root, "two")).rejects.toThrow("is not a version");
  await expect(ask(scm.root, "two")).rejects.toMatchObject({ remedy: "see shipwheel plan --help" });
});

test("without tags: the first version, unless a remote may have them; a shallow clone cannot count", async () => {
  using repository = gitRepository();
  repository.commit("feat: first", { "pyproject.toml": SCM, "demo.py": "" });
  expect((await ask(repository.root)).errors).toEqual([]);
  repository.git("remote", "add", "origin", "https://example.org/demo.git");
  expect((await ask(repository.root)).errors).toContain("V020");
  expect((await ask(repository.root, "0.1.0")).errors).toEqual([]);

  using history = released("fix: less", "fix: much less");
  using place = temporaryDirectory("shallow");
  const clone = join(place.path, "clone");
  history.git("clone", "--quiet", "--depth=1", `file://${history.root}`, clone);
  expect((await ask(clone)).rehearsed).toBeNull();
});
