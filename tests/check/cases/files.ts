import { edit } from "../../support/tree.ts";
import type { RuleCase } from "../rule-case.ts";

const MATCHES = "def f(x):\n    match x:\n        case 1:\n            return 2\n\n\nx = 1\n";

const same = <T>(value: T): T => value;
const reads = (line: string): string =>
  `import sys\nfrom pathlib import Path\n\nimport click\n\n\ndef main():\n    ${line}\n`;

/** What is in the wheel, and what is not. */
const READS_PART = 'from pathlib import Path\nA = (Path(__file__).parent / "parts/a.txt").read_text()\n';

/** The tree built by pdm, with a setting of its own. */
const pdm =
  (setting: string): ((text: string) => string) =>
  (text) =>
    text
      .replace("setuptools>=77", "pdm-backend")
      .replace("setuptools.build_meta", "pdm.backend")
      .replace(/\[tool.setuptools[^]*/, `[tool.pdm.build]\n${setting}\n`);

export const fileCases: readonly RuleCase[] = [
  {
    code: "K001",
    fires: { tree: {}, wheel: (good) => good.without("demo/__init__.py").without("demo/cli.py") },
    silent: { wheel: (good) => good.without("demo/__init__.py").without("demo/cli.py") },
    says: "demo-1.0-py3-none-any.whl contains no project files; the tree has demo",
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
    code: "K015",
    about: "the line that leaves the package out is named",
    fires: {
      tree: { "pyproject.toml": pdm('excludes = ["**/parts"]'), "src/demo/parts/__init__.py": "" },
      wheel: same,
    },
    says: "the package demo.parts",
    help: 'remove "**/parts" from excludes in pyproject.toml (line 24)',
  },
  {
    code: "K012",
    about: "the line that leaves the folder out is named",
    fires: {
      tree: {
        "pyproject.toml": pdm('excludes = ["**/parts"]'),
        "src/demo/parts/a.txt": "",
        "src/demo/a.py": READS_PART,
      },
      wheel: (good) => good.file("demo/a.py", READS_PART),
    },
    says: "src/demo/parts/ is in the tree",
    help: 'remove "**/parts" from excludes in pyproject.toml (line 24)',
  },
  {
    code: "K015",
    about: "an sdist without its wheel",
    fires: { tree: { "src/demo/sub/__init__.py": "" }, wheel: same },
    silent: { sdist: same },
    says: "the package demo.sub",
  },
  {
    code: "K015",
    about: "the package around it does not ship either",
    fires: { tree: { "src/demo/sub/__init__.py": "" }, wheel: same },
    silent: { tree: { "src/other/__init__.py": "", "src/other/sub/__init__.py": "" }, wheel: same },
    says: "the package demo.sub",
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
];
