import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { applyEdits } from "../../src/git/apply-edits.ts";
import { readVersionCopies, type VersionCopies } from "../../src/versioning/version-copies.ts";
import { gitRepository, type FileSet } from "../support/git.ts";

const STATIC: FileSet = {
  "pyproject.toml": '[project]\nname = "demo"\nversion = "1.2.0"\n',
  "demo/__init__.py": '__version__ = "1.1.0"\r\n',
  "CITATION.cff": "version: 1.1.0\ndate-released: 2020-01-01\n",
};
const SCM = {
  "pyproject.toml":
    '[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n',
  "CITATION.cff": "version: 1.1.0\n",
};

async function read(directory: string, to: string | null = null): Promise<VersionCopies> {
  await using node = nodePorts({});
  return await readVersionCopies({ directory, python: null, offline: true, metadata: false, to }, node.ports);
}

const told = ({ findings }: VersionCopies): readonly string[] =>
  findings.map(
    ({ rule, message, location }) =>
      `${rule} ${location?.file}:${location?.line}:${location?.column} ${message}`,
  );

describe("a stated version", () => {
  test("is what every other place, and the tag at HEAD, is held to; all at once", async () => {
    using repository = gitRepository();
    repository.commit("first", STATIC);
    repository.tag("v1.1.0");
    const copies = await read(repository.root);
    expect(copies).toMatchObject({
      version: "1.2.0",
      from: "pyproject.toml:3",
      source: "static",
      tags: ["v1.1.0"],
      metadata: "1.2.0",
    });
    expect(told(copies)).toEqual([
      "V001 pyproject.toml:3:12 HEAD is tagged v1.1.0, but the project's version is 1.2.0",
      "G008 demo/__init__.py:1:16 demo/__init__.py says __version__ 1.1.0, but the version is 1.2.0",
      "G008 CITATION.cff:1:10 CITATION.cff says version 1.1.0, but the version is 1.2.0",
    ]);
  });

  test("is written everywhere by the edits, after which nothing is told and nothing is left to do", async () => {
    using repository = gitRepository();
    repository.commit("first", STATIC);
    await using node = nodePorts({});
    await applyEdits(repository.root, (await read(repository.root)).edits, node.ports);
    const after = await read(repository.root);
    expect([told(after), after.edits]).toEqual([[], []]);
    expect(readFileSync(join(repository.root, "demo/__init__.py"), "utf8")).toBe('__version__ = "1.2.0"\r\n');
    const today = new Date().toISOString().slice(0, 10);
    expect(readFileSync(join(repository.root, "CITATION.cff"), "utf8")).toBe(
      `version: 1.2.0\ndate-released: ${today}\n`,
    );
  });

  test("given by hand is written into the source as well", async () => {
    using repository = gitRepository();
    repository.commit("first", STATIC);
    const { edits } = await read(repository.root, "2.0rc1");
    expect(edits.map((edit) => edit.path)).toEqual(["pyproject.toml", "demo/__init__.py", "CITATION.cff"]);
    await expect(read(repository.root, "two")).rejects.toMatchObject({ code: "invalid-version" });
  });
});

describe("a version from history", () => {
  test("is the tag at HEAD, else the nearest one behind it", async () => {
    using repository = gitRepository();
    repository.commit("first", SCM);
    await expect(read(repository.root)).rejects.toMatchObject({ code: "version/no-reference" });
    repository.tag("v1.2.0");
    expect(told(await read(repository.root))).toEqual([
      "G008 CITATION.cff:1:10 CITATION.cff says version 1.1.0, but the version is 1.2.0",
    ]);
    repository.commit("second", { "CITATION.cff": "version: 1.2.0\n" });
    expect(await read(repository.root)).toMatchObject({ from: "tag v1.2.0", source: "scm", findings: [] });
  });

  test("beside a stated one is refused, both named, until one is chosen", async () => {
    using repository = gitRepository();
    const both = SCM["pyproject.toml"].replace('dynamic = ["version"]', 'version = "1.1.0"');
    repository.commit("first", { ...SCM, "pyproject.toml": both });
    repository.tag("v1.1.0");
    await expect(read(repository.root)).rejects.toMatchObject({
      code: "version/two-sources",
      message:
        "the version has two sources: the literal project.version (pyproject.toml:5), and [tool.setuptools_scm]",
    });
    repository.write({ "pyproject.toml": `${both}\n[tool.shipwheel.version]\nsource = "static"\n` });
    expect(await read(repository.root)).toMatchObject({ source: "static", findings: [] });
  });
});
