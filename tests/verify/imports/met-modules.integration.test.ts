import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({
      name: "helper",
      files: {
        "helper/__init__.py": "def setup():\n    raise RuntimeError('settings are not configured')\n",
      },
    }),
    release({ name: "sphinx", requires: ["docutils"], files: { "sphinx/__init__.py": "" } }),
    release({ name: "docutils", files: { "docutils/__init__.py": "", "docutils/nodes.py": "" } }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

/** Severity and message of each finding, and the failures that are exempt. */
async function judged(options: ReleaseOptions) {
  const { findings, trials } = await bench.verify(release(options));
  return {
    findings: findings.map(({ severity, message }) => `${severity}: ${message.split(" (/")[0]}`),
    exempt: trials.flatMap(({ attempts }) =>
      attempts.flatMap(({ name, exemption }) => (exemption === null ? [] : [`${name}: ${exemption.kind}`])),
    ),
  };
}

describe("a package in a namespace is what users import", () => {
  test.each([
    ["raise RuntimeError('always')\n", "RuntimeError: always"],
    ["import undeclared_one\n", "ModuleNotFoundError: No module named 'undeclared_one'"],
    ["X = undefined_thing\n", "NameError: name 'undefined_thing' is not defined"],
    ["from space.gone import x\n", "ModuleNotFoundError: No module named 'space.gone'"],
  ])("%j in it is an error", async (source, words) => {
    for (const path of ["space/part/__init__.py", "space/part.py", "space/deep/part/__init__.py"]) {
      const name = path.replace(/(?:\/__init__)?\.py$/, "").replaceAll("/", ".");
      expect((await judged({ files: { [path]: source } })).findings).toEqual([
        `error: import ${name} fails: ${words}`,
      ]);
    }
  });

  test("a folder of a package that leads to no package stays a folder of templates", async () => {
    const files = {
      "demo/__init__.py": "",
      "demo/core.py": "",
      "demo/layouts/main.py": "from .gone import x\n",
    };
    expect((await judged({ files })).findings).toEqual([
      "warning: import demo.layouts.main fails: ModuleNotFoundError: No module named 'demo.layouts.gone'",
    ]);
  });
});

describe("an extra exempts what works with it", () => {
  const extras = { extras: ["dev"], requires: ['helper; extra == "dev"'] };

  test("a failure that names the extra by chance counts", async () => {
    for (const words of ["bad state [dev] here", "pip install 'demo[dev]'"])
      expect(
        (await judged({ ...extras, files: { "demo/__init__.py": `raise ValueError("${words}")\n` } }))
          .findings,
      ).toEqual([`error: import demo fails: ValueError: ${words}`]);
  });

  test("a root that fails without an extra is told of and counted", async () => {
    expect(await judged({ ...extras, files: { "demo/__init__.py": "import helper\n" } })).toEqual({
      findings: ["warning: import demo needs the extra [dev]: ModuleNotFoundError: No module named 'helper'"],
      exempt: ["demo: extra"],
    });
  });

  test("so is the module of a script", async () => {
    const files = { "demo/__init__.py": "", "demo/cli.py": "import helper\ndef main(): print('usage')\n" };
    const entryPoints = "[console_scripts]\ndemo = demo.cli:main\n";
    expect(await judged({ ...extras, files, entryPoints })).toEqual({
      findings: [
        "warning: the script demo (demo.cli) needs the extra [dev]: ModuleNotFoundError: No module named 'helper'",
      ],
      exempt: ["demo.cli: extra"],
    });
  });

  test("a root that says what to install, and an extension of what it lacks, get a note", async () => {
    const guarded =
      "try:\n    import helper\nexcept ImportError:\n    raise ImportError('pip install demo[dev]')\n";
    expect((await judged({ ...extras, files: { "demo/__init__.py": guarded } })).findings).toEqual([
      "info: import demo needs the extra [dev]: ImportError: pip install demo[dev]",
    ]);
    const extension = await judged({
      files: { "space/demo/__init__.py": "from docutils import nodes\n" },
      classifiers: ["Framework :: Sphinx :: Extension"],
      extras: ["standalone"],
      requires: ['sphinx; extra == "standalone"'],
    });
    const alone = await judged({
      files: { "space/demo/__init__.py": "from docutils import nodes\n" },
      classifiers: ["Framework :: Sphinx :: Extension"],
    });
    expect(alone).toEqual({
      findings: ["info: the optional module space.demo was not importable here: it needs docutils"],
      exempt: ["space.demo: optional"],
    });
    expect(extension).toEqual({
      findings: [
        "info: import space.demo needs the extra [standalone]: ModuleNotFoundError: No module named 'docutils'",
      ],
      exempt: ["space.demo: extra"],
    });
  });
});

test("an import that ends the interpreter is an error where every user meets it", async () => {
  const files = { "demo/__init__.py": "import sys\nsys.exit('needs Python 3.99')\n" };
  expect((await judged({ files })).findings).toEqual([
    "error: import demo fails: SystemExit: needs Python 3.99",
  ]);
});

describe("a release of which no module with code works is broken", () => {
  const empty = {
    "demo/__init__.py": '"""What it does."""\n__version__ = "1.0.0"\n',
    "demo/sub/__init__.py": "",
  };

  test("though each of them would be a matter of its own", async () => {
    const files = {
      ...empty,
      "demo/a.py": "import undeclared_one\n",
      "demo/sub/b.py": "from demo.a import undeclared_one\n",
    };
    expect((await judged({ files })).findings).toEqual([
      "error: 2 modules cannot be imported: ModuleNotFoundError: No module named 'undeclared_one' (demo.a, demo.sub.b)",
    ]);
  });

  test.each<readonly [string, Partial<ReleaseOptions>]>([
    [
      "one module works",
      { files: { ...empty, "demo/a.py": "import undeclared_one\n", "demo/b.py": "X = 1\n" } },
    ],
    [
      "the package has code of its own",
      { files: { "demo/__init__.py": "def f(): pass\n", "demo/a.py": "import undeclared_one\n" } },
    ],
    [
      "a host loads it",
      {
        files: { ...empty, "demo/a.py": "import undeclared_one\n" },
        entryPoints: "[undeclared.plugins]\nx = demo.a\n",
      },
    ],
    [
      "it extends what it lacks",
      { files: { ...empty, "demo/a.py": "import wagtail\n" }, classifiers: ["Framework :: Wagtail"] },
    ],
    [
      "it says what it needs",
      {
        files: {
          ...empty,
          "demo/a.py":
            "try:\n    import undeclared_one\nexcept ImportError:\n    raise ImportError('install it')\n",
        },
      },
    ],
    [
      "a dependency wants to be set up before",
      {
        files: { ...empty, "demo/models.py": "import helper\nhelper.setup()\n" },
        requires: ["helper"],
      },
    ],
    [
      "it wants a variable",
      {
        files: {
          ...empty,
          "demo/models.py": "import os\nif 'DEMO' not in os.environ:\n    raise RuntimeError('set DEMO')\n",
        },
      },
    ],
  ])("not when %s", async (_, options) => {
    expect((await judged(options)).findings.map((each) => each.split(":")[0])).toEqual(["info"]);
  });
});

describe("a bug that everybody meets who imports the module is an error, wherever it is", () => {
  test.each([
    ["X = undefined_thing\n", "error"],
    ["class A(undefined): pass\n", "error"],
    ["import demo\ndemo.nothing\n", "error"],
    ["from importlib.metadata import version\nversion('demos')\n", "error"],
    ["raise RuntimeError('always')\n", "error"],
    // What depends on circumstances.
    ["try:\n    import torch\nexcept ImportError:\n    pass\nclass A(torch.B): pass\n", "warning"],
    ["get_ipython().magic('x')\n", "warning"],
    ["import os\nos.environ['DEMO_URL']\n", "warning"],
    ["from importlib.metadata import version\nversion('another-project')\n", "info"],
    ["raise RuntimeError('demo.core was removed in 2.0')\n", "info"],
    ["import sys\nif sys:\n    raise RuntimeError('now')\n", "info"],
  ])("%j: %s", async (source, severity) => {
    const files = { "demo/__init__.py": "X = 1\n", "demo/core.py": source };
    expect((await judged({ files })).findings.map((each) => each.split(":")[0])).toEqual([severity]);
    const hidden = { "demo/__init__.py": "X = 1\n", "demo/_core.py": source };
    const least = severity === "error" ? "warning" : severity;
    expect((await judged({ files: hidden })).findings.map((each) => each.split(":")[0])).toEqual([least]);
  });
});

describe("a module that this Python cannot read", () => {
  const files = {
    "demo/_new.py": "def f(:\n    pass\n",
    "demo/core.py": "X = 1\n",
  };

  test("is not tried where it is imported on a newer Python only", async () => {
    const guarded =
      "import sys\nif sys.version_info >= (3, 99):\n    from ._new import X\nelse:\n    X = int\n";
    expect(await judged({ files: { ...files, "demo/__init__.py": guarded } })).toEqual({
      findings: [],
      exempt: ["demo._new: elsewhere"],
    });
  });

  test.each([
    "def f():\n    from ._new import X\n",
    "import sys\nif sys.version_info >= (3, 2):\n    def f():\n        from ._new import X\n",
    "import sys\nif sys.version_info >= (3, 99):\n    from ._new import X\ndef f():\n    from . import _new\n",
  ])("is broken otherwise: %j", async (source) => {
    const { findings } = await judged({ files: { ...files, "demo/__init__.py": source } });
    expect(findings.map((each) => each.slice(0, 29))).toEqual(["warning: import demo._new fai"]);
  });
});

test.each([
  ["X = undefined_thing\n", "define or import undefined_thing before its first use"],
  ["def f(:\n", "correct the statement, or raise requires-python to a Python that supports it"],
  [
    "from importlib.metadata import version\nversion('demos')\n",
    'use the name of the distribution: importlib.metadata.version("demo")',
  ],
  ["from demo.other import gone\n", "define gone in demo.other, or correct the name in the import"],
])("the remedy is that of the cause: %j", async (source, help) => {
  const files = { "demo/__init__.py": "", "demo/other.py": "", "demo/core.py": source };
  const { findings } = await bench.verify(release({ files }));
  expect(findings.map((each) => each.help)).toEqual([help]);
});
