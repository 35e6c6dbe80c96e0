import { expect, test } from "vitest";
import { applySkips, planGates } from "../../src/gates/plan-gates.ts";
import { gateKind } from "../../src/gates/registry.ts";
import { innerVacuity } from "../../src/gates/inner-tool.ts";
import { junitCounts } from "../../src/gates/junit.ts";
import type { GateRun, GateVerdict } from "../../src/gates/gate-kind.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";

/** Outputs of tools that cost too much to run here, as they were measured: pyright 1.1.414, pre-commit 4.7.0, hatch 1.18.2, poe 0.49.0, uv 0.13.9. */

function judge(kind: string, status: number | null, stdout: string, stderr = ""): GateVerdict {
  const run: GateRun = { status, stdout, stderr };
  const found = gateKind(kind);
  if (found === null) throw new Error(`no kind ${kind}`);
  return found.judge({ runs: [run], tree: {} as SourceTree, facts: [], text: () => "", list: () => [] });
}

function pyright(files: number, errors: number): string {
  const generalDiagnostics =
    errors === 0
      ? []
      : [
          {
            file: "/x/a.py",
            severity: "error",
            message: 'Type "str" is not assignable',
            range: { start: { line: 2, character: 0 } },
          },
        ];
  const summary = { filesAnalyzed: files, errorCount: errors, warningCount: 0, timeInSec: 0.4 };
  return JSON.stringify({ version: "1.1.414", generalDiagnostics, summary });
}

const HOOK = (name: string, end: string): string => `${name}${".".repeat(60)}${end}\n`;

test.each<[string, string, number | null, string, Partial<GateVerdict>]>([
  ["pyright", "an empty directory", 0, pyright(0, 0), { outcome: "vacuous", checked: 0 }],
  ["pyright", "a sound package", 0, pyright(4, 0), { outcome: "passed", checked: 4, findings: 0 }],
  [
    "pyright",
    "a wrong type",
    1,
    pyright(4, 1),
    { outcome: "failed", findings: 1, report: ['/x/a.py:3: error: Type "str" is not assignable'] },
  ],
  ["pyright", "wrong settings", 3, "Config file is not valid", { outcome: "broken" }],
  ["pyright", "a file that is not there", 4, "File not found", { outcome: "broken" }],
  ["pre-commit", "no repository", 0, "", { outcome: "vacuous", detail: "no hook is configured" }],
  [
    "pre-commit",
    "no file of its kind",
    0,
    HOOK("check json", "(no files to check)Skipped"),
    { outcome: "vacuous", detail: "all 1 hooks were skipped" },
  ],
  [
    "pre-commit",
    "sound files",
    0,
    HOOK("check json", "Skipped") + HOOK("ruff", "Passed"),
    { outcome: "passed", checked: 1 },
  ],
  ["pre-commit", "a defect", 1, HOOK("ruff", "Failed"), { outcome: "failed", findings: 1, checked: 1 }],
  ["pre-commit", "no settings", 1, "InvalidConfigError: ", { outcome: "broken" }],
  ["hatch", "no tests", 5, "no tests ran in 0.01s\n", { outcome: "vacuous" }],
  ["hatch", "an unknown script", 127, "sh: 1: nothing: not found\n", { outcome: "broken" }],
  [
    "poe",
    "an unknown task",
    1,
    "Error: Unrecognized task 'nothing'\n",
    { outcome: "failed", findings: null },
  ],
  ["poe", "a task that passes", 0, "3 passed in 0.10s\n", { outcome: "passed", checked: null }],
  ["uv", "all tests are skipped", 0, "2 skipped in 0.10s\n", { outcome: "vacuous" }],
  ["command", "a signal", null, "", { outcome: "broken" }],
  ["command", "a status", 3, "", { outcome: "failed", detail: "exited with status 3" }],
])("%s, %s", (kind, _what, status, output, expected) => {
  expect(judge(kind, status, output)).toMatchObject(expected);
});

test.each([
  ["======== no tests ran in 0.02s ========", "pytest collected no test"],
  ["5 deselected in 0.02s", "pytest deselected every test"],
  ["==== 2 skipped, 1 warning in 0.02s ====", "pytest skipped every test"],
  ["Ran 0 tests in 0.000s\n\nNO TESTS RAN", "unittest ran no test"],
  ["Ran 2 tests in 0.000s\n\nOK (skipped=2)", "unittest skipped tests only"],
  ["Ran 2 tests in 0.000s\n\nOK (skipped=1)", null],
  ["1 passed, 2 skipped in 0.02s", null],
  ["warning: No Python files found under the given path(s)", "ruff found no file"],
  ["There are no .py[i] files in directory 'src'", "mypy found no file"],
  ["the tests say that no tests ran in this place", null],
])("%s", (output, expected) => {
  expect(innerVacuity(output)).toBe(expected);
});

test("the counts of a report are those of all its suites", () => {
  const suite = (tests: number): string =>
    `<testsuite name="pytest" errors="0" failures="1" skipped="2" tests="${tests}" time="1.5">`;
  expect(
    junitCounts(`<testsuites name="x">${suite(5)}</testsuite>${suite(7)}</testsuite></testsuites>`),
  ).toEqual({
    tests: 12,
    failures: 2,
    errors: 0,
    skipped: 4,
  });
  expect(junitCounts("")).toEqual({ tests: 0, failures: 0, errors: 0, skipped: 0 });
});

test("gates are planned from both tables, and what is off or left out does not run", () => {
  const planned = planGates({
    gates: {
      pytest: true,
      mypy: false,
      docs: { kind: "sphinx", timeout: 60 },
      own: "make 'the check'",
      list: ["true"],
    },
    release: { gates: ["npm run audit", ["sh", "-c", "true"]] },
  });
  expect(
    planned.map(({ name, kind, place, settings }) => [name, kind.id, place, settings.run, settings.timeout]),
  ).toEqual([
    ["pytest", "pytest", "export", [], 1800],
    ["docs", "sphinx", "export", [], 60],
    ["own", "command", "export", ["make", "the check"], 1800],
    ["list", "command", "export", ["true"], 1800],
    ["npm run audit", "command", "tree", ["npm", "run", "audit"], 3600],
    ["sh -c true", "command", "tree", ["sh", "-c", "true"], 3600],
  ]);
  const { run, skipped, unknown } = applySkips(planned, { names: ["docs", "mypy"], reason: "why" });
  expect(run).toHaveLength(5);
  expect([skipped, unknown]).toEqual([[{ name: "docs", reason: "why" }], ["mypy"]]);
});
