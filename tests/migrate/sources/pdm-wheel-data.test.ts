import { expect, test } from "vitest";
import { planMigration } from "../../../src/migrate/plan-migration.ts";
import { pdmSource } from "../../../src/migrate/sources/pdm.ts";
import { noPorts, readTree } from "../support.ts";

const FILES = {
  "demo/__init__.py": "",
  "bin/demo-run": "#!/bin/sh\n",
  "share/man/man1/demo.1": "",
  "share/man/man5/demo.5": "",
  "include/demo.h": "",
};

const projectOf = (wheelData: string, more = ""): string =>
  `[build-system]\nrequires = ["pdm-backend"]\nbuild-backend = "pdm.backend"\n\n[project]\nname = "demo"\nversion = "1"\n\n[tool.pdm.build]\n${more}\n[tool.pdm.build.wheel-data]\n${wheelData}\n`;

const read = (wheelData: string, more = "") =>
  pdmSource.read(readTree({ "pyproject.toml": projectOf(wheelData, more), ...FILES }), noPorts);

test("scripts go flat, data keeps its folders, both are in the sdist", async () => {
  const { model, refusals, intentions } = await read(
    'scripts = ["bin/*"]\ndata = [{path = "share/man/**/*", relative-to = "."}, "share/man/man1/*"]',
    'source-includes = ["bin"]',
  );
  expect(refusals).toEqual([]);
  expect(model.scriptFiles).toEqual(["bin/demo-run"]);
  expect([...model.dataFiles]).toEqual([
    ["share/man/man1", ["share/man/man1/demo.1"]],
    ["share/man/man5", ["share/man/man5/demo.5"]],
    ["", ["share/man/man1/demo.1"]],
  ]);
  expect([...model.sdist]).toEqual(expect.arrayContaining(["bin/demo-run", "share/man/man5/demo.5"]));
  // What the sdist has today is in the wheel of today: it is no difference.
  expect(intentions.map(({ subject }) => subject)).not.toContain("bin/demo-run");
  expect(intentions.map(({ subject }) => subject)).toContain("data/data/share/man/man5/demo.5");
});

test.each([
  ["another scheme", 'headers = ["include/*.h"]', "data-files:headers/demo.h"],
  [
    "a folder of scripts",
    'scripts = [{path = "bin/*", relative-to = "."}]',
    "data-files:scripts/bin/demo-run",
  ],
  ["nothing that fits", 'data = ["gone/*"]', "data-files:gone/*"],
  [
    "a base elsewhere",
    'data = [{path = "share/man/man1/*", relative-to = "bin"}]',
    "data-files:share/man/man1/demo.1",
  ],
])("%s is refused, and never lost", async (_, wheelData, subject) => {
  expect((await read(wheelData)).refusals.map((each) => each.subject)).toEqual([subject]);
});

test("setuptools, hatchling and pdm-backend write it down", async () => {
  const tree = readTree({
    "pyproject.toml": projectOf(
      'scripts = ["bin/*"]\ndata = [{path = "share/man/man1/*", relative-to = "."}]',
    ),
    ...FILES,
  });
  const reading = { ...(await pdmSource.read(tree, noPorts)), edits: [], tags: [], stated: null };
  expect(reading.model.dataFiles.size).toBe(1);
  const written = async (to: "setuptools" | "hatchling"): Promise<string> => {
    const request = { keep: false, guide: false, to };
    const { edits, refusals } = await planMigration(tree, "pdm", reading, request);
    expect(refusals).toEqual([]);
    return edits.find(({ path }) => path === "pyproject.toml")?.after ?? "";
  };
  expect(await written("setuptools")).toContain('"share/man/man1" = ["share/man/man1/demo.1"]');
  expect(await written("hatchling")).toContain('"bin/demo-run" = "demo-run"');
});
