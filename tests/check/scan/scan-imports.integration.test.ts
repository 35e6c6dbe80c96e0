import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../../src/adapters/node-ports.ts";
import type { ScannedModule } from "../../../src/check/scan/import-scan.ts";
import { scanImports } from "../../../src/check/scan/scan-imports.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { temporaryDirectory, tree } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";

let node: NodePorts;
beforeAll(() => {
  node = nodePorts({});
});
afterAll(async () => node[Symbol.asyncDispose]());

async function scanWheel(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<readonly ScannedModule[]> {
  await using directory = await temporaryDirectory("shipwheel-scan-");
  const builder = wheel();
  for (const [path, text] of Object.entries(files)) builder.file(path, text);
  const path = await builder.write(directory.path);
  const scan = await scanImports({ wheelPath: path }, "python3", node.ports);
  return scan.wheel?.modules ?? [];
}

async function scanOne(lines: readonly string[], path: string = "pkg/sub/mod.py"): Promise<ScannedModule> {
  const [module] = await scanWheel({ [path]: `${lines.join("\n")}\n` });
  if (module === undefined) throw new Error("nothing was scanned");
  return module;
}

describe("imports", () => {
  test("are absolute, with their names and places", async () => {
    const { imports } = await scanOne([
      "import a.b, c",
      "from d import e as f, g",
      "from . import h",
      "from ..x.y import *",
    ]);
    expect(imports.map(({ module, names, line, column }) => [module, names, line, column])).toEqual([
      ["a.b", [], 1, 1],
      ["c", [], 1, 1],
      ["d", ["e", "g"], 2, 1],
      ["pkg.sub", ["h"], 3, 1],
      ["pkg.x.y", ["*"], 4, 1],
    ]);
  });

  test("of a package are relative to itself", async () => {
    const { imports } = await scanOne(
      ["from . import h", "from ...... import too_far"],
      "pkg/sub/__init__.py",
    );
    expect(imports.map((item) => item.module)).toEqual(["pkg.sub"]);
  });

  test("know their circumstances", async () => {
    const { imports } = await scanOne([
      "import plain",
      "try:\n    import guarded\nexcept (ImportError, ValueError):\n    import fallback",
      "try:\n    import not_guarded\nexcept ValueError:\n    pass",
      "if TYPE_CHECKING:\n    import typing_only\nelse:\n    import otherwise",
      "if sys.platform == 'win32':\n    import windows",
      "def f(x=__import__('z')):\n    import inside",
      "with contextlib.suppress(ImportError):\n    import suppressed",
      "class A:\n    import in_class",
      "if __name__ == '__main__':\n    import when_run",
      "try:\n    import bare\nexcept:\n    pass",
    ]);
    const facts = Object.fromEntries(
      imports.map((item) => [
        item.module,
        [item.guarded && "guarded", item.conditional && "conditional", item.inFunction && "function"]
          .filter(Boolean)
          .join(),
      ]),
    );
    expect(facts).toEqual({
      plain: "",
      guarded: "guarded",
      fallback: "guarded,conditional",
      not_guarded: "",
      typing_only: "conditional",
      otherwise: "",
      windows: "conditional",
      inside: "function",
      suppressed: "guarded",
      in_class: "",
      when_run: "function",
      bare: "guarded",
    });
  });
});

describe("literal paths that are read", () => {
  test.each([
    ["open('a.txt')", "cwd a.txt"],
    ["open('./d/../a.txt', encoding='utf-8')", "cwd a.txt"],
    ["open('a.bin', 'rb')", "cwd a.bin"],
    ["Path('t/a.md').read_text()", "cwd t/a.md"],
    ["Path('t', 'a.md').open()", "cwd t/a.md"],
    ["(Path.cwd() / 't' / 'a.md').read_bytes()", "cwd t/a.md"],
    ["(Path(__file__).parent / 'a.txt').read_text()", "package pkg/sub/a.txt"],
    ["Path(__file__).resolve().parents[1].joinpath('d', 'a.txt').read_text()", "package pkg/d/a.txt"],
    ["open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'a.txt'))", "package pkg/sub/a.txt"],
    ["files('pkg.sub')", "package pkg/sub"],
    ["files(__package__).joinpath('a.txt').read_text()", "package pkg/sub/a.txt"],
    ["(importlib.resources.files(__package__) / 'a.txt').read_bytes()", "package pkg/sub/a.txt"],
    ["pkgutil.get_data(__name__, 'a.txt')", "package pkg/sub/a.txt"],
    ["pkg_resources.resource_filename('pkg', 'a.txt')", "package pkg/a.txt"],
    ["Path(__file__).with_name('a.sql').read_text()", "package pkg/sub/a.sql"],
    ["Path(__file__).with_suffix('.sql').read_text()", "package pkg/sub/mod.sql"],
    ["Path(__file__).with_stem('a').read_text()", "package pkg/sub/a.py"],
    ["open(f'{os.path.dirname(__file__)}/a.txt')", "package pkg/sub/a.txt"],
    ["open(os.path.dirname(__file__) + '/a.txt')", "package pkg/sub/a.txt"],
    ["open(os.path.join(os.path.dirname(__file__), f'd/a.txt'))", "package pkg/sub/d/a.txt"],
    ["open(os.path.join(os.path.dirname(__file__), 'd', f'{name}.txt'))", "package pkg/sub/d"],
    ["open(os.path.join(os.path.dirname(__file__), f'd/{name}.txt'))", "package pkg/sub/d"],
    ["open(f'{os.path.dirname(__file__)}/d/a-{name}.txt')", "package pkg/sub/d"],
    ["(Path(__file__).parent / 'd' / name / 'x').read_text()", "package pkg/sub/d"],
    ["files(__package__).joinpath('d', name).read_text()", "package pkg/sub/d"],
    ["files(__name__.split('.')[0]).joinpath('a.txt').read_text()", "package pkg/a.txt"],
    ["files(__package__.partition('.')[0]).joinpath('a.txt').read_text()", "package pkg/a.txt"],
    ["P = 'pkg.sub'\nfiles(P).joinpath('a.txt').read_text()", "package pkg/sub/a.txt"],
    ["FileSystemLoader('templates')", "cwd templates"],
    ["PackageLoader('pkg')", "package pkg/templates"],
    ["Jinja2Templates(directory='t')", "cwd t"],
  ])("%s", async (expression, expected) => {
    const { paths } = await scanOne(expression.split("\n"));
    expect(paths.map(({ base, path }) => `${base} ${path}`)).toEqual([expected]);
  });

  test.each([
    "open('a.txt', 'w')",
    "open('a.txt', mode=mode)",
    "open('a.txt', 'r+')",
    "open(name)",
    "open(f'{x}.txt')",
    "open('/etc/hosts')",
    "open('~/x')",
    "open('C:\\\\x')",
    "Path('~/x').expanduser().read_text()",
    "(Path(base) / 'a.txt').read_text()",
    "files('other').joinpath('a.txt').read_text()",
    "if os.path.exists('a.txt'):\n    open('a.txt')",
    "try:\n    open('a.txt')\nexcept FileNotFoundError:\n    pass",
    "with suppress(OSError):\n    open('a.txt')",
    "(Path(__file__).parent / name).read_text()",
    "(Path(__file__).parents[2] / 'd' / name).read_text()",
    "open(f'{os.path.dirname(__file__)}/{name}.txt')",
    "open(os.path.join(root, 'd', name))",
    "if __name__ == '__main__':\n    open(os.path.join(os.path.dirname(__file__), 'a.txt'))",
    "P = Path('a')\nP = Path('b')\nP.read_text()",
  ])("nothing is claimed of: %s", async (expression) => {
    expect((await scanOne(expression.split("\n"))).paths).toEqual([]);
  });

  test("run in __main__.py, whatever it tests", async () => {
    const lines = ["if __name__ == '__main__':", "    open(Path(__file__).parent / 'a.txt')"];
    const { paths } = await scanOne(lines, "pkg/__main__.py");
    expect(paths.map(({ path }) => path)).toEqual(["pkg/a.txt"]);
  });

  test("go through names", async () => {
    const { paths } = await scanOne([
      "HERE = Path(__file__).parent",
      "DATA: Path = HERE / 'data'",
      "def f():",
      "    local = DATA / 'x.json'",
      "    return open(local)",
    ]);
    expect(paths).toMatchObject([
      { path: "pkg/sub/data/x.json", base: "package", line: 5, inFunction: true },
    ]);
  });
});

describe("a module", () => {
  test("tells its version when it is a literal, once", async () => {
    expect((await scanOne(["__version__ = '1.0'"])).version).toEqual({ value: "1.0", line: 1, column: 15 });
    expect((await scanOne(["__version__: str = '1.0'"])).version?.value).toBe("1.0");
    expect((await scanOne(["__version__ = version('x')"])).version).toBeNull();
    expect((await scanOne(["__version__ = '1'", "__version__ = '2'"])).version).toBeNull();
    expect((await scanOne(["def f():", "    __version__ = '1'"])).version).toBeNull();
  });

  test("tells its names, or that they cannot be known", async () => {
    const { names } = await scanOne([
      "import a.b, c as d",
      "from e import f",
      "x, (y, *z) = 1, (2, 3)",
      "class K: pass",
      "async def g(): pass",
      "if a:\n    h = 1\nelse:\n    try:\n        i = 1\n    except E as j:\n        k = 2",
      "with open(p) as l: pass",
      "for m in n: pass",
    ]);
    expect(names).toEqual(["K", "a", "d", "f", "g", "h", "i", "k", "l", "m", "x", "y", "z"]);
    for (const line of [
      "from e import *",
      "def __getattr__(n): pass",
      "globals()['x'] = 1",
      "sys.modules[__name__] = x",
      "exec(s)",
    ]) {
      expect((await scanOne([line])).names, line).toBeNull();
    }
  });

  test("of tests acts only when something is called", async () => {
    const quiet = await scanOne([
      '"""Doc."""',
      "import pytest",
      "HERE = Path('x')",
      "@pytest.fixture",
      "def thing(): pass",
      "def test_a(): pass",
      "class TestB: pass",
    ]);
    expect(quiet).toMatchObject({ acts: false, tests: ["test_a", "TestB"], hasMainBlock: false });
    expect((await scanOne(["def test_a(): pass", "test_a()"])).acts).toBe(true);
    expect(await scanOne(["def test_a(): pass", "if __name__ == '__main__':", "    test_a()"])).toMatchObject(
      {
        acts: true,
        hasMainBlock: true,
      },
    );
  });

  test("with a syntax error says where; NUL bytes and odd encodings are errors, not crashes", async () => {
    expect((await scanOne(["x = 1", "def f(:"])).syntaxError).toMatchObject({ line: 2 });
    const modules = await scanWheel({
      "pkg/nul.py": "x = 1\0",
      "pkg/odd.py": "# coding: nonsense\n",
      "pkg/latin.py": Buffer.from("# -*- coding: latin-1 -*-\nx = '\xe9'\n", "latin1"),
    });
    expect(modules.map((module) => module.syntaxError === null)).toEqual([false, false, true]);
  });

  test("nested beyond reason does not end the scan", async () => {
    const deep = await scanOne([`x = ${"(".repeat(5000)}${")".repeat(5000)}`]);
    expect(deep.imports).toEqual([]);
  });
});

test("a wheel's modules are those that can be imported, .data/purelib included", async () => {
  const modules = await scanWheel({
    "pkg/__init__.py": "",
    "pkg/a-b.py": "",
    "pkg/data.txt": "",
    "demo-1.0.data/purelib/more/x.py": "",
    "demo-1.0.data/scripts/run.py": "",
  });
  expect(modules.map((module) => [module.module, module.path])).toEqual([
    ["pkg", "pkg/__init__.py"],
    ["more.x", "more/x.py"],
  ]);
});

test("a tree's modules, and the scripts that workflows run, in one process", async () => {
  await using directory = await temporaryDirectory("shipwheel-scan-ü ");
  const source = await tree(directory.path, {
    "tests/smoke.py": "def test_a(): pass\n",
    ".github/workflows/ci.yml": "      - run: python3 -X dev ./tests/smoke.py --fast\n",
  });
  const before = node.ports.processes.started.get("python3") ?? 0;
  const scan = await scanImports(
    { tree: source, commands: ["python tests/smoke.py"] },
    "python3",
    node.ports,
  );
  expect(node.ports.processes.started.get("python3")).toBe(before + 1);
  expect(scan.tree?.modules.map((module) => module.module)).toEqual([
    "demo",
    "demo.cli",
    "script:tests/smoke.py",
  ]);
  expect(scan.scripts.map((script) => [script.path, script.location?.line ?? null])).toEqual([
    ["tests/smoke.py", null],
    ["tests/smoke.py", 1],
  ]);
  expect(scan.wheel).toBeNull();
  expect(scan.python).toMatch(/^3\.\d+\.\d+/);
});

test("a wheel that is no zip is null, not an error", async () => {
  await using directory = await temporaryDirectory("shipwheel-scan-");
  const path = await wheel().write(directory.path);
  const { writeFile } = await import("node:fs/promises");
  await writeFile(path, "nothing");
  expect((await scanImports({ wheelPath: path }, "python3", node.ports)).wheel).toBeNull();
});

test("an interpreter that fails is a fault that says so", async () => {
  const failed = scanImports({}, "/bin/false", node.ports);
  await expect(failed).rejects.toThrow(Fault);
  await expect(scanImports({}, join("/nonexistent", "python3"), node.ports)).rejects.toThrow(Fault);
});
