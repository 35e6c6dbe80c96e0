import { expect, test } from "vitest";
import { planMigration } from "../../../src/migrate/plan-migration.ts";
import { sourceFor } from "../../../src/migrate/sources/registry.ts";
import type { SourceReading } from "../../../src/migrate/sources/source.ts";
import { noPorts, readTree } from "../support.ts";

const HATCH =
  '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n[project]\nname = "kit"\nversion = "1"\n';
const FLIT =
  '[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n[project]\nname = "kit"\nversion = "1"\ndescription = "x"\n';
const FILES = {
  "kit/__init__.py": "",
  "kit/loose/x.py": "",
  "man/kit.1": "",
  "data/share/kit/a.txt": "",
  "data/top.txt": "",
  "bin/run": "",
};

async function read(
  toml: string,
): Promise<{ reading: SourceReading; pyproject: string; refusals: readonly string[] }> {
  const tree = readTree({ "pyproject.toml": toml, ...FILES });
  const source = sourceFor(tree);
  if (source === null) throw new Error("no source");
  const reading = await source.read(tree, noPorts);
  const request = { to: "setuptools", keep: false, guide: false };
  const given = { ...reading, edits: [], tags: [], stated: null };
  const { edits, refusals } = await planMigration(tree, source.id, given, request);
  const pyproject = edits.find(({ path }) => path === "pyproject.toml")?.after ?? "";
  return { reading, pyproject, refusals: refusals.map(({ message }) => message) };
}

test("hatchling: only-packages leaves out what lies beside no __init__.py, in the wheel and in the sdist", async () => {
  const { reading } = await read(`${HATCH}[tool.hatch.build]\nonly-packages = true\n`);
  expect([...reading.model.wheel.keys()]).toEqual(["kit/__init__.py"]);
  expect([...reading.model.sdist].sort()).toEqual(["kit/__init__.py", "pyproject.toml"]);
});

test("hatchling: without a package of the project's name the wheel is what is forced", async () => {
  const { reading } = await read(
    `${HATCH.replace('"kit"', '"other"')}[tool.hatch.build.targets.wheel.force-include]\nkit = "other/kit"\n`,
  );
  expect(reading.refusals).toEqual([]);
  expect([...reading.model.wheel.keys()]).toEqual(["other/kit/__init__.py", "other/kit/loose/x.py"]);
});

test("hatchling: shared-data and shared-scripts, of files and of directories", async () => {
  const { pyproject, refusals } = await read(
    `${HATCH}[tool.hatch.build.targets.wheel.shared-data]\n"man/kit.1" = "share/man/man1/kit.1"\n"data/share" = "share"\n[tool.hatch.build.targets.wheel.shared-scripts]\nbin = "."\n`,
  );
  expect(refusals).toEqual([]);
  expect(pyproject).toContain('"share/man/man1" = ["man/kit.1"]\n"share/kit" = ["data/share/kit/a.txt"]\n');
  expect(pyproject).toContain('script-files = ["bin/run"]');
});

test("hatchling: what is renamed on the way cannot go", async () => {
  const { refusals } = await read(
    `${HATCH}[tool.hatch.build.targets.wheel.shared-data]\n"man/kit.1" = "share/man/man1/other.1"\n`,
  );
  expect(refusals).toEqual([expect.stringContaining("gives man/kit.1 the name other.1")]);
});

test("flit: external-data", async () => {
  const { pyproject, refusals } = await read(`${FLIT}[tool.flit.external-data]\ndirectory = "data"\n`);
  expect(refusals).toEqual([]);
  expect(pyproject).toContain('"share/kit" = ["data/share/kit/a.txt"]\n"" = ["data/top.txt"]\n');
});
