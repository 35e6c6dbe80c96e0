import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { isStandardAnywhere } from "../../src/distribution/stdlib-modules.ts";

test("every module of the Python at hand is standard", () => {
  const code = "import sys; print(*getattr(sys, 'stdlib_module_names', sys.builtin_module_names))";
  const names = execFileSync("python3", ["-I", "-c", code], { encoding: "utf8" }).trim().split(/\s+/);
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !isStandardAnywhere(name))).toEqual([]);
});

test.each(["__future__", "_thread", "_osx_support", "ntpath", "zoneinfo", "imp", "ConfigParser"])(
  "%s is standard in some Python",
  (name) => {
    expect(isStandardAnywhere(name)).toBe(true);
  },
);

test.each(["importlib_metadata", "yaml", "_pytest", "__pycache__"])("%s is not", (name) => {
  expect(isStandardAnywhere(name)).toBe(false);
});
