import type { Overlay } from "../../support/tree.ts";
import { holds } from "./holds.ts";
import { headers, type RuleCase } from "../rule-case.ts";

const PASSWORD = ["k9Zq", "4vT2", "mW"].join("");
const TOKEN = ["corp", "k9Zq4vT2mW7xB3nL"].join("-");
const CONFLICT = `${"<".repeat(7)} HEAD\na = 1\n${"=".repeat(7)}\na = 2\n${">".repeat(7)} other\n`;
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${"4d7a".repeat(16)}\nsize 12345\n`;

/** setup.py in place of [project], with the readme for its description. */
function described(more: string): Overlay {
  return {
    "README.md": "# demo\n\nText.\n",
    "pyproject.toml":
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n',
    "setup.py": `from setuptools import setup\n\nwith open("README.md", encoding="utf-8") as file:\n    text = file.read()\nsetup(name="demo", version="1.0", long_description=text${more})\n`,
  };
}

const HATCHLING = (text: string): string =>
  text.replace("setuptools>=77", "hatchling").replace("setuptools.build_meta", "hatchling.build");

/** What should not be in a release, and what a release lacks, in each place where it can be. */
export const releaseContentsCases: readonly RuleCase[] = [
  {
    code: "L007",
    about: "in the tree",
    fires: { tree: { "setup.cfg": CONFLICT } },
    silent: { tree: { "tests/data/conflict.txt": CONFLICT, "docs/merge.rst": CONFLICT } },
    says: "setup.cfg contains the markers",
    severity: "error",
    at: "setup.cfg:1",
  },
  {
    code: "L007",
    about: "a module of the tree",
    fires: { tree: { "src/demo/merge.py": `a = 1\n${CONFLICT}` } },
    says: "src/demo/merge.py contains the markers",
    severity: "error",
    at: "src/demo/merge.py:2",
  },
  {
    code: "L011",
    about: "a token in the place of the user",
    fires: {
      sdist: (good) =>
        good.file("requirements.txt", `--index-url https://${TOKEN}@packages.good.dev/simple\nclick\n`),
    },
    silent: {
      sdist: (good) =>
        good
          .file("requirements.txt", "--index-url https://__token__@packages.good.dev/simple\n")
          .file("requirements-git.txt", "demo @ git+https://git@packages.good.dev/demo.git\n")
          .file("tox.ini", "[testenv]\nurl = https://your-token-1234567890@packages.good.dev/simple\n"),
    },
    says: "***@packages.good.dev",
  },
  {
    code: "L011",
    about: "the address of a file to install",
    fires: {
      tree: { "requirements.txt": `demo @ https://ada:${PASSWORD}@packages.good.dev/demo-1.0.tar.gz\n` },
    },
    says: "ada:***@packages.good.dev",
    at: "requirements.txt:1",
  },
  {
    code: "L011",
    about: "in uv's settings",
    fires: {
      tree: {
        "pyproject.toml": (text) =>
          `${text}\n[[tool.uv.index]]\nname = "ours"\nurl = "https://${TOKEN}@packages.good.dev/simple"\n`,
      },
    },
    says: "***@packages.good.dev",
  },
  {
    code: "L011",
    about: "a .pypirc of the tree",
    fires: { tree: { ".pypirc": `[pypi]\nusername = __token__\npassword = ${PASSWORD}\n` } },
    silent: { tree: { ".pypirc": "[pypi]\nusername = __token__\npassword = <token>\n" } },
    says: "password = ***",
    at: ".pypirc:3",
  },
  {
    code: "V008",
    about: "of the first form, and with an extension",
    fires: {
      sdist: (good) =>
        good.file(
          "src/demo/model.bin",
          POINTER.replace("git-lfs", "hawser").replace("oid", `ext-0-mark sha256:${"0".repeat(64)}\noid`),
        ),
    },
    silent: { sdist: (good) => good.file("src/demo/model.txt", POINTER.replace("oid sha256", "oid")) },
    says: "src/demo/model.bin in demo-1.0.tar.gz is a Git LFS pointer",
    severity: "error",
  },
  {
    code: "V008",
    about: "a picture of the documentation",
    fires: { sdist: (good) => good.file("docs/logo.png", POINTER) },
    says: "docs/logo.png",
    severity: "warning",
  },
  {
    code: "V008",
    about: "in the tree, where it was not pulled",
    fires: { tree: { ".gitattributes": "*.bin filter=lfs -text\n", "src/demo/model.bin": POINTER } },
    silent: { tree: { ".gitattributes": "*.bin filter=lfs -text\n", "src/demo/model.bin": "\x00\x01" } },
    says: "src/demo/model.bin is a Git LFS pointer",
    severity: "warning",
    help: "run git lfs pull",
  },
  {
    code: "G007",
    about: "one heading",
    fires: { tree: { "CHANGELOG.md": "# Changes\n\n## 0.9\n\n- x\n" } },
    silent: { tree: { "CHANGELOG.md": "# Changes\n\nSee the releases, 0.9 and later.\n" } },
    says: "CHANGELOG.md has an entry for 0.9 but none for 1.0",
  },
  {
    code: "G007",
    about: "Unreleased alone, and the version is tagged",
    fires: {
      tree: { "CHANGELOG.md": "# Changes\n\n## Unreleased\n\n- x\n" },
      git: { tags: [{ name: "v1.0", commit: "a".repeat(40) }], tagsAtHead: ["v1.0"] },
    },
    silent: {
      tree: { "CHANGELOG.md": "# Changes\n\n## Unreleased\n\n- x\n" },
      git: { tags: [], tagsAtHead: [] },
    },
    says: "has an entry for Unreleased but none for 1.0",
  },
  {
    code: "G007",
    about: "fragments in a directory that towncrier's settings name",
    fires: { tree: { "CHANGELOG.md": "# Changes\n\n## 0.9\n\n- x\n", "notes/1.bugfix.rst": "x" } },
    silent: {
      tree: {
        "CHANGELOG.md": "# Changes\n\n## 0.9\n\n- x\n",
        "notes/1.bugfix.rst": "x",
        "towncrier.toml": '[tool.towncrier]\ndirectory = "notes"\n',
      },
    },
    says: "CHANGELOG.md has an entry for 0.9 but none for 1.0",
  },
  {
    code: "D002",
    about: "a little Markdown",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(headers("Description-Content-Type", null))
          .description("demo greets.\n\n* see the [manual](https://good.dev)\n"),
    },
    silent: {
      wheel: (good) => good.description("demo greets.\n\n* see the [manual](https://good.dev)\n"),
    },
    says: "no content type",
    severity: "warning",
    help: "text/markdown",
  },
  {
    code: "D002",
    about: "reStructuredText whose code looks like headings",
    fires: {
      wheel: (good) =>
        good
          .metadataLines(headers("Description-Content-Type", null))
          .description(
            "demo\n====\n\n.. _a: https://good.dev\n.. _b: https://good.dev/b\n.. _c: https://good.dev/c\n.. _d: https://good.dev/d\n\n`a`_ `b`_ `c`_ `d`_::\n\n  x\n\n.. code-block:: sh\n\n   # one\n   # two\n   # three\n",
          ),
    },
    says: "no content type",
    severity: "info",
  },
  {
    code: "D002",
    about: "setup.py of the tree",
    fires: { tree: described("") },
    silent: { tree: described(', long_description_content_type="text/markdown"') },
    says: "setup.py reads its description from README.md",
    severity: "warning",
    at: "setup.py:3",
  },
  {
    code: "P026",
    about: "of an sdist",
    fires: {
      sdist: (good) =>
        good.file(
          "pyproject.toml",
          '[build-system]\nrequires = []\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\n',
        ),
    },
    silent: {
      sdist: (good) =>
        good.file(
          "pyproject.toml",
          '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "demo"\n',
        ),
    },
    says: "does not name hatchling",
    severity: "error",
    at: "demo-1.0.tar.gz!/demo-1.0/pyproject.toml:2",
  },
  {
    code: "K015",
    about: "a module of the sdist that nothing imports",
    fires: { sdist: (good) => good.file("src/demo/extra.py", "x = 1\n"), wheel: (good) => good },
    silent: {
      sdist: (good) =>
        good
          .file("src/demo/tests/test_a.py", "")
          .file("src/demo/_version.py", "")
          .file("src/demo/_generators/__init__.py", "")
          .file("src/demo/templates/a.py", "")
          .file("src/other/extra.py", ""),
      wheel: (good) => good,
    },
    says: "src/demo/extra.py is in demo-1.0.tar.gz and not in demo-1.0-py3-none-any.whl",
    severity: "error",
    at: "demo-1.0.tar.gz!/demo-1.0/src/demo/extra.py",
  },
  {
    code: "K015",
    about: "a package of the sdist, where something is excluded",
    fires: {
      sdist: (good) =>
        good
          .file("pyproject.toml", '[project]\nname = "demo"\n[tool.hatch.build]\nexclude = ["*.x"]\n')
          .file("src/demo/sub/__init__.py", "")
          .file("src/demo/sub/a.py", ""),
      wheel: (good) => good,
    },
    says: "src/demo/sub/__init__.py is in demo-1.0.tar.gz",
    severity: "warning",
  },
  {
    code: "K012",
    about: "from the tree: hatchling leaves out what git ignores, tracked or not",
    fires: {
      tree: {
        "pyproject.toml": HATCHLING,
        ".gitignore": "*.json\n",
        "src/demo/x.json": "{}",
        "src/demo/a.py": 'from pathlib import Path\n\nX = (Path(__file__).parent / "x.json").read_text()\n',
      },
    },
    silent: {
      tree: {
        "pyproject.toml": (text) => `${HATCHLING(text)}\n[tool.hatch.build]\nartifacts = ["*.json"]\n`,
        ".gitignore": "*.json\n",
        "src/demo/x.json": "{}",
        "src/demo/a.py": 'from pathlib import Path\n\nX = (Path(__file__).parent / "x.json").read_text()\n',
      },
    },
    says: "src/demo/x.json is in the tree and not in the wheel that hatchling will build",
    severity: "error",
  },
  {
    code: "P006",
    about: "a module of the project that is not shipped is none",
    fires: { sdist: (good) => good, ...holds({ "demo/a.py": "import demo_util\n" }) },
    silent: {
      sdist: (good) => good.file("src/demo_util.py", ""),
      ...holds({ "demo/a.py": "import demo_util\n", "demo/__init__.py": "import demo.a\n" }),
    },
    says: "imports demo_util",
  },
  {
    code: "P006",
    about: "extras that a variable of setup.py holds",
    fires: { tree: script("", "extras_require={}") },
    silent: { tree: script('more = {"extras_require": {"x": ["pyyaml"]}}\n', "**more") },
    says: "imports yaml",
  },
];

function script(before: string, keyword: string): Overlay {
  return {
    "pyproject.toml":
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n',
    "setup.py": `from setuptools import setup\n\n${before}setup(name="demo", version="1.0", packages=["demo"], package_dir={"": "src"}, ${keyword})\n`,
    "src/demo/cli.py": "",
    "src/demo/a.py": "import yaml\n",
    "src/demo/__init__.py": "import demo.a\n",
  };
}
