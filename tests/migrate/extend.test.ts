import { expect, test } from "vitest";
import { migratedTree } from "../../src/migrate/model/migrated-tree.ts";
import { emptyModel, noted } from "../../src/migrate/model/project-model.ts";
import { planMigration } from "../../src/migrate/plan-migration.ts";
import { hatchlingSource } from "../../src/migrate/sources/hatchling.ts";
import { SOURCES } from "../../src/migrate/sources/registry.ts";
import type { Source } from "../../src/migrate/sources/source.ts";
import { TARGET_CHOICES } from "../../src/migrate/targets/choices.ts";
import { TARGETS } from "../../src/migrate/targets/registry.ts";
import type { Target } from "../../src/migrate/targets/target.ts";
import { writePyproject } from "../../src/migrate/write/pyproject.ts";
import { noPorts, readTree } from "./support.ts";

/** A backend that nobody has: its whole file. */
const source: Source = {
  id: "acme",
  title: "Acme",
  recognises: (tree) => tree.pyproject?.get(["tool", "acme"]) !== undefined,
  read: () =>
    Promise.resolve({
      model: {
        ...emptyModel("rocket"),
        version: { kind: "static", version: noted("2.0") },
        wheel: new Map([["rocket/__init__.py", "rocket/__init__.py"]]),
      },
      replaces: [["tool", "acme"]],
      replacedFiles: [],
      buildRequires: ["acme-build"],
      notes: [],
      intentions: [],
      refusals: [],
    }),
};
const target: Target = {
  id: "acme",
  plan: (model) => ({
    requires: ["acme-build"],
    buildBackend: "acme.build",
    dynamic: [],
    tables: [[["tool", "acme"], { modules: [...model.wheel.keys()] }]],
    files: new Map(),
    notes: [],
    intentions: [],
    refusals: [],
  }),
};

const ACME =
  '[build-system]\nrequires = ["acme-build"]\nbuild-backend = "acme.build"\n\n# rockets\n[tool.acme]\nname = "rocket"\n\n[tool.other]\nkey = 1 # stays\n';

test("a source needs nothing but its own file to reach every target", async () => {
  const tree = readTree({ "pyproject.toml": ACME, "rocket/__init__.py": "" });
  expect(source.recognises(tree)).toBe(true);
  const reading = await source.read(tree, noPorts);
  for (const each of [...TARGETS, target]) {
    const plan = each.plan(reading.model, migratedTree(tree, [], []));
    expect([each.id, plan.refusals]).toEqual([each.id, []]);
    const written = writePyproject(tree.pyproject, reading.model, plan, reading);
    expect(written).toContain(`build-backend = "${plan.buildBackend}"`);
    expect(written).toContain('name = "rocket"\nversion = "2.0"');
    expect(written).toContain("# rockets\n[project]");
    expect(written).toContain("key = 1 # stays");
  }
});

test("a project that is there already stays as it is", async () => {
  const text =
    '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "rocket"\nversion = "1"\n';
  const tree = readTree({ "pyproject.toml": text, "rocket/__init__.py": "" });
  const reading = { ...(await hatchlingSource.read(tree, noPorts)), edits: [], tags: [], stated: null };
  const request = { keep: false, guide: false };
  expect((await planMigration(tree, "hatchling", reading, { ...request, to: "hatchling" })).edits).toEqual(
    [],
  );
  expect((await planMigration(tree, "hatchling", reading, { ...request, to: "flit" })).edits).not.toEqual([]);
});

test("every target is a choice of --to, and ids are unique", () => {
  expect(TARGET_CHOICES).toEqual(["auto", ...TARGETS.map(({ id }) => id)]);
  expect(new Set(SOURCES.map(({ id }) => id)).size).toBe(SOURCES.length);
});
