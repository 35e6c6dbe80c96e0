import { expect, test } from "vitest";
import type { Completed } from "../../../src/ports/processes.ts";
import { judgeRun, judgeVersion, type ScriptRun } from "../../../src/verify/smoke/judge-script.ts";

const run = {
  name: "demo",
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
