import { describe, expect, test } from "vitest";
import { commandArguments } from "../../src/action/arguments.ts";
import { readInputs } from "../../src/action/inputs.ts";
import { actionOutputs } from "../../src/action/outputs.ts";
import { COMMANDS } from "../../src/cli/program.ts";
import { reportOf } from "../support/run-report.ts";
import { fileEntry, workflowCommand } from "../../src/text/workflow-command.ts";

function argumentsOf(inputs: Readonly<Record<string, string>>): readonly string[] {
  const variables = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  return commandArguments(readInputs(variables), COMMANDS);
}

describe("the command line that inputs ask for", () => {
  test("every input in its place, and GitHub's format where the command has it", () => {
    const given = {
      command: "publish",
      path: "dist/a.whl\n\n dist/a.tar.gz ",
      index: "testpypi",
      "working-directory": "packages/a",
      arguments: "--no-check\n--auth\ntrusted",
    };
    expect(argumentsOf(given)).toEqual([
      "publish",
      "--directory=packages/a",
      "--index=testpypi",
      "--format=github",
      "--no-check",
      "--auth",
      "trusted",
      "dist/a.whl",
      "dist/a.tar.gz",
    ]);
  });

  test("a format that is asked for stays, and a command below another one is found", () => {
    expect(argumentsOf({ command: "check", arguments: "--format=sarif" })).toEqual([
      "check",
      "--format=sarif",
    ]);
    expect(argumentsOf({ command: "version check" })).toEqual(["version", "check"]);
  });

  test("no value becomes an option or a second value", () => {
    expect(argumentsOf({ command: "check", path: "--fix" }).at(-1)).toBe("./--fix");
    expect(argumentsOf({ command: "publish", index: "--no-check" })).toContain("--index=--no-check");
    for (const name of ["command", "index", "output", "working-directory"]) {
      const given = { command: "release", [name]: "one\n--yes" };
      expect(() => argumentsOf(given), name).toThrow(`the input ${name} has more than one line`);
    }
  });

  test.each([
    [{ command: "" }, "the input command is empty; it is one of"],
    [{ command: "deploy" }, "unknown command deploy; available:"],
    [{ command: "version deploy" }, "unknown command deploy"],
    [{ command: "check", index: "pypi" }, "check has no option --index"],
  ])("%j is refused", (given, reason) => {
    expect(() => argumentsOf(given)).toThrow(reason);
  });
});

describe("what the runner reads", () => {
  test("a value can neither end its entry nor begin a command", () => {
    const entry = fileEntry("version", "1.0\nshipwheel-aa\nverdict=green", "bb");
    expect(entry).toBe("version<<shipwheel-bb\n1.0\nshipwheel-aa\nverdict=green\nshipwheel-bb\n");
    expect(() => fileEntry("version", "shipwheel-bb", "bb")).toThrow("not random");
    const hostile = "1.0\n::set-output name=x::y%0A::add-mask::z";
    const command = workflowCommand("error", hostile, { title: "a,b::c\nd", file: undefined, line: 3 });
    expect(command).toBe(
      "::error title=a%2Cb%3A%3Ac%0Ad,line=3::1.0%0A\\::set-output name=x::y%250A::add-mask::z\n",
    );
  });

  test("the outputs of a run, and of a command that failed before it began", () => {
    const { output, artifacts } = reportOf();
    const [artifact] = artifacts.map((each) => ({
      ...each,
      file: "a.whl",
      path: "/o/a.whl",
      size: 9,
      sha256: "00",
    }));
    const run = reportOf({
      verdict: "green",
      phase: null,
      project: { ...reportOf().project, name: "a", version: "1.0" },
      artifacts: artifact === undefined ? [] : [artifact],
      output: output && { ...output, directory: "/o" },
    });
    expect(actionOutputs(0, run, "/tmp/r.json")).toEqual({
      "exit-code": "0",
      verdict: "green",
      phase: "",
      project: "a",
      version: "1.0",
      artifacts: '[{"file":"a.whl","path":"/o/a.whl","size":9,"sha256":"00"}]',
      directory: "/o",
      document: "/tmp/r.json",
    });
    const failed = actionOutputs(
      2,
      { error: { phase: "config", code: "c", message: "m", cause: null, remedy: "r" } },
      "/tmp/r.json",
    );
    expect(failed).toMatchObject({ "exit-code": "2", phase: "config", verdict: "", project: "" });
  });
});
