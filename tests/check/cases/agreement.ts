import { sdist } from "../../support/sdist.ts";
import { edit } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";
import { headers, moreHeaders, withRelease, type RuleCase } from "../rule-case.ts";

const same = <T>(value: T): T => value;

/** Without a list of packages, which says what belongs where. */
const BARE = { "pyproject.toml": edit('[tool.setuptools.packages.find]\nwhere = ["src"]\n', "") };

/** Tree, sdist, wheel and copies of the version. */
export const agreementCases: readonly RuleCase[] = [
  {
    code: "G004",
    fires: { wheel: (good) => good.metadata("Requires-Dist: rich"), sdist: same },
    silent: {
      wheel: (good) => good.metadataLines(headers("Requires-Dist", "Requires-Dist: Click >=8")),
      sdist: same,
    },
    says: "Requires-Dist",
  },
  {
    code: "G004",
    about: "of one release only",
    fires: { wheel: (good) => good.metadata("Requires-Dist: rich"), sdist: same },
    silent: {
      wheel: (good) => good.metadataLines([...headers("Version", "Version: 1.1"), "Requires-Dist: rich"]),
      sdist: same,
    },
    says: "Requires-Dist",
  },
  {
    code: "G004",
    about: "what the sdist calls dynamic may differ",
    fires: {
      wheel: (good) => good.metadataLines(headers("Requires-Python", "Requires-Python: >=3.10")),
      sdist: same,
    },
    silent: {
      wheel: (good) => good.metadata("Requires-Dist: rich"),
      sdist: (good) => good.metadata("Dynamic: Requires-Dist"),
    },
    says: ">=3.10",
  },
  {
    code: "G005",
    fires: { tree: {}, wheel: (good) => good.metadataLines(headers("Version", "Version: 0.9")) },
    says: "has the version 0.9, the tree says 1.0",
    at: "pyproject.toml:7",
  },
  {
    code: "G006",
    about: "in the tree alone",
    fires: { tree: { "src/demo/__init__.py": edit('"1.0"', '"0.9" # kept') } },
    says: '"0.9"',
    at: "src/demo/__init__.py:3",
  },
  {
    code: "G006",
    fires: { wheel: (good) => good.file("demo/__init__.py", '__version__ = "0.9"\n') },
    silent: {
      wheel: (good) =>
        good
          .file("demo/__init__.py", 'from importlib.metadata import version\n__version__ = version("demo")\n')
          .file("demo/sub/__init__.py", '__version__ = "0.1"\n'),
    },
    says: '__version__ = "0.9", the release is 1.0',
  },
  {
    code: "G006",
    about: "the place is the tree's",
    fires: {
      tree: { "src/demo/__init__.py": '"""Demo."""\n__version__ = "0.9"\n' },
      wheel: (good) => good.file("demo/__init__.py", '"""Demo."""\n__version__ = "0.9"\n'),
    },
    says: "0.9",
    at: "src/demo/__init__.py:2",
  },
  {
    code: "G008",
    fires: { tree: { "CITATION.cff": "cff-version: 1.2.0\ntitle: demo\nversion: 0.9\n" } },
    silent: { tree: { "CITATION.cff": "cff-version: 1.2.0\ntitle: demo\nversion: 1.0.0\n" } },
    says: "CITATION.cff says version 0.9, but the version is 1.0",
    at: "CITATION.cff:3",
  },
  {
    code: "G001",
    fires: { tree: { "MANIFEST.in": "include LICENSE\n", "examples/demo.txt": "x" } },
    silent: {
      tree: {
        "MANIFEST.in": "graft examples\nprune secret\n",
        "examples/deep/demo.txt": "x",
        "secret/x.txt": "",
        ".github/x.yml": "",
        "tox.ini": "",
        "tests/test_demo.py": "",
      },
    },
    says: "the sdist will lack examples/demo.txt",
    at: "examples/demo.txt",
    help: "recursive-include examples *.txt",
  },
  {
    code: "G001",
    about: "a module of the package",
    fires: { tree: { ...BARE, "src/demo/more.py": "X = 1\n" }, git: {}, sdist: same },
    silent: { tree: { ...BARE, "notes/x.txt": "" }, git: {}, sdist: same },
    says: "demo-1.0.tar.gz lacks src/demo/more.py",
    at: "src/demo/more.py",
  },
  {
    code: "G002",
    fires: { tree: {}, git: {}, sdist: (good) => good.file("notes.txt") },
    silent: {
      tree: {},
      git: {},
      sdist: (good) =>
        good.file("src/demo.egg-info/SOURCES.txt").file("setup.cfg").file("src/demo/_version.py"),
    },
    says: "demo-1.0.tar.gz contains notes.txt, which git does not track",
    severity: "info",
  },
  {
    code: "G002",
    about: "leftovers of a build",
    fires: { tree: {}, git: {}, sdist: (good) => good.file("build/lib/demo/old.py") },
    says: "build/lib/demo/old.py",
    severity: "warning",
  },
  {
    code: "G003",
    fires: { sdist: same },
    silent: { sdist: (good) => good.file("src/demo/test_demo.py") },
    says: "has no tests",
  },
  {
    code: "G007",
    fires: { tree: { "CHANGELOG.md": "# Changes\n\n## 0.9 (2026-01-01)\n\n- x\n\n## [0.8]\n" } },
    silent: { tree: { "CHANGES.rst": "Changes\n=======\n\nv1.0.0\n------\n\n0.9\n---\n" } },
    says: "CHANGELOG.md has an entry for 0.9 but none for 1.0",
    at: "CHANGELOG.md:1",
  },
  {
    code: "G007",
    about: "headings without markup",
    fires: { tree: { CHANGES: "1.0.1 (2026-02-01)\n\n* x\n\n0.9\n---\n\n0.8\n---\n" } },
    silent: { tree: { CHANGES: "Version 1.0 (2026-01-01)\n\n* x\n\n0.9\n---\n\n0.8\n---\n" } },
    says: "CHANGES has an entry for 0.9 but none for 1.0",
  },
  {
    code: "G007",
    about: "another file has the entry, and a page includes it",
    fires: {
      tree: {
        "CHANGELOG.md": "# Changes\n\n## 0.9\n\n- x\n",
        "docs/changes.rst": "Upcoming\n========\n\nChangelog\n=========\n\n.. include:: ../CHANGELOG.md\n",
      },
    },
    silent: {
      tree: {
        "CHANGELOG.md": "# Changes\n\n## 1.0\n\n- x\n",
        "docs/changes.rst": "Changes\n=======\n\n0.9\n---\n\n* x\n",
      },
    },
    says: "CHANGELOG.md has an entry for 0.9 but none for 1.0",
  },
  {
    code: "G009",
    fires: { sdist: () => sdist().metadataLines(moreHeaders()).file("demo/__init__.py") },
    silent: { sdist: () => sdist().metadataLines(moreHeaders()).file("setup.py", "") },
    says: "demo-1.0.tar.gz contains neither pyproject.toml nor setup.py",
  },
  {
    code: "G009",
    about: "an archive that nobody can read",
    fires: { sdist: () => sdist().metadataLines(moreHeaders()).file("demo/__init__.py") },
    silent: { raw: { name: "demo-1.0.tar.gz", bytes: () => Buffer.from("no archive") } },
    says: "demo-1.0.tar.gz contains neither pyproject.toml nor setup.py",
  },
  {
    code: "G010",
    fires: {
      sdist: (good) =>
        good.file(
          "pyproject.toml",
          '[project]\nname = "demo"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }\n',
        ),
    },
    silent: {
      sdist: (good) =>
        good
          .file("requirements.txt")
          .file(
            "pyproject.toml",
            '[project]\nname = "demo"\nreadme = "README.md"\n[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }\nversion = { attr = "x.y" }\n',
          ),
    },
    says: "pyproject.toml names requirements.txt",
    at: "demo-1.0.tar.gz!/demo-1.0/pyproject.toml:5",
    explains: "build:missing-file:requirements.txt",
  },
  {
    code: "G010",
    about: "setup.cfg",
    fires: { sdist: (good) => good.file("setup.cfg", "[metadata]\nversion = file: VERSION\n") },
    silent: { sdist: (good) => good.file("setup.cfg", "[metadata]\nversion = attr: demo.__version__\n") },
    says: "setup.cfg names VERSION",
    at: "demo-1.0.tar.gz!/demo-1.0/setup.cfg:2",
  },
  {
    code: "G011",
    fires: { tree: { "pyproject.toml": edit('"click>=8"', '"click>=8.1"') }, wheel: same },
    silent: {
      tree: { "pyproject.toml": edit('["click>=8"]', "['Click >= 8 ']") },
      wheel: (good) => good.metadata("Provides-Extra: more", 'Requires-Dist: rich; extra == "more"'),
    },
    says: 'says Requires-Dist "click>=8", pyproject.toml says "click>=8.1"',
    at: "pyproject.toml:15",
  },
  {
    code: "G011",
    about: "markers that the backend wrote anew",
    fires: {
      tree: { "pyproject.toml": edit('["click>=8"]', '["click>=8", "x; python_version > \'3.9\'"]') },
      wheel: (good) => good.metadata('Requires-Dist: x ; python_full_version >= "3.9"'),
    },
    silent: {
      tree: {
        "pyproject.toml": edit(
          '["click>=8"]',
          "[\"click>=8\", \"x; python_version > '3.9' and os_name != 'nt'\"]",
        ),
      },
      wheel: (good) => good.metadata('Requires-Dist: x ; os_name != "nt" and python_full_version >= "3.10"'),
    },
    says: 'says Requires-Dist "x; python_full_version >= "3.9"", pyproject.toml says "x; python_version > "3.9""',
  },
  {
    code: "G013",
    fires: {
      wheel: same,
      otherWheel: () => withRelease(wheel({ tag: "py3-none-win_amd64" })).metadata("Requires-Dist: colorama"),
    },
    silent: { wheel: same, otherWheel: () => withRelease(wheel({ tag: "py3-none-win_amd64" })) },
    says: "disagree in Requires-Dist",
  },
  {
    code: "G013",
    about: "of one release only",
    fires: {
      wheel: same,
      otherWheel: () => withRelease(wheel({ tag: "py3-none-win_amd64" })).metadata("Requires-Dist: colorama"),
    },
    silent: {
      wheel: same,
      otherWheel: () =>
        withRelease(wheel({ tag: "py3-none-win_amd64" })).metadataLines([
          ...headers("Version", "Version: 1.1"),
          "Requires-Dist: colorama",
        ]),
    },
    says: "disagree in Requires-Dist",
  },
  {
    code: "G014",
    fires: {
      tree: { "MANIFEST.in": "include LICENSE\nrecursive-include templats *.html\n", "templates/a.html": "" },
    },
    silent: {
      tree: { "MANIFEST.in": "include LICENSE \\\n  README.md\n# nothing\nglobal-exclude *.pyc\n" },
    },
    says: '"recursive-include templats *.html" in MANIFEST.in matches no tracked file',
    at: "MANIFEST.in:2",
  },
  {
    code: "G015",
    fires: { tree: { "PKG-INFO": "Name: demo\n" }, git: {} },
    silent: { tree: { "build/make.py": "", "tests/data/x.egg-info/PKG-INFO": "" }, git: {} },
    says: "PKG-INFO was generated by a build but is tracked",
    help: "git rm -r --cached PKG-INFO",
  },
  {
    code: "G012",
    fires: { wheel: same, otherWheel: () => withRelease(wheel({ tag: "py2.py3-none-any" })) },
    silent: { wheel: same, sdist: same },
    says: "lacks an sdist",
  },
];
