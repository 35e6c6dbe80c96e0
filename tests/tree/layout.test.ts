import { expect, test } from "vitest";
import { BACKENDS } from "../../src/tree/backends/registry.ts";
import { readLayout, type Layout } from "../../src/tree/layout.ts";
import { temporaryDirectory, tree, type Overlay } from "../support/tree.ts";

async function layoutOf(changes: Overlay): Promise<Layout> {
  await using directory = await temporaryDirectory("shipwheel-layout-");
  const bare = { "src/demo/__init__.py": null, "src/demo/cli.py": null };
  return readLayout(await tree(directory.path, { ...bare, ...changes }));
}

const pyproject = (backend: string, more: string): string =>
  `[build-system]\nrequires = ["x"]\nbuild-backend = "${backend}"\n[project]\nname = "my-demo"\nversion = "1"\n${more}`;

test("a src layout", async () => {
  const layout = await layoutOf({
    "src/demo/__init__.py": "",
    "src/demo/a/b.py": "",
    "src/one.py": "",
    "tests/__init__.py": "",
  });
  expect(layout.topLevel).toEqual(["demo", "one"]);
  expect(layout.modules.map((module) => module.name)).toEqual(["demo", "demo.a.b", "one"]);
});

test("a flat layout leaves tests, docs, tools and setup.py out", async () => {
  const layout = await layoutOf({
    "pyproject.toml": pyproject("setuptools.build_meta", ""),
    "demo/__init__.py": "",
    "demo/x-y.py": "",
    "tests/__init__.py": "",
    "docs/conf.py": "",
    "setup.py": "",
    "noxfile.py": "",
  });
  expect(layout).toMatchObject({ kind: "flat", topLevel: ["demo"] });
  expect(layout.modules.map((module) => module.name)).toEqual(["demo"]);
});

test("a module with the project's name, modules that setup.py lists", async () => {
  const layout = await layoutOf({
    "pyproject.toml": pyproject("setuptools.build_meta", ""),
    "my_demo.py": "",
    "other.py": "",
    "listed.py": "",
    "setup.py": 'from setuptools import setup\nsetup(py_modules=["listed"])\n',
  });
  expect(layout.topLevel).toEqual(["listed", "my_demo"]);
});

test.each([
  ["setuptools.build_meta", '[tool.setuptools.packages.find]\nwhere = ["lib"]\n'],
  ["setuptools.build_meta", '[tool.setuptools.package-dir]\n"" = "./lib/"\n'],
  ["hatchling.build", '[tool.hatch.build.targets.wheel]\npackages = ["lib/demo"]\n'],
  ["poetry.core.masonry.api", '[[tool.poetry.packages]]\ninclude = "demo"\nfrom = "lib"\n'],
  ["pdm.backend", '[tool.pdm.build]\npackage-dir = "lib"\n'],
  ["uv_build", '[tool.uv.build-backend]\nmodule-root = "lib"\n'],
  ["maturin", '[tool.maturin]\npython-source = "lib"\n'],
])("%s: %s", async (backend, more) => {
  const layout = await layoutOf({ "pyproject.toml": pyproject(backend, more), "lib/demo/__init__.py": "" });
  expect(layout).toMatchObject({ kind: "configured", roots: ["lib"], topLevel: ["demo"] });
});

test("setup.cfg's where", async () => {
  const layout = await layoutOf({
    "pyproject.toml": null,
    "setup.cfg": "[metadata]\nname = demo\n[options.packages.find]\nwhere = lib\n",
    "lib/demo/__init__.py": "",
  });
  expect(layout.topLevel).toEqual(["demo"]);
});

test("a configured folder with nothing in it falls back to the root", async () => {
  const layout = await layoutOf({ "pyproject.toml": pyproject("uv_build", ""), "my_demo/__init__.py": "" });
  expect(layout.topLevel).toEqual(["my_demo"]);
});

test("no backend is known twice", () => {
  const objects = BACKENDS.flatMap((facts) => facts.objects);
  expect(new Set(objects).size).toBe(objects.length);
  expect(BACKENDS.map((facts) => facts.id)).toEqual(BACKENDS.map((facts) => facts.id).toSorted());
});
