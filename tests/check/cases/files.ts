import { randomBytes } from "node:crypto";
import { edit } from "../../support/tree.ts";
import { headers, moreHeaders, type RuleCase, type Situation } from "../rule-case.ts";

const MATCHES = "def f(x):\n    match x:\n        case 1:\n            return 2\n\n\nx = 1\n";

const same = <T>(value: T): T => value;
const reads = (line: string): string =>
  `import sys\nfrom pathlib import Path\n\nimport click\n\n\ndef main():\n    ${line}\n`;

/** What is in the wheel, and what is not. */
export const fileCases: readonly RuleCase[] = [
  {
    code: "K001",
    fires: { tree: {}, wheel: (good) => good.without("demo/__init__.py").without("demo/cli.py") },
    silent: { wheel: (good) => good.without("demo/__init__.py").without("demo/cli.py") },
    says: "demo-1.0-py3-none-any.whl holds no file of the project; the tree has demo",
    help: 'where = ["src"]',
    explains: "missing-module:demo",
  },
  {
    code: "K003",
    fires: { wheel: (good) => good.file("src/demo/__init__.py", "") },
    says: "named src",
  },
  {
    code: "K004",
    fires: { wheel: (good) => good.file("tests/__init__.py", "") },
    silent: { wheel: (good) => good.file("demo/tests/__init__.py", "").file("data/state.sqlite3", "x") },
    says: "named tests",
  },
  { code: "K006", fires: { wheel: (good) => good.file("__init__.py", "") }, says: "site-packages itself" },
  {
    code: "K012",
    fires: {
      tree: {
        "src/demo/cli.py": reads('print((Path(__file__).parent / "hello.txt").read_text())'),
        "src/demo/hello.txt": "hello\n",
      },
      wheel: (good) =>
        good.file("demo/cli.py", reads('print((Path(__file__).parent / "hello.txt").read_text())')),
    },
    silent: {
      tree: {
        "src/demo/cli.py": reads('print((Path(__file__).parent / "cache.txt").read_text())'),
        "src/demo/hello.txt": "hello\n",
      },
      wheel: (good) =>
        good
          .file("demo/cli.py", reads('print((Path(__file__).parent / "cache.txt").read_text())'))
          .file("demo/hello.txt", "hello\n"),
    },
    says: "reads demo/hello.txt",
    at: "src/demo/cli.py:8",
    explains: "missing-file:hello.txt",
  },
  {
    code: "K012",
    about: "importlib.resources",
    fires: {
      tree: { "src/demo/data/words.json": "[]" },
      wheel: (good) =>
        good.file(
          "demo/words.py",
          'from importlib.resources import files\n\nWORDS = files("demo").joinpath("data", "words.json").read_text()\n',
        ),
    },
    silent: {
      tree: { "src/demo/data/words.json": "[]" },
      wheel: (good) =>
        good.file(
          "demo/words.py",
          'import os\n\nHERE = os.path.dirname(__file__)\nPATH = os.path.join(HERE, "data/words.json")\nif os.path.exists(PATH):\n    open(PATH)\ntry:\n    open(os.path.join(HERE, "data/words.json"))\nexcept OSError:\n    pass\nopen(os.path.join(HERE, "data/words.json"), "w")\n',
        ),
    },
    says: "demo/data/words.json",
  },
  {
    code: "K013",
    fires: { tree: { "src/demo/schema.json": "{}" }, wheel: same },
    silent: {
      tree: { "src/demo/notes.md": "x", "src/demo/tests/data.json": "{}", "src/demo/_speed.c": "" },
      wheel: same,
    },
    says: "src/demo/schema.json is not in the wheel",
    at: "src/demo/schema.json",
  },
  {
    code: "K015",
    fires: { tree: { "src/demo/sub/__init__.py": "", "src/demo/sub/deep.py": "" }, wheel: same },
    silent: { tree: { "src/demo/tests/__init__.py": "" }, wheel: same },
    says: "the package demo.sub",
    at: "src/demo/sub/__init__.py",
    explains: "missing-module:demo.sub.deep",
  },
  {
    code: "K023",
    fires: { wheel: (good) => good.file("demo/bad.py", "x = 1\ndef f(:\n    pass\n") },
    silent: { wheel: (good) => good.file("demo/templates/bad.py", "def {{ name }}(:\n") },
    says: "demo/bad.py is not valid Python",
    at: "demo-1.0-py3-none-any.whl!/demo/bad.py:2",
  },
  {
    code: "K024",
    fires: { tree: {}, wheel: (good) => good.file("demo/new.py", MATCHES) },
    silent: {
      tree: { "pyproject.toml": edit('">=3.9"', '">=3.10"') },
      wheel: (good) => good.file("demo/new.py", MATCHES),
    },
    says: "cannot be parsed by Python 3.9",
    at: "demo-1.0-py3-none-any.whl!/demo/new.py:2",
  },
  {
    code: "K024",
    about: "a module for newer Pythons only is chosen by a condition",
    fires: {
      tree: {},
      wheel: (good) => good.file("demo/new.py", MATCHES).file("demo/user.py", "from demo import new\n"),
    },
    silent: {
      tree: {},
      wheel: (good) =>
        good
          .file("demo/new.py", MATCHES)
          .file("demo/user.py", "import sys\nif sys.version_info >= (3, 10):\n    from demo import new\n"),
    },
    says: "cannot be parsed by Python 3.9",
  },
  {
    code: "K037",
    fires: { wheel: (good) => good.file("demo/link", "cli.py", { mode: 0o120777 }) },
    says: "demo/link",
  },
  {
    code: "K041",
    fires: {
      tree: {
        "templates/page.md": "x",
        "src/demo/cli.py": reads('print(Path("templates/page.md").read_text())'),
      },
    },
    silent: {
      tree: {
        "src/demo/cli.py": reads(
          'print(open("pyproject.toml").read(), open("tests/x").read(), open(sys.argv[1]).read())',
        ),
        "tests/x": "x",
      },
    },
    says: "templates/page.md from the current directory",
    at: "src/demo/cli.py:8",
    explains: "missing-file:page.md",
  },
  {
    code: "K041",
    about: "a template loader",
    fires: {
      tree: {
        "src/demo/templates/page.md": "x",
        "src/demo/cli.py": edit(
          "import click",
          "import click\nfrom jinja2 import Environment, FileSystemLoader\nENV = Environment(loader=FileSystemLoader('templates'))",
        ),
      },
    },
    says: "reads templates from",
  },
  {
    code: "K002",
    fires: holds(
      { "demo-1.0.data/scripts/hello": "#!/bin/sh\necho hello\n" },
      "demo/__init__.py",
      "demo/cli.py",
    ),
    silent: holds({ "demo-1.0.data/scripts/fast": "\x7fELF\x02" }, "demo/__init__.py", "demo/cli.py"),
    says: "nothing that can be imported",
  },
  {
    code: "K005",
    fires: holds({ "helpers/__init__.py": "" }),
    silent: holds({ "_demo_speed.py": "", "tests/__init__.py": "" }),
    says: "2 top-level names: demo, helpers",
  },
  {
    code: "K007",
    fires: holds({ "README.md": "x" }),
    silent: holds({ "single.py": "", "single.pyi": "", "demo-nspkg.pth": "x" }),
    says: "README.md into site-packages",
  },
  {
    code: "K008",
    fires: holds({ "demo/sub-mod/thing.py": "" }),
    silent: holds({ "demo/project-templates/x-y/thing.py": "", "demo-stubs/__init__.pyi": "" }),
    says: "sub-mod is no name in Python",
  },
  {
    code: "K008",
    about: "a lone script",
    fires: holds({ "demo/run-me.py": "" }),
    says: "run-me is no name",
    severity: "info",
  },
  {
    code: "K009",
    fires: holds({ "settings/a.json": "{}" }),
    silent: holds({ "demo-stubs/__init__.pyi": "", "demo.libs/libz.so.1": "x" }),
    says: "settings without any Python",
  },
  {
    code: "K010",
    fires: holds({ "demo/a.json": '{"a": 1}', "demo/b.json": '{"a": 1}' }),
    silent: holds({
      "demo/py.typed": "partial\n",
      "demo/x/py.typed": "partial\n",
      "demo/a.txt": "",
      "demo/b.txt": "",
    }),
    says: "1 file more than once (8 bytes), the first: demo/a.json = demo/b.json",
  },
  {
    code: "K011",
    fires: holds({
      "demo/__pycache__/cli.cpython-312.pyc": "x",
      "demo/__pycache__/__init__.cpython-312.pyc": "x",
    }),
    silent: { sdist: (good) => good.file("tests/data/old.pyc", "x") },
    says: "2 files of bytecode",
  },
  {
    code: "K014",
    fires: { tree: {}, ...holds({ "demo/removed.py": "x = 1\n" }) },
    silent: { tree: {}, ...holds({ "demo/_version.py": 'version = "1.0"\n' }) },
    says: "demo/removed.py is in demo-1.0-py3-none-any.whl and not in the tree",
  },
  {
    code: "K016",
    fires: holds({
      "demo/cli.py": "import sys\nfrom demo.missing import x\n\n\ndef main():\n    return x\n",
    }),
    silent: holds({
      "demo/cli.py":
        "import demo\ntry:\n    from demo._speed import x\nexcept ImportError:\n    x = 1\nfrom demo import __version__\nfrom demo._version import v\n\n\ndef main():\n    return x\n",
    }),
    says: "demo/cli.py imports demo.missing",
    at: "demo-1.0-py3-none-any.whl!/demo/cli.py:2",
    explains: "missing-module:demo.missing",
  },
  {
    code: "K016",
    about: "where nothing that starts runs into it",
    fires: holds({ "demo/extra.py": "from . import gone\n" }),
    silent: holds({ "demo/extra.py": "def f():\n    from . import gone\n" }),
    says: "demo.gone",
    severity: "warning",
  },
  {
    code: "K017",
    fires: { wheel: (good) => good.metadataLines(moreHeaders("Classifier: Typing :: Typed")) },
    silent: {
      wheel: (good) =>
        good.metadataLines(moreHeaders("Classifier: Typing :: Typed")).file("demo/py.typed", ""),
    },
    says: "says Typing :: Typed",
    help: "demo/py.typed",
  },
  {
    code: "K017",
    about: "by its hints",
    fires: holds({ "demo/typed.py": functions("a: int) -> int") }),
    silent: holds({ "demo/typed.py": functions("a)") }),
    says: "on 12 of 13 public functions",
    severity: "info",
  },
  {
    code: "K018",
    fires: holds({ "demo/gone.pyi": "x: int\n" }),
    silent: holds({ "demo/cli.pyi": "x: int\n", "demo/_types.pyi": "x: int\n" }),
    says: "describes a module that the wheel does not have",
  },
  {
    code: "K019",
    fires: holds({ "json/__init__.py": "" }),
    silent: holds({ "demo/json/__init__.py": "", "jsons.py": "" }),
    says: "a top-level module json",
  },
  {
    code: "K020",
    fires: holds({ "yaml/__init__.py": "" }),
    silent: {
      wheel: (good) => good.metadataLines(headers("Name", "Name: pyyaml-demo")).file("yaml/__init__.py", ""),
    },
    says: "installs yaml, which belongs to PyYAML",
  },
  {
    code: "K021",
    fires: holds({ "demo/sub/deep.py": "x = 1\n", "demo/user.py": "from demo.sub.deep import x\n" }),
    silent: holds({ "demo/scripts/deep.py": "x = 1\n" }),
    says: "demo/sub/ has no __init__.py",
  },
  {
    code: "K022",
    fires: holds({ "google/__init__.py": "", "google/demo/__init__.py": "" }),
    silent: holds({
      "google/__init__.py": '__path__ = __import__("pkgutil").extend_path(__path__, __name__)\n',
      "google/demo/__init__.py": "",
    }),
    says: "hides the other parts of the namespace google",
  },
  {
    code: "K024",
    about: "a newer standard library",
    fires: holds({ "demo/new.py": "x = 1\nimport tomllib\n" }),
    silent: holds({ "demo/new.py": "try:\n    import tomllib\nexcept ImportError:\n    tomllib = None\n" }),
    says: "imports tomllib, which Python 3.11 brought; requires-python admits 3.9",
    severity: "warning",
    at: "demo-1.0-py3-none-any.whl!/demo/new.py:2",
  },
  {
    code: "K025",
    fires: holds({ "demo/old.py": "import distutils.util\n" }),
    silent: {
      wheel: (good) =>
        good
          .metadataLines(headers("Requires-Python", "Requires-Python: >=3.9,<3.12"))
          .file("demo/old.py", "import distutils.util\n"),
    },
    says: "imports distutils.util, which Python 3.12 no longer has",
    explains: "missing-module:distutils",
  },
  {
    code: "K026",
    fires: holds({ "demo/Data.json": "1", "demo/data.json": "2" }),
    silent: holds({ "demo/data.json": "1", "demo/data.yaml": "2" }),
    says: "differ by case only",
  },
  { code: "K027", fires: holds({ "demo/a b.txt": "x" }), says: "has a space" },
  {
    code: "K027",
    about: "other letters",
    fires: holds({ "demo/caf\u00e9.txt": "x" }),
    says: "outside ASCII",
  },
  {
    code: "K027",
    about: "a long path",
    fires: holds({ [`demo/${"long/".repeat(40)}x.txt`]: "x" }),
    says: "longer than 200",
    severity: "warning",
  },
  {
    code: "K028",
    fires: holds({ "demo/aux.py": "x = 1\n" }),
    silent: holds({ "demo/auxiliary.py": "x = 1\n", "demo/con_fig.py": "" }),
    says: "Windows cannot create demo/aux.py",
  },
  {
    code: "K028",
    about: "in an sdist",
    fires: { sdist: (good) => good.file("src/demo/what?.txt", "x") },
    says: "what?.txt is no name",
    severity: "warning",
  },
  {
    code: "K029",
    fires: holds(Object.fromEntries(Array.from({ length: 2001 }, (_, n) => [`demo/n/f${n}.txt`, `${n}`]))),
    says: "2008 files",
  },
  {
    code: "K029",
    about: "the project's own limit",
    fires: { ...holds({ "demo/big.bin": randomBytes(4096) }), contract: { "max-size": { wheel: 2000 } } },
    silent: { wheel: same, contract: { "max-size": { wheel: 20_000 } } },
    says: "KiB packed",
    severity: "error",
    help: "demo/big.bin",
  },
  {
    code: "K030",
    fires: holds({ "demo/a.yml": "a", "demo/b.yaml": "b" }),
    silent: holds({ "demo/a.yml": "a" }),
    says: ".yml and in .yaml",
  },
  {
    code: "K031",
    fires: { ...holds({ "demo/data/users.json": "{}" }), contract: { forbidden: ["demo/data/"] } },
    silent: { ...holds({ "demo/database.py": "" }), contract: { forbidden: ["demo/data/"] } },
    says: "the contract forbids demo/data/",
  },
  {
    code: "K031",
    about: "a file that must be there",
    fires: { wheel: same, contract: { required: ["demo/py.typed"] } },
    silent: { ...holds({ "demo/py.typed": "" }), contract: { required: ["demo/py.typed"] } },
    says: "holds no demo/py.typed",
  },
  {
    code: "K032",
    fires: { ...holds({ "extra/__init__.py": "" }), contract: { "top-level": ["demo"] } },
    silent: { wheel: same, contract: { "top-level": ["demo"] } },
    says: "has extra, which the contract does not name",
  },
  {
    code: "K033",
    fires: holds({ "demo-1.0.data/share/x.txt": "x" }),
    silent: holds({ "demo-1.0.data/data/share/x.txt": "x" }),
    says: "demo-1.0.data/share",
    explains: "install:data-scheme",
  },
  {
    code: "K034",
    fires: holds({ "demo-1.0.data/data/etc/demo.conf": "x" }),
    silent: holds({
      "demo-1.0.data/data/etc/jupyter/x.json": "{}",
      "demo-1.0.data/data/share/man/man1/x.1": "x",
    }),
    says: "installs etc/demo.conf",
  },
  {
    code: "K035",
    fires: holds({ "demo.pth": "# hello\nimport demo.hook\n" }),
    silent: holds({ "demo.pth": "demo/lib\n", "x-nspkg.pth": "import sys\n" }),
    says: "demo.pth runs code",
    at: "demo-1.0-py3-none-any.whl!/demo.pth:2",
  },
  { code: "K036", fires: holds({ "sitecustomize.py": "" }), says: "installs sitecustomize.py" },
  {
    code: "K038",
    fires: { wheel: (good) => good.file("demo/data.json", "{}", { mode: 0o100600 }) },
    silent: { wheel: (good) => good.file("demo/data.json", "{}", { mode: 0 }) },
    says: "demo/data.json is not readable by others (mode 600)",
  },
  {
    code: "K038",
    about: "writable by everybody",
    fires: { wheel: (good) => good.file("demo/data.json", "{}", { mode: 0o100666 }) },
    says: "writable by everybody",
    severity: "info",
  },
  {
    code: "K039",
    fires: holds({ "demo-1.0.dist-info/INSTALLER": "pip\n", "demo-1.0.dist-info/direct_url.json": "{}" }),
    silent: holds({ "demo-1.0.dist-info/sboms/demo.json": "{}" }),
    says: "INSTALLER, direct_url.json",
  },
  {
    code: "K040",
    fires: holds({ "demo/node_modules/x/index.js": "x" }),
    silent: holds({ "demo/static/index.js": "x", "demo/build/__init__.py": "" }),
    says: "holds demo/node_modules/",
  },
  {
    code: "K042",
    fires: { sdist: (good) => good.file("bin/run", "#!/usr/bin/env python3\r\nprint(1)\r\n") },
    silent: {
      sdist: (good) => good.file("bin/run", "#!/usr/bin/env python3\nprint(1)\n"),
      wheel: (good) => good.file("demo-1.0.data/scripts/run", "#!python\r\nprint(1)\r\n"),
    },
    says: "the first line of bin/run",
    at: "demo-1.0.tar.gz!/demo-1.0/bin/run:1",
  },
  {
    code: "K043",
    fires: holds({ "demo/user.py": "x = 1\nfrom src.demo.cli import main\n" }),
    silent: holds({ "demo/user.py": "from demo.cli import main\n" }),
    says: "imports src.demo.cli",
    help: "write demo.cli",
    at: "demo-1.0-py3-none-any.whl!/demo/user.py:2",
  },
  {
    code: "K043",
    about: "sys.path",
    fires: holds({ "demo/user.py": 'import sys\nsys.path.insert(0, "x")\n' }),
    silent: holds({ "demo/user.py": 'import sys\n\n\ndef f():\n    sys.path.insert(0, "x")\n' }),
    says: "changes sys.path",
    severity: "warning",
  },
  {
    code: "K044",
    fires: holds({ "demo/tour.ipynb": randomBytes(1_100_000) }),
    silent: holds({ "demo/tour.ipynb": "{}", "demo/model.bin": randomBytes(1_100_000) }),
    says: "demo/tour.ipynb: 1.1 MB",
  },
  {
    code: "K045",
    fires: { ...holds({ "demo/_speed.so": "x" }), contract: { expect: "pure" } },
    silent: { wheel: same, contract: { expect: "pure" } },
    says: "holds demo/_speed.so, and the contract expects a pure wheel",
  },
  {
    code: "K045",
    about: "a fallback without its compiled module",
    fires: { wheel: same, contract: { expect: "compiled" } },
    says: "holds no compiled module",
  },
];

/** The good wheel with more files, and without others. */
function holds(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...without: readonly string[]
): Situation {
  return {
    wheel: (good) => {
      for (const [path, content] of Object.entries(files)) good.file(path, content);
      for (const path of without) good.without(path);
      return good;
    },
  };
}

/** A module of a dozen functions with the same arguments. */
function functions(rest: string): string {
  return Array.from({ length: 12 }, (_, n) => `def f${n}(${rest}:\n    return a\n`).join("\n");
}
