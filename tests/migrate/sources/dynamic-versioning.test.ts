import { describe, expect, test } from "vitest";
import { parseTomlFile } from "../../../src/tree/formats/toml-file.ts";
import { build, migrated, PYPROJECT } from "../migrated.ts";

describe("settings of poetry-dynamic-versioning", () => {
  test.each([
    ["pattern = '^rel-(?P<base>\\d+\\.\\d+)$'", "^rel-(?P<version>\\d+\\.\\d+)$", null],
    ['pattern-prefix = "kit-"', "^kit-[vV]?(?P<version>[0-9][^+]*)(?:\\+.*)?$", null],
    ['pattern = "default-unprefixed"', null, null],
    ["pattern = '(?P<base>.+)-(?P<stage>rc)'", null, "splits a tag into several groups (base, stage)"],
    ['format = "{base}.{distance}"', null, "format of [tool.poetry-dynamic-versioning] gives versions"],
  ])("%s", async (setting, regex, refusal) => {
    const { text, refusals } = await migrated(
      `[tool.poetry]\n${PYPROJECT}[tool.poetry-dynamic-versioning]\nenable = true\n${setting}\n${build("poetry-core", "poetry_dynamic_versioning.backend")}`,
    );
    expect(refusals).toEqual(refusal === null ? [] : [expect.stringContaining(refusal)]);
    const written = parseTomlFile("pyproject.toml", Buffer.from(text)).get([
      "tool",
      "setuptools_scm",
      "tag_regex",
    ]);
    expect(written ?? null).toBe(regex);
  });
});

describe("a version that poetry-dynamic-versioning writes", () => {
  const PROJECT = `[tool.poetry]\n${PYPROJECT}[tool.poetry-dynamic-versioning]\nenable = true\n${build("poetry-core", "poetry_dynamic_versioning.backend")}`;

  test("goes into a file beside the package's own code, which stays", async () => {
    const init = 'from .core import go\n\n__version__ = "0.0.0"\nCONFIG = {"a": 1}\n';
    const { text, edits } = await migrated(PROJECT, false, { "demo_kit/__init__.py": init });
    expect(text).toContain('version_file = "demo_kit/_version.py"\nlocal_scheme = "no-local-version"\n');
    expect(edits.find(({ path }) => path === "demo_kit/__init__.py")?.after).toBe(
      'from .core import go\n\nfrom ._version import __version__\nCONFIG = {"a": 1}\n',
    );
  });

  test("is a file of its own where nothing else is in it", async () => {
    const { text } = await migrated(PROJECT, false, { "demo_kit/__version__.py": '__version__ = "0.0.0"\n' });
    expect(text).toContain('version_file = "demo_kit/__version__.py"');
    expect(text).toContain("version_file_template");
  });
});
