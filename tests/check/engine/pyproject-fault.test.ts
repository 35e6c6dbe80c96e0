import { expect, test } from "vitest";
import { pyprojectFault } from "../../../src/check/engine/pyproject-fault.ts";
import { parseTomlFile } from "../../../src/tree/formats/toml-file.ts";
import { Fault, fault } from "../../../src/findings/fault.ts";

test("a pyproject.toml that cannot be parsed is F001, with its place", () => {
  let thrown: unknown;
  try {
    parseTomlFile("pyproject.toml", Buffer.from("[project]\nname = \n"));
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof Fault)) throw new Error("it was accepted");
  expect(pyprojectFault(thrown)).toMatchObject({
    rule: "F001",
    severity: "error",
    phase: "check",
    location: { file: "pyproject.toml", line: 2, excerpt: "name = " },
    help: "correct line 2 of pyproject.toml",
  });
});

test("another fault is no finding", () => {
  expect(pyprojectFault(fault("config/no-project", { directory: "/x" }))).toBeNull();
});
