import { expect, test } from "vitest";
import { migratedTree } from "../../src/migrate/model/migrated-tree.ts";
import { emptyModel, noted } from "../../src/migrate/model/project-model.ts";
import { TARGETS } from "../../src/migrate/targets/registry.ts";
import { readTree } from "./support.ts";

/** The tables of a target for a package of which some files are shipped. */
function tables(to: string, shipped: readonly string[], left: readonly string[] = []): object {
  const files = [...shipped, ...left];
  const tree = migratedTree(readTree(Object.fromEntries(files.map((path) => [path, ""]))), [], []);
  const model = {
    ...emptyModel("kit"),
    version: { kind: "static", version: noted("1") } as const,
    wheel: new Map(shipped.map((path) => [path, path])),
    sdist: new Set(shipped),
  };
  const plan = TARGETS.find(({ id }) => id === to)?.plan(model, tree);
  expect(plan?.refusals).toEqual([]);
  return Object.fromEntries(plan?.tables.map(([path, table]) => [path.join("."), table]) ?? []);
}

test("setuptools: files below a folder that is no package are data of the package above", () => {
  expect(
    tables("setuptools", ["kit/__init__.py", "kit/.agents/a/.b", "kit/v1.0/c.json", "kit/d.json"]),
  ).toMatchObject({
    "tool.setuptools.packages.find": { namespaces: false },
    "tool.setuptools.package-data": { "*": ["*"], kit: [".agents/a/.*", "v1.0/*"] },
  });
});

test("setuptools: a package below a folder without __init__.py is looked for as a namespace", () => {
  expect(tables("setuptools", ["space/kit/__init__.py"])).toMatchObject({
    "tool.setuptools.packages.find": { include: ["space", "space.*"], namespaces: true },
  });
});

test("setuptools: hidden files are named, so that no local one goes along", () => {
  expect(tables("setuptools", ["kit/__init__.py", "kit/.rc", "kit/d.json"])).toMatchObject({
    "tool.setuptools.package-data": { "*": ["*"], kit: [".rc"] },
  });
});

test("uv_build: a directory that is left out is left out of the sdist, too, by what is in it", () => {
  expect(tables("uv_build", ["kit/__init__.py"], ["kit/tests/a.py", "kit/b.py"])).toMatchObject({
    "tool.uv.build-backend": { "source-exclude": ["/kit/b.py", "/kit/tests/**"] },
  });
});
