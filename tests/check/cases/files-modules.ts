import { functions, holds } from "./holds.ts";
import { headers, moreHeaders, type RuleCase } from "../rule-case.ts";

/** Modules and packages: where they lie and what they import. */
export const moduleCases: readonly RuleCase[] = [
  {
    code: "K002",
    fires: holds(
      { "demo-1.0.data/scripts/hello": "#!/bin/sh\necho hello\n" },
      "demo/__init__.py",
      "demo/cli.py",
    ),
    silent: holds({ "demo-1.0.data/scripts/fast": "\x7fELF\x02" }, "demo/__init__.py", "demo/cli.py"),
    says: "demo-1.0-py3-none-any.whl installs no importable module",
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
    silent: holds({
      "demo/project-templates/x-y/thing.py": "",
      "demo/test-examples/thing.py": "",
      "demo-stubs/__init__.pyi": "",
    }),
    says: "sub-mod is not a Python identifier",
  },
  {
    code: "K008",
    about: "a script in a folder of a package",
    fires: holds({ "demo/web-gui/list-models.py": "" }),
    says: "demo/web-gui/list-models.py cannot be imported: web-gui is not a Python identifier",
    severity: "info",
  },
  {
    code: "K008",
    about: "a lone script",
    fires: holds({ "demo/run-me.py": "" }),
    says: "demo/run-me.py cannot be imported: run-me is not a Python identifier",
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
    says: "demo-1.0-py3-none-any.whl contains 1 file more than once (8 bytes in total); the first is demo/a.json = demo/b.json",
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
    says: "demo/removed.py is in demo-1.0-py3-none-any.whl but not in the tree",
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
    about: "`__init__` is a second name of the package",
    fires: holds({ "demo/cli.py": "from .gone.__init__ import x\n\n\ndef main():\n    return x\n" }),
    silent: holds({ "demo/cli.py": "from .__init__ import x\n\n\ndef main():\n    return x\n" }),
    says: "demo/cli.py imports demo.gone",
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
    says: "declares Typing :: Typed",
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
];
