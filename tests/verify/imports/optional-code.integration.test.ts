import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/findings/finding.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({ name: "helper" }),
    release({ name: "aiohttp", version: "3.1", files: { "aiohttp/__init__.py": "" } }),
    release({ name: "clash-a", requires: ["helper==1.0.0"], files: { "clash_a.py": "" } }),
    release({ name: "clash-b", requires: ["helper==2.0.0"], files: { "clash_b.py": "" } }),
    release({ name: "helper", version: "2.0.0" }),
    release({
      name: "stack",
      extras: ["deep"],
      requires: ['deepest; extra == "deep"'],
      files: { "stack.py": "" },
    }),
    release({ name: "deepest", files: { "deepest.py": "" } }),
    release({ name: "pytest", version: "9.0", files: { "pytest.py": "def fixture(f): return f\n" } }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

async function findingsOf(options: ReleaseOptions): Promise<readonly Finding[]> {
  return (await bench.verify(release(options))).findings;
}

/** Rule and message of each finding: all that a reader sees first. */
function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, message }) => `${rule} ${message}`);
}

describe("optional code", () => {
  test("an undeclared module is an error where every user meets it, a note elsewhere, however it is mentioned", async () => {
    const findings = await findingsOf({
      files: {
        "demo/__init__.py": "from .core import run\n\ndef train():\n    from . import keras\n",
        "demo/keras.py": "import keras_nowhere\n",
        "demo/torch.py": "from demo.keras import *\n",
        "demo/core.py": "def run(): pass\n",
        "demo/main.py": "import yaml_nowhere\ndef main(): pass\n",
      },
      entryPoints: "[console_scripts]\ndemo = demo.main:main\n[other.plugins]\ndemo = demo.keras\n",
    });
    expect(findings.map(({ severity, subject }) => [severity, subject])).toEqual([
      ["error", "yaml_nowhere"],
      ["info", "optional modules"],
    ]);
    const top = await findingsOf({
      files: { "demo/__init__.py": "from .core import x", "demo/core.py": "import gone_x" },
    });
    expect(top.map(({ severity, subject }) => [severity, subject])).toEqual([["error", "gone_x"]]);
  });

  test("a module of the release's own that is missing is an error, wherever it is imported", async () => {
    const findings = await findingsOf({
      files: {
        "demo/__init__.py": "",
        "demo/a.py": "from demo.gone import x\n",
        "demo/b.py": "from . import lost\n",
        "demo/tests/test_a.py": "from demo.fixtures import x\n",
        "demo/c.py":
          "try:\n    from . import _fast\nexcept ImportError:\n    raise RuntimeError('built without _fast')\n",
      },
    });
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      ["error", "import demo.a fails: ModuleNotFoundError: No module named 'demo.gone'"],
      [
        "error",
        expect.stringContaining("import demo.b fails: ImportError: cannot import name 'lost' from 'demo'"),
      ],
      ["info", expect.stringContaining("the optional module demo.c was not importable here")],
    ]);
  });

  test("a refusal in an ImportError handler is a guard, whatever its type", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/guarded.py":
            "class DidNotEnable(Exception):\n    pass\ntry:\n    import aiomysql\nexcept ImportError:\n    raise DidNotEnable('aiomysql not installed.')\n",
          "demo/otel.py":
            "class Missing(ImportError):\n    pass\ntry:\n    import telemetry\nexcept ImportError as e:\n    raise Missing('run `pip install demo[otel]`') from e\n",
        },
        extras: ["otel"],
      }),
    );
    expect(outcome.findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        "info",
        "2 optional modules were not importable here: they need aiomysql, telemetry (demo.guarded, demo.otel)",
      ],
    ]);
  });

  test.each([
    ["import winreg\n", "winreg", "Windows"],
    ["from ctypes import WinDLL\n", "WinDLL", "Windows"],
    ["try:\n    import winreg\nexcept ImportError:\n    import _winreg as winreg\n", "winreg", "Windows"],
    ["try:\n    1/0\nexcept WindowsError:\n    pass\n", "WindowsError", "Windows"],
    ["import select\nq = select.kqueue()\n", "kqueue", "BSD and macOS"],
    ["import clr\n", "clr", "IronPython"],
    ["import objc\n", "objc", "macOS"],
    // dateutil: six.moves gives a module of the standard library another name.
    [
      "import sys, types\nfor name in 'six', 'six.moves':\n    sys.modules[name] = types.ModuleType(name)\nfrom six.moves import winreg\n",
      "winreg",
      "Windows",
    ],
  ])("%j is for another platform", async (source, need, platform) => {
    const outcome = await bench.verify(
      release({
        files: { "demo/__init__.py": "def use():\n    from . import special\n", "demo/special.py": source },
      }),
    );
    expect(outcome.findings).toEqual([]);
    expect(outcome.trials[0]?.notTried).toEqual([
      {
        kind: "module",
        name: "demo.special",
        reason: `it needs ${need}, which only Python on ${platform} has`,
      },
    ]);
  });

  test("a module that rejects another platform in its own words is not tried", async () => {
    const refusal =
      "import sys\nif sys.platform != 'win64':\n    raise ImportError(f'{__name__} can only be imported on Windows')\n";
    const outcome = await bench.verify(
      release({ files: { "demo/__init__.py": "", "demo/_console.py": refusal } }),
    );
    expect(outcome.findings).toEqual([]);
    expect(outcome.trials[0]?.notTried).toEqual([
      { kind: "module", name: "demo._console", reason: "demo._console can only be imported on Windows" },
    ]);
  });

  test("a compiled module is missing where another system's name is in its own, and only there", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/aix.py": "from . import _demo_aix\n",
          "demo/console.py": "import demo._windows_console\n",
          "demo/fast.py": "from . import _winding\n",
        },
      }),
    );
    expect(outcome.findings.map(({ severity, subject }) => [severity, subject])).toEqual([
      ["warning", "demo.fast"],
    ]);
    expect(outcome.trials[0]?.notTried).toEqual([
      { kind: "module", name: "demo.aix", reason: "it needs demo._demo_aix, which is for AIX by its name" },
      {
        kind: "module",
        name: "demo.console",
        reason: "it needs demo._windows_console, which is for Windows by its name",
      },
    ]);
  });

  test("a name that a dependency of everybody has dropped, and one that a module of ours lacks, are errors", async () => {
    const findings = await findingsOf({
      files: {
        "demo/__init__.py": "",
        "demo/cache.py": "from helper import dropped\n",
        "demo/utils.py": "",
        "demo/_utils.py": "from .utils import _gone\n",
      },
      requires: ["helper"],
    });
    expect(findings.map(({ severity, message }) => [severity, message.split(" (")[0]])).toEqual([
      ["error", expect.stringContaining("import demo._utils fails: ImportError: cannot import name '_gone'")],
      ["error", "import demo.cache fails: ImportError: cannot import name 'dropped' from 'helper'"],
    ]);
  });

  test("symbols of macOS are no defect; a library that the release should ship is one", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/mac.py": "import ctypes\nx = ctypes.CDLL(None).CFDictionaryCreate\n",
          "demo/own.py":
            "import ctypes, os\nctypes.CDLL(os.path.join(os.path.dirname(__file__), 'libdemo.so'))\n",
        },
      }),
    );
    expect(outcome.trials[0]?.notTried.map(({ name }) => name)).toEqual(["demo.mac"]);
    expect(outcome.findings.map(({ message }) => message)).toEqual([expect.stringContaining("libdemo.so")]);
  });

  test("what fails is tried again with the extras, and those of other projects", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/cli/__init__.py": "import deepest\n",
          "demo/cli/main.py": "def main(): print('usage: demo')\n",
          "demo/broken.py": "import aiohttp\nfrom demo import nothing_of_ours\n",
        },
        extras: ["deep", "web"],
        requires: ['stack[deep]; extra == "deep"', 'aiohttp; extra == "web"'],
        entryPoints: "[console_scripts]\ndemo = demo.cli.main:main\n",
      }),
    );
    expect(told(outcome.findings)).toEqual([
      expect.stringContaining(
        "I002 import demo.broken fails: ImportError: cannot import name 'nothing_of_ours'",
      ),
    ]);
    expect(outcome.trials[0]?.imported).toEqual(["demo", "demo.cli", "demo.cli.main"]);
    expect(
      outcome.trials[0]?.commands.map(({ command, status }) => [command.join(" "), status]),
    ).toContainEqual(["demo --help", 0]);
  });

  test("extras that contradict each other are tried one by one", async () => {
    const outcome = await bench.verify(
      release({
        files: { "demo/__init__.py": "", "demo/a.py": "import clash_a\n", "demo/b.py": "import clash_b\n" },
        extras: ["a", "b"],
        requires: ['clash-a; extra == "a"', 'clash-b; extra == "b"'],
      }),
    );
    expect(told(outcome.findings)).toEqual([
      "I022 the extras [a] and [b] cannot be installed together: pip install demo[a,b] has no solution",
    ]);
    expect(outcome.trials[0]?.imported).toEqual(["demo", "demo.a", "demo.b"]);
  });

  test("an entry point of an extra is tried with it, and exempt only for what the extra brings", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/web.py": "import aiohttp\ndef main(): print('usage: web')\n",
          "demo/bad.py": "import aiohttp\n",
        },
        extras: ["web"],
        requires: ['aiohttp; extra == "web"'],
        entryPoints: "[console_scripts]\nweb = demo.web:main [web]\nbad = demo.bad:main [web]\n",
      }),
    );
    expect(told(outcome.findings)).toEqual([
      expect.stringMatching(/^I003 the entry point bad = demo\.bad:main cannot be loaded: AttributeError/),
    ]);
  });

  test("an extra that cannot be resolved is an error; one for another Python or platform is not", async () => {
    const findings = await findingsOf({
      files: { "demo/__init__.py": "" },
      extras: ["web", "gone", "old", "win", "both"],
      requires: [
        'helper==99999; extra == "web"',
        'no-such-thing-here; extra == "gone"',
        'no-such-thing-here; python_version < "3" and extra == "old"',
        'no-such-thing-here; sys_platform == "win64" and extra == "win"',
        'helper==1.0.0; extra == "both"',
      ],
    });
    expect(
      findings.map(({ rule, severity, message }) => [rule, severity, message.replace(/3\.\d+/, "X")]),
    ).toEqual([
      ["I014", "error", "the extra [web] cannot be installed on Python X: no version fits helper==99999"],
      [
        "I014",
        "error",
        "the extra [gone] cannot be installed on Python X: no-such-thing-here does not exist on the index",
      ],
    ]);
  });

  test("a plugin is tried beside its host; without one it is not tried", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/plugin.py": "import pytest\n@pytest.fixture\ndef demo(): pass\n",
          "demo/theirs.py": "import somehost_nowhere\n",
        },
        entryPoints: "[pytest11]\ndemo = demo.plugin\n[somehost.plugins]\nx = demo.theirs\n",
      }),
    );
    expect(outcome.findings.map(({ severity, subject }) => [severity, subject])).toEqual([
      ["info", "optional modules"],
    ]);
    expect(outcome.trials[0]?.imported).toContain("demo.plugin");
    expect(outcome.trials[0]?.notTried).toEqual([
      {
        kind: "entry-point",
        name: "somehost.plugins: x",
        reason: "it needs somehost_nowhere; the host of somehost.plugins is not installed",
      },
    ]);
  });
});
