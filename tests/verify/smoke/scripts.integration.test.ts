import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CommandTable } from "../../../src/config/sections/verify-command.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import { release, type ReleaseOptions } from "../support/release.ts";
import { trialBench, type BenchOptions, type TrialBench } from "../support/trials.ts";

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
    const options = script("sys.exit('the model is gone')");
    const findings = await findingsOf(options);
    expect(told(findings)).toEqual(["I004 demo --help exits with 1: the model is gone"]);
    expect(findings[0]?.details).toMatchObject({ status: 1, output: "the model is gone" });
    expect(await findingsOf(options, { expectations: { scripts: { demo: { exit: [0, 1] } } } })).toEqual([]);
    expect(
      await findingsOf(options, { expectations: { scripts: { demo: { skip: "needs a display" } } } }),
    ).toEqual([]);
  });

  test("a hanging script is ended together with its children", async () => {
    const findings = await findingsOf(
      script("import subprocess\nsubprocess.run([sys.executable, '-c', 'import time; time.sleep(3661.5)'])"),
      { expectations: { scriptTimeout: 1 } },
    );
    expect(told(findings)).toEqual(["I005 demo --help was still running after 1 seconds"]);
    const { ports } = bench.own;
    const listed = await ports.processes.run({
      argv: ["ps", "-eo", "args"],
      cwd: "/",
      env: { PATH: "/bin:/usr/bin" },
    });
    expect(listed.stdout).not.toContain("time.sleep(3661.5)");
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

  test("version-args of the configuration must print the release's version", async () => {
    const asked = { expectations: { scripts: { demo: { versionArgs: ["--about"] } } } };
    const about = (body: string): ReleaseOptions => script(`if '--about' in sys.argv:\n    ${body}`);
    expect(await findingsOf(about("print('demo 1.0.0')"), asked)).toEqual([]);
    expect(told(await findingsOf(about("raise RuntimeError('no')"), asked))).toEqual([
      "I006 demo --about exits with 1: RuntimeError: no",
    ]);
    expect(told(await findingsOf(about("pass"), asked))).toEqual([
      "I006 demo --about prints nothing, but the release is 1.0.0",
    ]);
    expect(told(await findingsOf(about("print('hello')"), asked))).toEqual([
      "I006 demo --about prints no version, but the release is 1.0.0",
    ]);
  });

  test("an unasked --help that a program answers with its usage, or that wants a display, is no defect", async () => {
    expect(await findingsOf(script("sys.exit('usage: demo FILE')"))).toEqual([]);
    expect(
      told(
        await findingsOf(script("sys.exit('usage: demo FILE')"), {
          expectations: { scripts: { demo: { args: ["x"] } } },
        }),
      ),
    ).toEqual(["I004 demo x exits with 1: usage: demo FILE"]);
    const outcome = await bench.verify(
      release(
        script(
          "class TclError(Exception): pass\nraise TclError('no display name and no $DISPLAY environment variable')",
        ),
      ),
    );
    expect(outcome.findings).toEqual([]);
    expect(outcome.trials[0]?.notTried).toEqual([
      { kind: "script", name: "demo", reason: "it needs a display" },
    ]);
  });

  test("a script that asks for an extra runs with it", async () => {
    const cli = (requires: readonly string[]): ReleaseOptions => ({
      ...script("try:\n    import helper\nexcept ImportError:\n    sys.exit(\"pip install 'demo[cli]'\")"),
      extras: ["cli"],
      requires,
    });
    const outcome = await bench.verify(release(cli(['helper; extra == "cli"'])));
    expect(outcome.findings).toEqual([]);
    expect(outcome.trials[0]?.commands.slice(-2).map(({ status }) => status)).toEqual([1, 0]);
    expect(told(await findingsOf(cli([])))).toEqual([
      "I004 demo --help exits with 1: pip install 'demo[cli]'",
    ]);
    const unnamed = { ...script("import helper"), extras: ["cli"], requires: ['helper; extra == "cli"'] };
    const findings = await findingsOf(unnamed);
    expect(findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      "warning the script demo needs the extra [cli]: demo --help exits with 1: ModuleNotFoundError: No module named 'helper'",
    ]);
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

describe("a package that runs by python -m, and that no script reaches into", () => {
  const main = (source: string, more: ReleaseOptions = {}): ReleaseOptions => ({
    ...more,
    files: { "demo/__init__.py": "", "demo/core.py": "def main(): pass\n", "demo/__main__.py": source },
  });

  test.each<readonly [string, readonly string[]]>([
    ["from demo.cli import main\n", ["error No module named 'demo.cli'"]],
    ["import undeclared_one\n", ["error No module named 'undeclared_one'"]],
    ["raise SystemExit('usage: demo FILE')\n", []],
    ["import winreg\n", []],
    ["{}['x']\n", ["warning 'x'"]],
    ["from demo.core import main\nmain()\n", []],
  ])("%j: %j", async (source, expected) => {
    const findings = await findingsOf(main(source));
    expect(findings.map(({ severity, message }) => `${severity} ${message.split("Error: ")[1]}`)).toEqual(
      expected,
    );
    const covered = await findingsOf(
      main(source, { entryPoints: "[console_scripts]\ndemo = demo.core:main\n" }),
    );
    expect(covered).toEqual([]);
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
    expect(findings[1]?.message).toBe(
      "the smoke command python -c 'import sys; sys.exit(7)' exits with 7 and prints nothing",
    );
  });
});

test("commands are held to their files, their directory, their network and a second run", async () => {
  const state = [
    "import os, pathlib, sys",
    "def main():",
    "    made = pathlib.Path.home() / 'state.txt'",
    "    made.write_text(made.read_text() + 'x' if made.exists() and 'grow' in sys.argv else 'x')",
    "    if 'here' in sys.argv: pathlib.Path('here.txt').write_text('x')",
    "    if 'ask' in sys.argv: import socket; socket.create_connection(('192.0.2.1', 9), 2)",
    "    if 'self' in sys.argv: import socket; socket.create_server(('127.0.0.1', 0))",
    "    print(os.environ.get('MODE'), sys.stdin.read())",
    "",
  ].join("\n");
  const table = (run: string, more: Partial<CommandTable> = {}): CommandTable => ({
    cwd: "empty",
    env: {},
    network: true,
    exit: [0],
    creates: [],
    "not-creates": [],
    json: {},
    idempotent: false,
    ...more,
    run,
  });
  const options = {
    files: { "demo/__init__.py": state },
    entryPoints: "[console_scripts]\ndemo = demo:main\n",
  };
  const outcome = await bench.verify(release(options), {
    expectations: {
      commands: [
        table("demo", {
          env: { MODE: "{version}" },
          input: "in",
          stdout: "^1\\.0\\.0 in$",
          creates: ["~/state.txt"],
          idempotent: true,
        }),
        table("demo self", { network: false }),
        table("demo here", { cwd: "writable", creates: ["here.txt", "there.txt"] }),
        table("demo here here", { cwd: "read-only" }),
        table("demo grow", { idempotent: true }),
        table("demo ask", { network: false }),
        table("demo", { "not-creates": ["~/state.txt", "~/other"] }),
        table("demo {sdist}"),
      ],
    },
  });
  expect(outcome.findings.map(({ message }) => message.replace(/\/\S*\/home/, "HOME"))).toEqual([
    "the smoke command demo here does not create there.txt",
    expect.stringMatching(
      /^the smoke command demo here here exits with 1: OSError: \[Errno 30\] Read-only file system/,
    ),
    "the smoke command demo grow changes HOME/state.txt when it runs a second time",
    expect.stringMatching(
      /^the smoke command demo ask exits with 1: OSError: \[Errno 101\] Network is unreachable/,
    ),
  ]);
  expect(outcome.trials[0]?.notTried).toEqual([
    { kind: "command", name: "demo {sdist}", reason: "there is no file for {sdist} here" },
  ]);
});

describe("what was installed", () => {
  test.each(["pip", "uv"] as const)(
    "two distributions that install one module are an error with %s",
    async (installer) => {
      const findings = await findingsOf(
        {
          files: { "demo/__init__.py": "", "helper/__init__.py": "x = 'another'\n", "tests/__init__.py": "" },
          requires: ["helper"],
        },
        { installers: [installer] },
      );
      expect(findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
        ["I013", "error", "demo and helper both install helper/__init__.py, with different contents"],
      ]);
    },
  );

  test("an sdist that makes another package than the wheel is red", async () => {
    const findings = await findingsOf(
      {
        files: { "demo/__init__.py": "", "demo/more.py": "", "demo/data.txt": "x" },
        sdistFiles: { "demo/__init__.py": "X = 1\n", "demo/data.txt": "x", "demo/extra.py": "" },
      },
      { artefacts: ["sdist", "wheel"] },
    );
    expect(told(findings)).toEqual([
      "Y007 the wheel that uv built from the sdist lacks demo/more.py; has different bytes in demo/__init__.py; has demo/extra.py in addition",
    ]);
  });
});
