import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TEMPLATES } from "../../src/init/answers.ts";
import { rehearse } from "../acceptance/rehearsal.ts";
import { gitRepository, temporaryDirectory, type GitRepository } from "../support/git.ts";
import { runHere } from "../support/in-process.ts";

const ENV = { env: { GITHUB_TOKEN: "", GH_TOKEN: "", CI: "true" } };

async function init(directory: string, ...more: readonly string[]) {
  const { exit, stdout, stderr } = await runHere(["init", directory, "--json", ...more], ENV);
  const { files = [], notes = [] } = JSON.parse(stdout) as {
    files?: readonly { path: string; change: string }[];
    notes?: readonly string[];
  };
  return { exit, files, notes, talk: stdout + stderr };
}

/** An empty repository with a remote, as a host makes it. */
function empty(): GitRepository {
  const repository = gitRepository();
  repository.git("config", "user.name", "Ada");
  repository.git("config", "user.email", "ada@users.noreply.github.com");
  repository.git("remote", "add", "origin", "git@github.com:ada/thing.git");
  return repository;
}

// Of five in the default run two are rehearsed whole, one of them compiled; all by `npm run runbooks`.
const rehearsed = process.env["SHIPWHEEL_RUNBOOKS"] === "all" ? TEMPLATES : (["cli", "extension"] as const);

test.each(TEMPLATES)(
  "an empty directory begins as %s, and a second run changes nothing",
  async (template) => {
    using repository = empty();
    const made = await init(repository.root, "--template", template, "--name", "big-thing");
    expect(made.exit, made.talk).toBe(0);
    expect(made.files.map(({ change }) => change)).not.toContain("completed");
    const again = await init(repository.root);
    expect([again.exit, again.files], again.talk).toEqual([0, []]);
    const project = join(repository.root, template === "monorepo" ? "packages/big-thing" : ".");
    expect(readFileSync(join(project, "pyproject.toml"), "utf8")).toContain(
      "https://github.com/ada/thing/issues",
    );
    if (template !== "monorepo")
      expect(readFileSync(join(repository.root, "CONTRIBUTING.md"), "utf8")).toContain(
        "(docs/publishing.md)",
      );
    if (template === "monorepo") {
      const path = join(repository.root, ".github/workflows/release-big-thing.yml");
      expect(readFileSync(path, "utf8")).toContain('tags: ["big-thing-v[0-9]*", "!big-thing-v*dev*"]');
    }
    repository.git("add", "--all");
    repository.git("commit", "--quiet", "-m", "feat: begin");
    const generated = await runHere(["workflow", "generate", repository.root, "--diff"], ENV);
    expect(generated.exit, generated.stdout + generated.stderr).toBe(0);
    const judged = await runHere(["workflow", "check", repository.root], ENV);
    expect(judged.exit, judged.stdout).toBe(0);
    expect(await init(repository.root)).toMatchObject({ exit: 0, files: [] });
    if (!(rehearsed as readonly string[]).includes(template)) return;
    const answer = await rehearse(project, join(repository.root, "..", "state"), ["--installer", "uv"]);
    expect(answer.exit, answer.talk).toBe(0);
    const told = answer.findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
    expect(told).toEqual([]);
  },
);

const PYPROJECT = `[build-system]
requires = ["flit_core>=3.12,<4"]
build-backend = "flit_core.buildapi"

[project]
name = "demo"  # ours
version = "1.2.0"
description = "A demo"
`;
const LICENSE =
  "Permission is hereby granted, free of charge, to any person obtaining a copy\nof this software.\n";
const CLI = "import argparse\n\n\ndef main() -> None:\n    argparse.ArgumentParser().parse_args()\n";
const README = "# Demo\n\n```sh\ndemo --help\n```\n";
const FILES = {
  "pyproject.toml": PYPROJECT,
  "README.md": README,
  LICENSE,
  "demo/__init__.py": '"""A demo."""\n',
  "demo/cli.py": CLI,
  "demo/py.typed": "",
  "data/events.jsonl": "{}\n",
  "tests/test_cli.py": "import pytest\n\n\ndef test_it() -> None:\n    assert 1 + 1 == 2\n",
  "ruff.toml": "",
  "examples/hello.py": "print('hello')\n",
  // It would run the tests again.
  "noxfile.py": "import nox\n",
  ".github/workflows/ci.yml":
    "on: push\njobs:\n  test:\n    strategy: {matrix: {python-version: ['3.12', '3.13']}}\n    runs-on: ubuntu-latest\n    steps: [{run: python -m unittest}]\n",
};

test("a project gets what it lacks, as its own files tell it, and keeps the rest", async () => {
  using repository = gitRepository();
  repository.commit("All", FILES);
  const shown = await init(repository.root, "--diff");
  expect(shown.exit).toBe(1);
  expect(existsSync(join(repository.root, "CHANGELOG.md"))).toBe(false);
  const made = await init(repository.root);
  expect(made.files).toEqual(shown.files);
  expect(made.files.filter(({ change }) => change === "completed")).toEqual([
    { path: "pyproject.toml", change: "completed" },
  ]);
  const text = readFileSync(join(repository.root, "pyproject.toml"), "utf8");
  for (const line of [
    'name = "demo"  # ours',
    'requires-python = ">=3.12"',
    'readme = "README.md"',
    'license = "MIT"',
    'demo = "demo.cli:main"',
    '"Intended Audience :: Developers"',
    '"Programming Language :: Python :: 3.13"',
    '"Typing :: Typed"',
    'commands = ["demo --help"]',
    'forbidden = ["data/"]',
    "[tool.shipwheel.gates]\npytest = true\nruff = true\nexamples = { required = false }\n",
  ])
    expect(text).toContain(line);
  expect(text).not.toContain("3.14");
  expect(readFileSync(join(repository.root, "README.md"), "utf8")).toBe(README);
  expect(readFileSync(join(repository.root, ".github/workflows/ci.yml"), "utf8")).toBe(
    FILES[".github/workflows/ci.yml"],
  );
  expect(existsSync(join(repository.root, ".github/workflows/release.yml"))).toBe(true);
  expect(await init(repository.root)).toMatchObject({ exit: 0, files: [] });
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "-m", "build: prepare releases");
  expect(await init(repository.root)).toMatchObject({ exit: 0, files: [] });
  expect((await runHere(["runbook", repository.root, "--check"], ENV)).exit).toBe(0);
});

test.each(["class", "None", "import"])(
  "a project called %s has a module that can be imported",
  async (name) => {
    using repository = empty();
    const description = 'Says """hello""" \\ and "goodbye"';
    const made = await init(
      repository.root,
      "--template",
      "cli",
      "--name",
      name,
      "--description",
      description,
    );
    expect(made.exit, made.talk).toBe(0);
    const script =
      "import ast, sys\nfor p in sys.argv[1:]:\n m = ast.parse(open(p).read())\n print(ast.get_docstring(m))";
    const files = made.files
      .map(({ path }) => join(repository.root, path))
      .filter((path) => path.endsWith(".py"));
    expect(files.length).toBeGreaterThan(2);
    const read = execFileSync("python3", ["-c", script, ...files], { encoding: "utf8" });
    expect(read).toContain(description);
  },
);

test("a name or a description that cannot be is refused with one that can", async () => {
  using repository = empty();
  const named = await init(repository.root, "--name", "Ünï Weird.Dir_1");
  expect([named.exit, named.files]).toEqual([2, []]);
  expect(named.talk).toContain("--name uni-weird-dir-1");
  const described = await init(repository.root, "--name", "thing", "--description", "two\nlines");
  expect([described.exit, described.files]).toEqual([2, []]);
});

test("a directory outside of git is told to become a repository", async () => {
  using scratch = temporaryDirectory();
  const { stdout } = await runHere(["init", scratch.path, "--name", "thing", "--no-workflows"], ENV);
  expect(stdout).toContain("Run git init, commit it, and rehearse its release: shipwheel rehearse");
});

test("what is there is never overwritten, in an empty project too", async () => {
  using repository = empty();
  writeFileSync(join(repository.root, "README.md"), "# Ours\n");
  writeFileSync(join(repository.root, "LICENSE"), LICENSE);
  const made = await init(repository.root, "--name", "big-thing");
  expect(made.files.map(({ path }) => path)).not.toContain("README.md");
  expect(readFileSync(join(repository.root, "README.md"), "utf8")).toBe("# Ours\n");
  expect(readFileSync(join(repository.root, "LICENSE"), "utf8")).toBe(LICENSE);
});

test("a workflow that publishes already is left alone, and told of", async () => {
  using repository = gitRepository();
  repository.commit("All", {
    ...FILES,
    ".github/workflows/publish.yml":
      "on: {push: {tags: ['v*']}}\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    environment: pypi\n    permissions: {id-token: write}\n    steps: [{uses: pypa/gh-action-pypi-publish@release/v1}]\n",
  });
  const made = await init(repository.root);
  expect(made.files.filter(({ path }) => path.startsWith(".github/"))).toEqual([]);
  expect(made.notes.join()).toContain("already publishes");
  expect(readFileSync(join(repository.root, "docs/publishing.md"), "utf8")).toContain("publish.yml");
});

test("metadata elsewhere is not moved, and what does not depend on it is added", async () => {
  using repository = gitRepository();
  repository.commit("All", {
    "setup.py": 'from setuptools import setup\nsetup(name="demo", version="1.0", packages=["demo"])\n',
    "demo/__init__.py": "",
  });
  const made = await init(repository.root);
  expect(made.files.map(({ path }) => path)).toContain("CHANGELOG.md");
  expect(made.files.map(({ path }) => path)).not.toContain("pyproject.toml");
});

test.each([
  [
    "code without a project",
    ["--name", "x"],
    (root: string) => writeFileSync(join(root, "a.py"), "x = 1\n"),
    "migrate",
  ],
  ["a name that is none", ["--name", "../x"], () => undefined, "cannot be a project name"],
  ["an author that is none", ["--author", "Ada"], () => undefined, "--author takes"],
  ["a repository that is none", ["--repository", "javascript:x"], () => undefined, "--repository must be"],
  ["a template that is none", ["--template", "game"], () => undefined, "library"],
] as const)("%s is told, and nothing is written", async (_what, options, prepare, words) => {
  using repository = gitRepository();
  const root = join(repository.root, "new");
  mkdirSync(root);
  prepare(root);
  const { exit, talk } = await init(root, ...options);
  expect(exit, talk).toBe(2);
  expect(talk).toContain(words);
  expect(existsSync(join(root, "pyproject.toml"))).toBe(false);
});
