import { expect, test } from "vitest";
import { bump } from "../../support/bump.ts";
import { gitRepository, type FileSet, type GitRepository } from "../../support/git.ts";

/** Files that hold the project's number beside its version; the threads are named beside the tests. */
function changedLines(repository: GitRepository): readonly string[] {
  return repository
    .git("diff", "--unified=0", "HEAD~1", "HEAD")
    .split("\n")
    .filter((line) => /^(?:\+\+\+|[+]) ?/.test(line))
    .map((line) => line.replace(/^\+\+\+ b\//, "").trim());
}

async function bumped(files: FileSet, tag: string, message: string): Promise<readonly string[]> {
  using repository = gitRepository();
  repository.commit("chore: a", files);
  repository.tag(tag, tag);
  repository.commit(message, { f: "1\n" });
  await bump(repository.root);
  return changedLines(repository);
}

// cookiecutter-pypackage#59, whylogs#510, bumpversion#168, fractal-client#556, rhiza#435
test("dependencies at the project's own number stay, in every file that states both", async () => {
  const files: FileSet = {
    "pyproject.toml": `[build-system]
requires = ["setuptools==0.5.1", "wheel"]
[tool.poetry.dependencies]
mkdocstrings = { extras = ["python"], version = "0.5.1" }
[tool.poetry.group.dev.dependencies.other]
version = "0.5.1"
[tool.bumpversion]
current_version = "0.5.1"
[tool.commitizen]
version = "0.5.1"
[[tool.mypy.overrides]]
version = "0.5.1"
`,
    "setup.py": `from setuptools import setup
requirements = ["s3fs==0.5.1", "keyring>=0.5.1"]
setup(
    name="demo",
    install_requires=requirements,
    extras_require={"a": ["demo-extra==0.5.1"]},
    version="0.5.1",
    packages=["demo"],
)
`,
    "demo/__init__.py": '__version__ = "0.5.1"\nMIN_SERVER = "0.5.1"\n',
    "uv.lock": `version = 1

[[package]]
name = "s3fs"
version = "0.5.1"
source = { registry = "https://index.example.invalid/simple" }

[[package]]
name = "demo"
version = "0.5.1"
source = { editable = "." }
`,
  };
  expect(await bumped(files, "v0.5.1", "fix: b")).toEqual([
    "demo/__init__.py",
    '+__version__ = "0.5.2"',
    "pyproject.toml",
    '+current_version = "0.5.2"',
    '+version = "0.5.2"',
    "setup.py",
    '+    version="0.5.2",',
    "uv.lock",
    '+version = "0.5.2"',
  ]);
});

// commitizen#383
test("the tables of commitizen and Poetry in one file are both bumped, a dependency is not", async () => {
  const pyproject = `[tool]
[tool.commitizen]
name = "cz_conventional_commits"
version = "0.0.2"
tag_format = "$version"
version_files = [
    "pyproject.toml:version"
]

[tool.poetry]
name = "demo"
version = "0.0.2"
description = ""

[tool.poetry.dependencies]
python = "^3.8"
pytest = {version = "^0.0.2"}

[build-system]
requires = ["poetry-core>=1.0.0"]
build-backend = "poetry.core.masonry.api"
`;
  const files: FileSet = { "pyproject.toml": pyproject, "demo/__init__.py": "" };
  expect(await bumped(files, "0.0.2", "feat: b")).toEqual([
    "pyproject.toml",
    '+version = "0.1.0"',
    '+version = "0.1.0"',
  ]);
});
