import { expect, test } from "vitest";
import { importedNames, referencedModules } from "../../src/verify/references.ts";

test.each([
  ["import a.b as c, d", ["a.b", "d"]],
  ["from a import b, c as d", ["a", "a.b", "a.c"]],
  ["from a import (\n    b,  # why\n    c,\n)", ["a", "a.b", "a.c"]],
  ["def f():\n    from .sibling import thing", ["demo.sibling", "demo.sibling.thing"]],
  ["from . import other", ["demo", "demo.other"]],
  ["from ..up import x", ["up", "up.x"]],
  ["from .... import x", []],
  ["x = 'import nothing'\n# import nothing\nimportant = 1", []],
])("the imports of %j are read", (source, expected) => {
  expect([...importedNames("demo.mod", false, source)]).toEqual(expected);
});

test("a package's own dot is the package itself", () => {
  expect([...importedNames("demo", true, "from . import a\nfrom .b import c")]).toEqual([
    "demo",
    "demo.a",
    "demo.b",
    "demo.b.c",
  ]);
});

test("neither a module's own name nor what tests mention makes it used", () => {
  const referenced = referencedModules([
    { module: "demo.keras", isPackage: false, source: "import demo.keras" },
    { module: "demo.tests.test_keras", isPackage: false, source: "import demo.keras" },
    { module: "demo.cli", isPackage: false, source: "def main():\n    from demo import core\n" },
  ]);
  expect([...referenced]).toEqual(["demo", "demo.core"]);
});
