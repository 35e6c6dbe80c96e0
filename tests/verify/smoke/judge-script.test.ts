import { expect, test } from "vitest";
import type { Completed } from "../../../src/ports/processes.ts";
import { judgeRun, judgeVersion } from "../../../src/verify/smoke/judge-script.ts";
import type { ScriptRun } from "../../../src/verify/smoke/script-run.ts";

const run = {
  name: "demo",
  table: "[tool.shipwheel.scripts.demo]",
  expectation: {},
  environment: { cell: { python: { version: "3.13.1" } } },
  request: { project: { name: "demo", version: "1.0" }, expectations: { scriptTimeout: 60 } },
  context: { dependencies: [], modules: new Map(), pythonMinor: 13, project: { requirements: [] } },
} as unknown as ScriptRun;

function ended(status: number, stderr: string): Completed {
  return { status, signal: null, timedOut: false, stdout: "", stderr } as Completed;
}

const MISSING = `Traceback (most recent call last):
  File "/env/bin/demo", line 3, in <module>
    import gone
ModuleNotFoundError: No module named 'gone'
`;

test.each([
  ["a display", "(demo:1): Gtk-WARNING **: cannot open display:\n"],
  ["a terminal", "stdin is not a tty\n"],
])("a script that lacks a module is broken, whatever it said about %s before", (_, words) => {
  const judged = judgeRun(run, ["--help"], ended(1, words + MISSING), "linux");
  expect(judged).toMatchObject({ kind: "finding", finding: { rule: "I004", severity: "error" } });
});

test.each([
  ["1.2rc".padEnd(120, "rc"), null],
  [`1.2${"-a".repeat(60)}`, "I006"],
])("a version with endless suffixes is read in no time: %s", (text, rule) => {
  const finding = judgeVersion(run, ["--version"], { ...ended(0, ""), stdout: `${text}Z` });
  expect(finding?.rule ?? null).toBe(rule);
});

const CRASH = (words: string, file = "/env/lib/demo.py"): string =>
  `Traceback (most recent call last):\n  File "${file}", line 3, in <module>\n    main()\n${words}\n`;

test.each<readonly [string, number, string, string]>([
  ["a usage with the status of argparse", 2, "usage: demo FILE\ndemo: error: no such option: --help\n", "ok"],
  ["a usage with the status of older programs", 1, "Usage: demo FILE\n", "ok"],
  ["a usage and what it lacks", 1, "usage: demo FILE\ncannot load attrs\n", "finding"],
  ["a usage and a status of its own", 70, "usage: demo FILE\n", "finding"],
  ["a word in passing", 1, "memory usage is unknown\n", "finding"],
  ["a usage and a traceback", 2, `usage: demo FILE\n${CRASH("KeyError: 'x'")}`, "finding"],
  [
    "a toolkit without a display",
    1,
    CRASH("_tkinter.TclError: no display name and no $DISPLAY"),
    "not-tried",
  ],
  [
    "a toolkit's code without a display",
    1,
    CRASH("KeyError: 'DISPLAY'", "/env/Xlib/display.py"),
    "not-tried",
  ],
  ["Qt without a display", 134, "qt.qpa.xcb: could not connect to display \n", "not-tried"],
  ["its own words on a display", 1, CRASH("RuntimeError: could not connect to display service"), "finding"],
])("a program that nobody asked for --help: %s", (_, status, stderr, kind) => {
  expect(judgeRun(run, ["--help"], ended(status, stderr), "linux").kind).toBe(kind);
});

test.each([
  [run, 'or give it input: [tool.shipwheel.scripts.demo] input = "..."'],
  [{ ...run, name: "python -m demo", table: null }, "let --help work without a terminal (pipes, CI)"],
])("the help for a want of a terminal names only a table that exists", (program, help) => {
  const words = CRASH("EOFError: EOF when reading a line");
  const judged = judgeRun(program, ["--help"], ended(1, words), "linux");
  expect(judged.kind === "finding" && judged.finding.help?.endsWith(help)).toBe(true);
});

test("an exception that nobody caught is no status of the program's", () => {
  const asked = { ...run, expectation: { exit: [0, 1] } };
  expect(judgeRun(asked, ["--help"], ended(1, "no model\n"), "linux").kind).toBe("ok");
  expect(judgeRun(asked, ["--help"], ended(1, CRASH("KeyError: 'x'")), "linux").kind).toBe("finding");
});

test("a missing module that is printed and passed over is a warning", () => {
  expect(judgeRun(run, ["--help"], ended(0, MISSING), "linux")).toMatchObject({
    kind: "finding",
    finding: {
      severity: "warning",
      message: expect.stringContaining("prints a traceback, and exits with 0"),
    },
  });
  expect(judgeRun(run, ["--help"], ended(0, MISSING.replaceAll("gone", "winreg")), "linux").kind).toBe("ok");
});

test("--version that the help offers and that ends in a traceback is an error", () => {
  const finding = judgeVersion(run, ["--version"], ended(1, CRASH("LookupError: demos")));
  expect(finding).toMatchObject({
    rule: "I004",
    severity: "error",
    message: "demo --version exits with 1: LookupError: demos",
  });
  expect(judgeVersion(run, ["--version"], ended(2, "no such option\n"))).toBeNull();
});

test.each([
  [CRASH("KeyError: 'x'"), "Users who run demo --help get this traceback."],
  ["the model is gone\n", "Users who run demo --help get this output."],
  ["", "Users who run demo --help get no output."],
  ["stdin is not a tty\n", "In pipes, in cron jobs and in CI demo fails like this."],
])("a script that fails says what users get: %j", (stderr, why) => {
  const judged = judgeRun(run, ["--help"], ended(70, stderr), "linux");
  expect(judged).toMatchObject({ finding: { rule: "I004", why } });
});
