import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { backendOf, checkOut } from "../support/corpus/checkout.ts";
import { temporaryDirectory } from "../support/git.ts";

/** Writes files below a directory. */
function write(directory: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

describe("a repository made of an sdist", () => {
  test("holds what the authors committed, and not what the build added", () => {
    using temporary = temporaryDirectory();
    write(temporary.path, {
      "demo-1.0/PKG-INFO": "",
      "demo-1.0/pyproject.toml": "# rewritten",
      "demo-1.0/pyproject.toml.orig": "# as committed",
      "demo-1.0/.gitignore": "_version.py\n",
      "demo-1.0/src/demo/__init__.py": "",
      "demo-1.0/src/demo/_version.py": "",
      "demo-1.0/src/demo/__pycache__/demo.cpython-315.pyc": "",
      "demo-1.0/src/demo.egg-info/SOURCES.txt": "",
    });
    const sdist = join(temporary.path, "demo-1.0.tar.gz");
    execFileSync("tar", ["-czf", sdist, "-C", temporary.path, "demo-1.0"]);
    const directory = join(temporary.path, "project");
    const git = (...argv: readonly string[]): string =>
      execFileSync("git", argv, { cwd: directory, encoding: "utf8" }).trim();

    checkOut(sdist, { version: "1.0" }, directory);
    expect(git("ls-files").split("\n")).toEqual([".gitignore", "pyproject.toml", "src/demo/__init__.py"]);
    expect(git("show", "HEAD:pyproject.toml")).toBe("# as committed");
    expect(git("describe")).toBe("v1.0");
    expect(git("status", "--porcelain", "--ignored")).toBe("");

    checkOut(sdist, { version: "1.0", tag: "release-1.0" }, directory);
    expect(git("describe")).toBe("release-1.0");

    checkOut(sdist, { version: "1.0", prepared: true }, directory);
    expect(git("ls-files")).toContain("src/demo/_version.py");
  });
});

describe("the backend of a project", () => {
  const table = (lines: string): string => `[project]\nname = "demo"\n[build-system]\n${lines}\n`;

  test.each([
    [{ "setup.py": "" }, "setuptools (setup.py)"],
    [{ "setup.cfg": "[flake8]\n[metadata]\nname = demo\n" }, "setuptools (setup.cfg)"],
    [{ "setup.cfg": "[metadata]\nversion = 1\n[other]\nname = demo\n" }, "setuptools (setup.py)"],
    [
      { "pyproject.toml": table('requires = ["setuptools", "setuptools_scm>=8"]') },
      "setuptools + setuptools-scm",
    ],
    [
      {
        "pyproject.toml": table('requires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"'),
      },
      "hatchling + hatch-vcs",
    ],
    [{ "pyproject.toml": table('requires = []\nbuild-backend = "poetry.core.masonry.api"') }, "poetry-core"],
    [
      { "pyproject.toml": table('requires = []\nbuild-backend = "own"\nbackend-path = ["tools"]') },
      "in-tree",
    ],
  ])("%j is %s", (files, backend) => {
    using temporary = temporaryDirectory();
    expect(backendOf(write(temporary.path, files as unknown as Record<string, string>))).toBe(backend);
  });
});
