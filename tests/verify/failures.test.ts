import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foldSymptoms, type Finding } from "../../src/values/finding.ts";
import { release, type ReleaseOptions } from "./support/release.ts";
import { trialBench, type BenchOptions, type TrialBench } from "./support/trials.ts";

let bench: TrialBench;
beforeAll(async () => {
  bench = await trialBench([release({ name: "helper" })]);
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
    expect(told(outcome.findings)).toEqual([]);
    expect(
      Object.fromEntries(outcome.trials[0]?.notTried.map(({ name, reason }) => [name, reason]) ?? []),
    ).toEqual({
      "demo.legacy": "kept for old pickles (configuration)",
      "demo.marked": 'it needs pywin, which is required only where sys_platform == "win32"',
      "demo.tests.test_x": "it belongs to tests and needs pytest_nowhere, which is not a requirement",
      "demo.told": "it asks for the extra [d]",
      "demo.web": "it needs aiohttp, which comes with the extra [d]",
      "demo.win": "it needs winreg, which only Python on Windows has",
    });
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

  test("an import that writes files is told, with the place in the code", async () => {
    const findings = await findingsOf({
      files: {
        "demo/__init__.py": "",
        "demo/log.py": "import logging\nlogging.basicConfig(filename='run.log')\n",
        "demo/cache.py": "import pathlib\n(pathlib.Path.home() / '.demo').mkdir()\n",
      },
    });
    expect(findings.map(({ message, location }) => [message, location?.file, location?.line])).toEqual([
      [
        "import demo.cache writes .demo into the home directory",
        "demo-1.0.0-py3-none-any.whl!/demo/cache.py",
        2,
      ],
      [
        "import demo.log writes run.log into the current directory",
        "demo-1.0.0-py3-none-any.whl!/demo/log.py",
        2,
      ],
    ]);
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

describe("entry points and scripts", () => {
  const script = (body: string): ReleaseOptions => ({
    files: { "demo/__init__.py": `import sys\ndef main():\n${body.replaceAll(/^/gm, "    ")}\n` },
    entryPoints: "[console_scripts]\ndemo = demo:main\n",
  });

  test("an entry point that names nothing is one finding; its script is not run", async () => {
    const findings = await findingsOf({
      ...script("pass"),
      entryPoints: "[console_scripts]\ndemo = demo:man\n[x]\ny = demo.nowhere\n",
    });
    expect(findings.map(({ rule, subject, symptom }) => [rule, subject, symptom])).toEqual([
      ["I003", "demo", "entry-point:demo"],
      ["I003", "x: y", "entry-point:y"],
    ]);
  });

  test("an exit status other than 0 is a finding with the output, unless the configuration expects it", async () => {
    const options = script("sys.exit('no such option')");
    const findings = await findingsOf(options);
    expect(told(findings)).toEqual(["I004 demo --help exits with 1: no such option"]);
    expect(findings[0]?.details).toMatchObject({ status: 1, output: "no such option" });
    expect(await findingsOf(options, { expectations: { scripts: { demo: { exit: [0, 1] } } } })).toEqual([]);
    expect(
      await findingsOf(options, { expectations: { scripts: { demo: { skip: "needs a display" } } } }),
    ).toEqual([]);
  });

  test("a hanging script is ended together with its children", async () => {
    const findings = await findingsOf(
      script("import subprocess\nsubprocess.run([sys.executable, '-c', 'import time; time.sleep(61.5)'])"),
      { expectations: { scriptTimeout: 1 } },
    );
    expect(told(findings)).toEqual(["I005 demo --help was still running after 1 seconds"]);
    const { ports } = bench.own;
    const listed = await ports.processes.run({
      argv: ["ps", "-eo", "args"],
      cwd: "/",
      env: { PATH: "/bin:/usr/bin" },
    });
    expect(listed.stdout).not.toContain("time.sleep(61.5)");
  });

  test.each([
    ["asks on standard input", "input('name: ')"],
    ["asks the terminal", "import termios\ntermios.tcgetattr(0)"],
    ["opens the terminal", "open('/dev/tty')"],
  ])("a script that %s is told to need a terminal", async (_, body) => {
    const [finding, ...more] = await findingsOf(script(body));
    expect(finding?.message).toMatch(/^demo --help needs a terminal, and none is there: it exits with 1 \(/);
    expect(finding?.rule).toBe("I004");
    expect(more).toEqual([]);
  });

  test("--version, when the help mentions it, must print the release's version", async () => {
    const body = (version: string): string =>
      `print('demo ${version}' if '--version' in sys.argv else 'options: --version  show it')`;
    expect(told(await findingsOf(script(body("0.9.1"))))).toEqual([
      "I006 demo --version prints 0.9.1, but the release is 1.0.0",
    ]);
    expect(await findingsOf(script(body("1.0.0 (Python 3.11.7)")))).toEqual([]);
    expect(await findingsOf(script("print('0.9.1')"))).toEqual([]);
  });

  test("scripts see an empty, foreign directory, an own home and none of the session's PIP_, UV_, PYTHON variables", async () => {
    const outcome = await bench.verify(
      release(
        script(
          "import os, json\nprint(json.dumps([os.listdir('.'), os.listdir(os.environ['HOME']), sorted(k for k in os.environ if k.startswith(('PIP', 'UV', 'PYTHON'))), sys.stdin.read(), sys.flags.dont_write_bytecode]))",
        ),
      ),
      { directory: "a place with blanks, ünïcödé and 日本" },
    );
    expect(outcome.findings).toEqual([]);
    const [, help] = outcome.trials[0]?.commands ?? [];
    expect(JSON.parse(help?.output ?? "")).toEqual([[], [], [], "", 0]);
  });
});

describe("smoke commands", () => {
  test("run in the trial's environment; a check that ran no test is red", async () => {
    const findings = await findingsOf(
      {},
      {
        expectations: {
          commands: [
            "python -c 'import demo; print(demo.__version__)'",
            ["python", "-c", "print('collected 0 items'); print('no tests ran in 0.01s')"],
            "python -c 'import sys; sys.exit(7)'",
          ],
        },
      },
    );
    expect(findings.map(({ rule, slug }) => [rule, slug])).toEqual([
      ["I011", "smoke-check-ran-nothing"],
      ["I012", "smoke-command-fails"],
    ]);
  });
});

describe("what was installed", () => {
  test("an sdist that makes another package than the wheel is red", async () => {
    const findings = await findingsOf(
      {
        files: { "demo/__init__.py": "", "demo/more.py": "", "demo/data.txt": "x" },
        sdistFiles: { "demo/__init__.py": "X = 1\n", "demo/data.txt": "x", "demo/extra.py": "" },
      },
      { artefacts: ["sdist", "wheel"] },
    );
    expect(told(findings)).toEqual([
      "Y007 the wheel that uv built from the sdist lacks demo/more.py; has other bytes in demo/__init__.py; has demo/extra.py in addition",
    ]);
  });
});
