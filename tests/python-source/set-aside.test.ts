import { expect, test } from "vitest";
import { ASIDE, isModuleOf, isPathOf, type Aside } from "../../src/python-source/set-aside.ts";

test.each<readonly [Aside, readonly string[]]>([
  [
    "tests",
    ["demo.tests", "demo._test.core", "demo.test_core", "demo.core_test", "demo.conftest", "demo.testing"],
  ],
  ["fixtures", ["demo.fixtures", "demo.testdata"]],
  ["vendored", ["demo._vendor.six", "demo.vendored", "demo.extern", "demo.third_party"]],
  ["examples", ["demo.examples", "demo.docs.conf", "demo.samples", "demo.benchmarks"]],
  ["templates", ["demo.templates", "demo.cookiecutter_app", "demo.scaffolding"]],
])("%s are told by names", (kind, modules) => {
  for (const module of modules) {
    expect(
      ASIDE.filter((each) => isModuleOf(module, [each])),
      module,
    ).toEqual([kind]);
    expect(isPathOf(`src/${module.replaceAll(".", "/")}.py`, [kind]), module).toBe(true);
  }
});

test.each([
  "demo.core",
  "demo",
  "demo.latest",
  "demo.attest",
  "demo.contest",
  "demo.doctor",
  "pytest_demo.plugin",
])("%s is a project's own code", (module) => {
  expect(isModuleOf(module, ASIDE)).toBe(false);
  expect(isPathOf(`${module.replaceAll(".", "/")}.py`, ASIDE)).toBe(false);
});
