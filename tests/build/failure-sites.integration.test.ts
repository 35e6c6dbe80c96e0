import { expect, test } from "vitest";
import type { Finding } from "../../src/findings/finding.ts";
import { gitRepository, type FileSet } from "../support/git.ts";
import { buildProject } from "./build-project.ts";

function setuptools(project: string, more = ""): string {
  return `[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "demo"\n${project}\n${more}`;
}

function hatchling(project: string, more = ""): string {
  return `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "demo"\nversion = "1.0"\n${project}\n${more}`;
}

interface FailingProject {
  readonly files: FileSet;
  /** Below the repository. */
  readonly directory?: string;
  readonly finding: Partial<Finding>;
}

const EXTENSION =
  'from setuptools import Extension, setup\n\nsetup(ext_modules=[Extension("demo._ping", ["src/ping.c"])])\n';

/** Builds that fail, each with the place, the words and the cure that a maintainer needs. */
const PROJECTS: Readonly<Record<string, FailingProject>> = {
  "a header that the tree has and the sdist lacks": {
    files: {
      "pyproject.toml": setuptools('version = "1.0"', '[tool.setuptools]\npackages = ["demo"]\n'),
      "setup.py": EXTENSION,
      "demo/__init__.py": "",
      "src/ping.c": '#include <Python.h>\n#include "ping_internal.h"\n',
      "src/ping_internal.h": "",
    },
    finding: {
      location: { file: "src/ping.c", line: 2 },
      message: expect.stringMatching(
        /ping_internal\.h: No such file.*the tree has src\/ping_internal\.h, but the sdist lacks it/,
      ),
      help: 'add "include src/ping_internal.h" to MANIFEST.in',
      symptom: "build:missing-file:ping_internal.h",
    },
  },
  "options of pip in a list of requirements": {
    files: {
      "pyproject.toml": setuptools(
        'version = "1.0"\ndynamic = ["dependencies"]',
        '[tool.setuptools]\npy-modules = ["demo"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }\n',
      ),
      "demo.py": "",
      "requirements.txt": "# what we need\n--extra-index-url https://example.org/simple\nidna\n",
    },
    finding: {
      location: {
        file: "requirements.txt",
        line: 2,
        excerpt: "--extra-index-url https://example.org/simple",
      },
      help: expect.stringContaining("remove pip's options"),
    },
  },
  "a version that is read by an import of a dependency": {
    files: {
      "pyproject.toml": setuptools(
        'dynamic = ["version"]\ndependencies = ["frobnicator"]',
        '[tool.setuptools.dynamic]\nversion = { attr = "demo.__version__" }\n',
      ),
      "src/demo/__init__.py": "import frobnicator\n\n__version__ = frobnicator.version()\n",
    },
    finding: {
      location: { file: "src/demo/__init__.py", line: 1, excerpt: "import frobnicator" },
      help: expect.stringContaining("make the version in src/demo/__init__.py a literal"),
    },
  },
  "a module that is missing, after a tool that failed on the way": {
    files: {
      "setup.py":
        'import sys\nfrom setuptools import setup\n\nsys.stderr.write("src/ping.c:2:10: fatal error: ping.h: No such file or directory\\n")\nimport frobnicator\n\nsetup(name="demo", version="1.0")\n',
    },
    finding: {
      message: expect.stringContaining("ModuleNotFoundError: No module named 'frobnicator'"),
      symptom: "build:missing-module:frobnicator",
    },
  },
  "setup.py asks git": {
    files: {
      "setup.py":
        'import subprocess\nfrom setuptools import setup\n\nversion = subprocess.check_output(["git", "describe", "--match", "no-such-*"], text=True)\nsetup(name="demo", version=version)\n',
    },
    finding: {
      location: expect.objectContaining({ file: "setup.py", line: 4 }),
      help: expect.stringContaining("do not run git in the build"),
    },
  },
  "a file from outside the project": {
    files: {
      "schema.json": "{}",
      "core/pyproject.toml": hatchling(
        "",
        '[tool.hatch.build.targets.wheel.force-include]\n"../schema.json" = "demo/schema.json"\n',
      ),
      "core/demo/__init__.py": "",
    },
    directory: "core",
    finding: {
      location: {
        file: "pyproject.toml",
        line: 10,
        excerpt: '"../schema.json" = "demo/schema.json"',
      },
      message: expect.stringContaining("Forced include not found: ../schema.json"),
      help: expect.stringContaining("move the file into the project"),
    },
  },
  "a readme that is a link to a path outside the project": {
    files: {
      "README.md": "# Demo\n",
      "python/README.md": { link: "../README.md" },
      "python/pyproject.toml": hatchling('readme = "README.md"'),
      "python/demo/__init__.py": "",
    },
    directory: "python",
    finding: {
      message: expect.stringContaining("README.md is a symbolic link to a file outside the sdist"),
      help: "replace the link README.md with the file itself",
    },
  },
};

test.each(Object.entries(PROJECTS))("%s", async (_, { files, directory, finding }) => {
  using repository = gitRepository();
  repository.commit("first", files);
  await using build = await buildProject(
    directory === undefined ? repository.root : `${repository.root}/${directory}`,
  );
  expect(build.outcome.findings).toMatchObject([{ rule: "B001", ...finding }]);
  expect(JSON.stringify(build.outcome.findings[0]?.message)).not.toContain("shipwheel-build-");
});
