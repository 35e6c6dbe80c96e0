import { describe, expect, test } from "vitest";
import * as v from "valibot";
import { commandTable } from "../../../src/config/sections/verify-command.ts";
import { commandProblems, type CommandRun } from "../../../src/verify/smoke/judge-command.ts";
import { smokeCommand, unfilled } from "../../../src/verify/smoke/smoke-command.ts";

const PLACES = {
  python: "/env/bin/python",
  version: "1.0.0",
  wheel: "/d/demo.whl",
  sdist: null,
  tmp: "/tmp/x",
};

function command(table: Readonly<Record<string, unknown>>) {
  return smokeCommand(v.parse(commandTable, { run: "demo", ...table }), PLACES);
}

function problems(
  table: Readonly<Record<string, unknown>>,
  ended: Partial<CommandRun["completed"]>,
  more: Partial<CommandRun> = {},
): readonly string[] {
  const completed = {
    status: 0,
    signal: null,
    timedOut: false,
    stdout: "",
    stderr: "",
    seconds: 1,
    ...ended,
  };
  return commandProblems(command(table), {
    completed,
    timeout: 5,
    missing: [],
    unwanted: [],
    again: null,
    ...more,
  });
}

describe("a command is held to what is expected of it", () => {
  test.each<
    readonly [Readonly<Record<string, unknown>>, Partial<CommandRun["completed"]>, readonly string[]]
  >([
    [{}, {}, []],
    [{}, { status: 3, stderr: "boom" }, ["exits with 3: boom"]],
    [{ exit: [0, 3] }, { status: 3 }, []],
    [{ exit: 2 }, { status: 0 }, ["exits with 0 and prints nothing"]],
    [{}, { timedOut: true, status: null }, ["was still running after 5 seconds"]],
    [{}, { status: null, signal: "SIGSEGV" }, ["exits with SIGSEGV and prints nothing"]],
    [{ stdout: "^demo 1" }, { stdout: "x\ndemo 1.0\n" }, []],
    [{ stdout: "^demo 2" }, { stdout: "demo 1.0\n" }, ["standard output does not match ^demo 2: demo 1.0"]],
    [{ stderr: "warn" }, {}, ["standard error does not match warn: it is empty"]],
    [{ json: { "items[].id": "number" } }, { stdout: '{"items": [{"id": 1}, {"id": 2}]}' }, []],
    [
      { json: { "items[].id": "number", name: "string" } },
      { stdout: '{"items": [{"id": "1"}]}' },
      [
        "prints what was not expected: items[].id in the JSON is string, not number",
        "prints what was not expected: the JSON has no name",
      ],
    ],
    [
      { json: { a: "null" } },
      { stdout: "a: 1" },
      ["prints what was not expected: standard output is not JSON"],
    ],
  ])("%j %j: %j", (table, ended, expected) => {
    expect(problems(table, ended)).toEqual(expected);
  });

  test("files and a second run", () => {
    const again = (more: Partial<NonNullable<CommandRun["again"]>>) => ({
      again: { changed: [], same: true, status: 0, ...more },
    });
    expect(problems({}, {}, { missing: ["a"], unwanted: ["b"] })).toEqual(["does not create a", "creates b"]);
    expect(problems({}, {}, again({}))).toEqual([]);
    expect(problems({}, {}, again({ changed: ["/s", "/t"] }))).toEqual([
      "changes /s and 1 more when it runs a second time",
    ]);
    expect(problems({}, {}, again({ same: false }))).toEqual([
      "prints another text when it runs a second time",
    ]);
    expect(problems({}, {}, again({ status: 1 }))).toEqual(["exits with 1 when it runs a second time"]);
  });

  test("placeholders are filled in where a command is a table, and nowhere else", () => {
    const filled = command({
      run: ["{python}", "-c", "x", "{version}", "{wheel}", "{tmp}/{other}"],
      env: { V: "{version}" },
    });
    expect(filled.argv).toEqual(["/env/bin/python", "-c", "x", "1.0.0", "/d/demo.whl", "/tmp/x/{other}"]);
    expect(filled.table.env).toEqual({ V: "1.0.0" });
    expect(unfilled(filled)).toBeNull();
    expect(unfilled(command({ run: "demo {sdist}" }))).toBe("{sdist}");
    expect(smokeCommand("demo {version}", PLACES).argv).toEqual(["demo", "{version}"]);
  });
});
