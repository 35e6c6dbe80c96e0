import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withProject } from "./project.ts";

// As many projects are: no content type, a list of requirements that the sdist lacks, tests that are not packaged.
const SETUP = `import os, re
from setuptools import find_packages, setup

here = os.path.dirname(os.path.abspath(__file__))


def read(*path):
    with open(os.path.join(here, *path), encoding="utf-8") as file:
        return file.read()


setup(
    name="demo-kit",
    version=re.search(r'__version__ = "(.+)"', read("demo_kit", "__init__.py")).group(1),
    long_description=read("README.rst"),
    license="MIT",
    classifiers=["License :: Other/Proprietary License"],
    packages=find_packages(exclude=["tests", "tests.*"]),
    package_data={"demo_kit": ["data/*.json"]},
    install_requires=read("requirements.txt").split(),
)
`;
const FILES = {
  "setup.py": SETUP,
  "requirements.txt": "attrs>=23\n",
  "README.rst": "demo\n====\n",
  "demo_kit/__init__.py": '__version__ = "1.0"\n',
  "demo_kit/data/a.json": "{}\n",
  "demo_kit/data/b.txt": "b\n",
  "tests/__init__.py": "",
};

test(
  "setup.py: its own rules of packages and data, not a list of what they give today",
  () =>
    withProject(FILES, async ({ run, root }) => {
      const { exit, stdout } = await run("--write", "--no-tests");
      expect([exit, stdout]).toEqual([0, expect.stringContaining("PASSED")]);
      const text = await readFile(join(root, "pyproject.toml"), "utf8");
      expect(text).toContain(
        `[tool.setuptools]
include-package-data = false

[tool.setuptools.packages.find]
exclude = ["tests", "tests.*"]
namespaces = false

[tool.setuptools.package-data]
demo_kit = ["data/*.json"]
`,
      );
      // Its sdist builds no wheel today; without a content type the readme is reStructuredText.
      expect(stdout).toContain("intended build:sdist: the sdist from before the migration builds no wheel");
      expect(stdout).toMatch(/description-content-type\s+1\s+0\s+0/);
      expect(stdout).toContain('the classifier "License :: Other/Proprietary License" contradicts it');
    }),
  120_000,
);

test(
  "setup.py: two files as one description, files of the environment, commands of old, and markers for what depends on the Python",
  () =>
    withProject(
      {
        "setup.py": `import sys
from setuptools import setup

requires = ["attrs"]
if sys.version_info < (3, 9):
    requires.append("typing-extensions")
setup(
    name="demo-kit",
    version="1.0",
    py_modules=["kit"],
    long_description=open("README.md").read() + "\\n\\n" + open("CHANGES.md").read(),
    install_requires=requires,
    setup_requires=["pytest-runner-that-nobody-has"],
    data_files=[("share/kit", ["kit.1"])],
    platforms=["any"],
)
`,
        "README.md": "# kit\n",
        "CHANGES.md": "## 1.0\n",
        "kit.py": "",
        "kit.1": "",
        "setup.cfg": "[metadata]\nlicense = MIT\n\n[bumpversion:file:setup.py]\n",
      },
      async ({ run, git }) => {
        const { exit, stdout } = await run();
        expect([exit, stdout]).toEqual([0, expect.stringContaining("setup.py:6 requires typing-extensions")]);
        expect(stdout).toContain(`'typing-extensions; python_version < "3.9"'`);
        expect(stdout).toContain(
          '+readme = { file = ["README.md", "CHANGES.md"], content-type = "text/markdown" }',
        );
        expect(stdout).toContain('+"share/kit" = ["kit.1"]');
        expect(stdout).toContain('+platforms = ["any"]');
        // setup.cfg loses its metadata, and what it says of setup.py is said of pyproject.toml.
        expect(stdout).toMatch(/^-\[metadata\]$/m);
        expect(stdout).toContain("+[bumpversion:file:pyproject.toml]");
        expect(git("status", "--porcelain")).toBe("");
      },
    ),
  120_000,
);

test(
  "setup.py that leaves its packages to setuptools: they are searched from now on, too, not listed as of today",
  () =>
    withProject(
      {
        "setup.py": 'from setuptools import setup\n\nsetup(name="demo-kit", version="1.0")\n',
        "demo_kit/__init__.py": "",
        "demo_kit/sub/__init__.py": "",
      },
      async ({ run }) => {
        const { exit, stdout } = await run();
        expect([exit, stdout]).toEqual([0, expect.stringContaining("+[tool.setuptools.packages.find]")]);
        expect(stdout).not.toContain("+packages = ");
      },
    ),
  120_000,
);

test(
  "a namespace of pkg_resources is named, and what its help says works",
  () =>
    withProject(
      {
        "setup.py":
          'from setuptools import setup\n\nsetup(name="demo-kit", version="1.0", packages=["demo", "demo.kit"], namespace_packages=["demo"])\n',
        "demo/__init__.py": "__import__('pkg_resources').declare_namespace(__name__)\n",
        "demo/kit/__init__.py": "",
      },
      async ({ run, root, git }) => {
        const refused = await run();
        expect([refused.exit, refused.stdout]).toEqual([
          1,
          expect.stringContaining(
            "demo is a namespace of pkg_resources, which setuptools dropped in version 82\n  help: remove demo/__init__.py and namespace_packages",
          ),
        ]);
        git("rm", "--quiet", "demo/__init__.py");
        const setup = await readFile(join(root, "setup.py"), "utf8");
        await writeFile(join(root, "setup.py"), setup.replace(', namespace_packages=["demo"]', ""));
        git("commit", "--quiet", "--all", "--message", "PEP 420");
        const { exit, stdout } = await run("--prove");
        expect([exit, stdout]).toEqual([0, expect.stringContaining("PASSED")]);
      },
    ),
  120_000,
);

test(
  "what a plugin takes from the repository stays in the sdist and in the wheel without the plugin",
  () =>
    withProject(
      {
        "setup.py": "from setuptools import setup\n\nsetup()\n",
        "setup.cfg":
          "[metadata]\nname = demo-kit\nversion = 1.0\n[options]\npackages = demo_kit\ninclude_package_data = True\nsetup_requires = setuptools_scm\n",
        "MANIFEST.in": "include CHANGES\n",
        CHANGES: "",
        "demo_kit/__init__.py": "",
        "demo_kit/deep/data.json": "{}\n",
        "tox.ini": "[tox]\n",
        "docs/index.md": "",
      },
      async ({ run }) => {
        const { exit, stdout } = await run("--prove");
        expect([exit, stdout]).toEqual([0, expect.stringContaining("PASSED")]);
      },
    ),
  120_000,
);
