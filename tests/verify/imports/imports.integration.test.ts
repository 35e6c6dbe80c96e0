import { causeOfError, causeOfOutput } from "../../../src/verify/imports/failure-cause.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foldSymptoms, type Finding } from "../../../src/findings/finding.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type BenchOptions, type TrialBench } from "../support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([
    release({ name: "helper" }),
    release({ name: "xmlish", files: { "xmlish/__init__.py": "", "xmlish/dom.py": "" } }),
    release({ name: "aiohttp", version: "3.1", files: { "aiohttp/__init__.py": "" } }),
  ]);
});
afterAll(async () => bench[Symbol.asyncDispose]());

async function findingsOf(options: ReleaseOptions, how: BenchOptions = {}): Promise<readonly Finding[]> {
  return (await bench.verify(release(options), how)).findings;
}

/** Rule and message of each finding: all that a reader sees first. */
function told(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ rule, message }) => `${rule} ${message}`);
}

describe("imports", () => {
  test("one missing module is one finding, however many modules, entry points and scripts it breaks", async () => {
    const findings = await findingsOf({
      files: {
        "zen/__init__.py": "",
        "zen/cli.py": "import shared.types\ndef main(): pass\n",
        "zen/core.py": "from shared import types\n",
      },
      entryPoints: "[console_scripts]\nzen = zen.cli:main\n",
    });
    expect(told(findings)).toEqual([
      "I002 2 modules cannot be imported: ModuleNotFoundError: No module named 'shared' (zen.cli, zen.core)",
    ]);
    expect(findings[0]).toMatchObject({
      symptom: "missing-module:shared",
      location: { file: "demo-1.0.0-py3-none-any.whl!/zen/cli.py", line: 1 },
      details: { trials: [expect.stringMatching(/^wheel-uv-3\.\d+$/)] },
    });
    const prediction: Finding = {
      ...(findings[0] as Finding),
      rule: "K001",
      symptom: "",
      explains: ["missing-module:shared"],
    };
    expect(foldSymptoms([prediction, ...findings]).map(({ rule }) => rule)).toEqual(["K001"]);
  });

  test("a template folder that the wheel lacks is a missing file", () => {
    const error = "PackageLoader could not find a 'templates' directory in the 'demo' package.";
    const chain = [{ type: "ValueError", message: error }];
    expect(causeOfError({ chain, frame: null } as never).symptom).toBe("missing-file:templates");
    const output = `Traceback (most recent call last)\n  File "x"\nValueError: ${error}\n`;
    expect(causeOfOutput(output)?.symptom).toBe("missing-file:templates");
  });

  test("each module is imported as if alone: a name that a sibling loads by accident is not there", async () => {
    const findings = await findingsOf({
      files: {
        "demo/__init__.py": "",
        "demo/a.py": "import xml.dom.minidom\n",
        "demo/b.py": "import xml\nxml.dom\n",
      },
    });
    expect(told(findings)).toEqual([
      "I002 import demo.b fails: AttributeError: module 'xml' has no attribute 'dom'",
    ]);
  });

  test("what needs an extra, another platform, a test tool or a configured exception is reported as not tried", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/web.py": "import aiohttp\n",
          "demo/told.py": "raise ImportError('please install demo[d]') from None\n",
          "demo/win.py": "import winreg\n",
          "demo/tests/__init__.py": "",
          "demo/tests/test_x.py": "import pytest_nowhere\n",
          "demo/legacy.py": "raise RuntimeError\n",
          "demo/marked.py": "import pywin\n",
          "demo/__main__.py": "raise SystemExit(3)\n",
        },
        extras: ["d"],
        requires: ['aiohttp>=3; extra == "d"', 'pywin; sys_platform == "win32"'],
      }),
      { expectations: { skipImports: [{ module: "demo.legacy", reason: "kept for old pickles" }] } },
    );
    expect(told(outcome.findings)).toEqual([
      "I002 the optional module demo.told was not importable here: ImportError: please install demo[d]",
    ]);
    expect(
      Object.fromEntries(outcome.trials[0]?.notTried.map(({ name, reason }) => [name, reason]) ?? []),
    ).toEqual({
      "demo.legacy": "kept for old pickles (configuration)",
      "demo.marked": 'it needs pywin, which is required only where sys_platform == "win32"',
      "demo.tests.test_x":
        "it belongs to tests, examples or vendored code: ModuleNotFoundError: No module named 'pytest_nowhere'",
      "demo.win": "it needs winreg, which only Python on Windows has",
    });
    expect(outcome.trials[0]?.imported).toContain("demo.web");
  });

  test("a module that nothing needs may reject in its own words; one for another platform is not tried", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py":
            "try:\n    from .pretty import Pretty\nexcept ImportError:\n    Pretty = None\n\ndef ordered():\n    try:\n        import nothing_at_all\n    except AttributeError:\n        from . import ordered\n",
          "demo/wrapper.py":
            "for name in ('pycmark', 'myst'):\n    pass\nraise ImportError(\n    'Parsing requires one of the packages\\n'\n    'pycmark, myst')\n",
          "demo/registry.py": 'import sys\nassert sys.platform == "win64", sys.platform\n',
          "demo/pretty.py": "import pygments_nowhere\n",
          "demo/ordered.py": "from UserDict import DictMixin\n",
        },
      }),
    );
    expect(outcome.findings.map(({ severity, message }) => [severity, message])).toEqual([
      [
        "info",
        "3 optional modules were not importable here: they need Python 2, pygments_nowhere; ImportError: Parsing requires one of the packages (demo.ordered, demo.pretty, demo.wrapper)",
      ],
    ]);
    expect(outcome.trials[0]?.notTried).toEqual([
      {
        kind: "module",
        name: "demo.registry",
        reason: 'it is for another platform: assert sys.platform == "win64", sys.platform',
      },
    ]);
  });

  test("a hanging import is stopped and named; the others are tried all the same", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/a.py": "import time\ntime.sleep(600)\n",
          "demo/b.py": "",
          "demo/c.py": "import os\nos._exit(5)\n",
          "demo/d.py": "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n",
        },
      }),
      { expectations: { importTimeout: 1 } },
    );
    expect(told(outcome.findings)).toEqual([
      "I002 import demo.a fails: still running after 1 seconds",
      "I002 import demo.c fails: it ended the interpreter with status 5",
      "I002 import demo.d fails: signal 11 ended the interpreter",
    ]);
    expect(outcome.trials[0]?.imported).toEqual(["demo", "demo.b"]);
  });

  test("an endless loop is known by the processor's time, and named once", async () => {
    const findings = await findingsOf(
      {
        files: { "demo/__init__.py": "", "demo/loop.py": "while True:\n    pass\n", "demo/ok.py": "" },
      },
      { expectations: { importTimeout: 1 }, artefacts: ["wheel", "sdist"] },
    );
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      ["error", "import demo.loop fails: still running after 1 seconds of processor time"],
    ]);
  });

  test("an import that goes on loading modules is slow and not hung", async () => {
    const files: Record<string, string> = { "demo/__init__.py": "" };
    const names = Array.from({ length: 6 }, (_, index) => `part${index}`);
    for (const name of names)
      files[`demo/${name}.py`] =
        "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n";
    files["demo/__init__.py"] = names.map((name) => `from . import ${name}\n`).join("");
    expect(await findingsOf({ files }, { expectations: { importTimeout: 1 } })).toEqual([]);
  });

  test("what there was no time for is counted, and not taken for imported", async () => {
    const outcome = await bench.verify(release({ files: { "demo/__init__.py": "", "demo/a.py": "" } }), {
      expectations: { importBudget: 0 },
    });
    expect(outcome.findings.map(({ severity, message }) => [severity, message])).toEqual([
      ["info", "1 of 2 modules were not imported: the time for all imports (0 s) was spent"],
    ]);
    expect(outcome.trials[0]?.imported).toEqual(["demo"]);
    expect(outcome.trials[0]?.notTried.map(({ name }) => name)).toEqual(["demo.a"]);
  });

  test("roots and the modules of entry points and scripts are tried, however little time there is", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py": "",
          "demo/a.py": "",
          "demo/sub/__init__.py": "",
          "demo/sub/b.py": "",
          "demo/sub/cli.py": "import nowhere_at_all\ndef main(): pass\n",
        },
        entryPoints: "[console_scripts]\ndemo = demo.sub.cli:main\n",
      }),
      { expectations: { importBudget: 0 } },
    );
    expect(outcome.findings.map(({ severity, message }) => [severity, message])).toContainEqual([
      "error",
      expect.stringContaining("No module named 'nowhere_at_all'"),
    ]);
    const modules = outcome.trials[0]?.notTried.filter(({ kind }) => kind === "module");
    expect(modules?.map(({ name }) => name)).toEqual(["demo.a", "demo.sub.b"]);
  });

  test("a root of a large release is judged before what its modules share is loaded", async () => {
    const files: Record<string, string> = { "demo/__init__.py": "import xmlish\nxmlish.dom\n" };
    for (let index = 0; index < 45; index += 1) files[`demo/m${index}.py`] = "import xmlish.dom\n";
    const outcome = await bench.verify(release({ files, requires: ["xmlish"] }));
    expect(told(outcome.findings)).toEqual([
      "I002 import demo fails: AttributeError: module 'xmlish' has no attribute 'dom'",
    ]);
  });

  test("a large release loads what its modules share once, and tells how far it is", async () => {
    const files: Record<string, string> = { "demo/__init__.py": "" };
    for (let index = 0; index < 60; index += 1) files[`demo/m${index}.py`] = "import aiohttp\n";
    files["demo/broken.py"] = "import aiohttp\n1/0\n";
    const outcome = await bench.verify(release({ files, requires: ["aiohttp"] }));
    expect(outcome.trials[0]?.imported).toHaveLength(61);
    expect(told(outcome.findings)).toEqual([
      "I002 import demo.broken fails: ZeroDivisionError: division by zero",
    ]);
    const progress = bench.events.flatMap((event) =>
      event.type === "update" && event.detail.startsWith("imports: module") ? [event.detail] : [],
    );
    expect(progress.some((detail) => /^imports: module \d+ of 62$/.test(detail))).toBe(true);
  });

  test("a package that starts a thread is not forked from, and what lies below it is imported", async () => {
    const outcome = await bench.verify(
      release({
        files: {
          "demo/__init__.py":
            "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n",
          "demo/a.py": "",
          "demo/b.py": "1/0\n",
        },
      }),
    );
    expect(told(outcome.findings)).toEqual(["I002 import demo.b fails: ZeroDivisionError: division by zero"]);
    expect(outcome.trials[0]?.imported).toEqual(["demo", "demo.a"]);
  });

  test("__version__ must be the metadata's", async () => {
    const findings = await findingsOf({
      version: "1.0.2",
      files: { "demo/__init__.py": "__version__ = '1.0.1'\n" },
    });
    expect(told(findings)).toEqual(['I008 demo.__version__ is "1.0.1", but the release is 1.0.2']);
  });

  test("a file that this Python cannot read is named by its module and line", async () => {
    const findings = await findingsOf({
      files: { "demo/__init__.py": "", "demo/bad.py": "x = 1\nprint 'old'\n" },
    });
    expect(findings).toMatchObject([
      {
        rule: "I002",
        symptom: "syntax:demo.bad",
        location: { file: "demo-1.0.0-py3-none-any.whl!/demo/bad.py", line: 2 },
      },
    ]);
  });

  test("a data file that does not ship is named by its base name", async () => {
    const findings = await findingsOf({
      files: {
        "demo/__init__.py":
          "import os\nopen(os.path.join(os.path.dirname(__file__), 'data', 'model.json'))\n",
      },
    });
    expect(findings.map(({ rule, symptom }) => [rule, symptom])).toEqual([
      ["I002", "missing-file:model.json"],
    ]);
  });
});
