import { expect, test } from "vitest";
import { planMigration } from "../../../src/migrate/plan-migration.ts";
import { sourceFor } from "../../../src/migrate/sources/registry.ts";
import { uvBuildSource } from "../../../src/migrate/sources/uv-build.ts";
import { noPorts, readTree } from "../support.ts";

const TOML =
  '[build-system]\nrequires = ["uv_build>=0.9,<1"]\nbuild-backend = "uv_build"\n\n[project]\nname = "Demo-Kit"\nversion = "1"\nreadme = "README.md"\nlicense-files = ["LICENSE"]\n';

const FILES = {
  "README.md": "",
  LICENSE: "",
  "src/demo_kit/__init__.py": "",
  "src/demo_kit/tests/test_a.py": "",
  "src/demo_kit/data/tests/x.json": "",
  "src/other/__init__.py": "",
  "docs/index.md": "",
};

/** Wheel and sdist with these settings of the backend. */
async function files(
  settings: string,
  more: Readonly<Record<string, string>> = {},
): Promise<{ wheel: readonly string[]; sdist: readonly string[] }> {
  const text = `${TOML}\n[tool.uv.build-backend]\n${settings}`;
  const tree = readTree({ "pyproject.toml": text, ...FILES, ...more });
  expect(sourceFor(tree)?.id).toBe("uv_build");
  const { model } = await uvBuildSource.read(tree, noPorts);
  return { wheel: [...model.wheel.keys()].sort(), sdist: [...model.sdist].sort() };
}

test("the package of the project's name in src, whole", async () => {
  expect(await files("")).toEqual({
    wheel: ["demo_kit/__init__.py", "demo_kit/data/tests/x.json", "demo_kit/tests/test_a.py"],
    sdist: [
      "LICENSE",
      "README.md",
      "pyproject.toml",
      "src/demo_kit/__init__.py",
      "src/demo_kit/data/tests/x.json",
      "src/demo_kit/tests/test_a.py",
    ],
  });
});

test.each([
  ["at any depth", 'wheel-exclude = ["tests"]', ["demo_kit/__init__.py"]],
  [
    "from the top",
    'source-exclude = ["/src/demo_kit/tests"]',
    ["demo_kit/__init__.py", "demo_kit/data/tests/x.json"],
  ],
])("patterns leave out %s", async (_, settings, wheel) => {
  expect((await files(settings)).wheel).toEqual(wheel);
});

test("several modules, a flat root, and more for the sdist", async () => {
  const { wheel, sdist } = await files(
    'module-root = ""\nmodule-name = ["flat", "space.inner"]\nsource-include = ["docs"]\n',
    { "flat/__init__.py": "", "space/inner/__init__.py": "", "space/outer/__init__.py": "" },
  );
  expect(wheel).toEqual(["flat/__init__.py", "space/inner/__init__.py"]);
  expect(sdist).toContain("docs/index.md");
});

test("data of the environment, and scripts", async () => {
  const text = `${TOML}\n[tool.uv.build-backend.data]\ndata = "assets"\nscripts = "bin"\nheaders = "include"\n`;
  const tree = readTree({ "pyproject.toml": text, ...FILES, "assets/share/kit/a.txt": "", "bin/run": "" });
  const { model, refusals } = await uvBuildSource.read(tree, noPorts);
  expect([...model.dataFiles]).toEqual([["share/kit", ["assets/share/kit/a.txt"]]]);
  expect(model.scriptFiles).toEqual(["bin/run"]);
  expect(refusals.map(({ subject }) => subject)).toEqual(["data-files:headers"]);
});

test("a project that is there already stays as it is, and can go elsewhere", async () => {
  const tree = readTree({ "pyproject.toml": TOML, ...FILES });
  const reading = { ...(await uvBuildSource.read(tree, noPorts)), edits: [], tags: [], stated: null };
  const request = { keep: false, guide: false };
  expect((await planMigration(tree, "uv_build", reading, { ...request, to: "uv_build" })).edits).toEqual([]);
  const { edits, refusals } = await planMigration(tree, "uv_build", reading, {
    ...request,
    to: "setuptools",
  });
  expect(refusals).toEqual([]);
  expect(edits.find(({ path }) => path === "pyproject.toml")?.after).toContain("setuptools.build_meta");
});
