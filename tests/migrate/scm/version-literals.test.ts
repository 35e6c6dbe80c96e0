import { describe, expect, test } from "vitest";
import { emptyModel, noted, type ProjectModel } from "../../../src/migrate/model/project-model.ts";
import { isNothingElse, statingModules, withoutLiterals } from "../../../src/migrate/scm/version-literals.ts";
import { findVersionLocations } from "../../../src/tree/version-locations/find-version-locations.ts";
import { readTree } from "../support.ts";

const TOML = '[project]\nname = "kit"\nversion = "1.2.0"\n';

/** The modules that change, with their new texts. */
async function changed(
  files: Readonly<Record<string, string>>,
  from: string | null = "._version",
  version: ProjectModel["version"] = { kind: "static", version: noted("1.2.0") },
): Promise<readonly (readonly [path: string, after: string | null])[]> {
  const tree = readTree({ "pyproject.toml": TOML, ...files });
  const wheel = new Map(Object.keys(files).map((path) => [path.replace(/^src\//, ""), path]));
  const model = { ...emptyModel("kit"), version, wheel };
  const found = await statingModules(tree, model, "1.2.0", await findVersionLocations(tree));
  return found.map((each) => {
    const { path, after } = withoutLiterals(each, from, "kit");
    return [path, after] as const;
  });
}

describe("every literal of the package goes, the package's own first", () => {
  test("by an import of what the build writes", async () => {
    expect(
      await changed({
        "src/kit/cli.py": 'import sys\n\n__version__ = "1.2.0"\n',
        "src/kit/__init__.py": '"""Kit."""\n\n__version__: str = "1.2"  # here\n',
        "src/kit/about.py": "VERSION = '1.2.0'\nAPI = '1.2.0'\n",
      }),
    ).toEqual([
      ["src/kit/__init__.py", '"""Kit."""\n\nfrom ._version import __version__  # here\n'],
      ["src/kit/cli.py", "import sys\n\nfrom ._version import __version__\n"],
      ["src/kit/about.py", "from ._version import __version__ as VERSION\nAPI = '1.2.0'\n"],
    ]);
  });

  test("by the metadata of the installation, which is imported once a module", async () => {
    expect(
      await changed({ "kit/__init__.py": '__version__ = "1.2.0"\r\nVERSION = "1.2.0"\r\n' }, null),
    ).toEqual([
      [
        "kit/__init__.py",
        'from importlib.metadata import version as _version\r\n\r\n__version__ = _version("kit")\r\nVERSION = _version("kit")\r\n',
      ],
    ]);
  });

  test("under the name that the build reads", async () => {
    const version = {
      kind: "attribute",
      path: "kit/meta.py",
      module: "kit.meta",
      attribute: "NUMBER",
      value: "1.2.0",
    } as const;
    expect(
      await changed({ "kit/__init__.py": "", "kit/meta.py": 'NUMBER = "1.2.0"\n' }, "._version", version),
    ).toEqual([["kit/meta.py", "from ._version import __version__ as NUMBER\n"]]);
  });
});

test("what is computed, another version, or another package's own stays", async () => {
  expect(
    await changed({
      "kit/__init__.py": '__version__ = "1.2.0" + suffix\n',
      "kit/cli.py": '__version__ = "1.3.0"\n',
      "kit/_vendor/six.py": '__version__ = "1.2.0"\n',
      "kit/data.txt": '__version__ = "1.2.0"\n',
    }),
  ).toEqual([]);
});

test.each([
  ['"""Doc."""\n# a comment\n__version__ = "1.2.0"\n', true],
  ['import os\n__version__ = "1.2.0"\n', false],
])("%j says nothing else: %s", async (text, expected) => {
  const tree = readTree({ "pyproject.toml": TOML, "kit/__init__.py": "", "kit/_version.py": text });
  const wheel = new Map([["kit/_version.py", "kit/_version.py"]]);
  const model = { ...emptyModel("kit"), wheel };
  const [found] = await statingModules(tree, model, "1.2.0", await findVersionLocations(tree));
  expect(found === undefined ? null : isNothingElse(found)).toBe(expected);
});
