import { expect, test } from "vitest";
import { RemarkBook } from "../../../src/migrate/model/remarks.ts";
import { setupVersion } from "../../../src/migrate/sources/setuptools/setup-version.ts";
import { readTree } from "../support.ts";

const SETUP = "exec(open('kit/__version__.py').read())\nsetup(version=__version__)\n";

test.each([
  ["a literal stays where it is", '__version__ = "1.2.0"\n', "attribute", []],
  [
    "one that is computed is static, and the second copy is named",
    "VERSION = (1, 2, 0)\n__version__ = '.'.join(map(str, VERSION))\n",
    "static",
    [expect.stringContaining("kit/__version__.py computes the version")],
  ],
])("the version of a module that setup.py runs: %s", async (_, module, kind, notes) => {
  const tree = readTree({ "setup.py": SETUP, "kit/__version__.py": module });
  const facts = {
    version: "1.2.0",
    sdist: ["setup.py"],
    scm: null,
    opened: ["setup.py", "kit/__version__.py"],
  };
  const wheel = new Map([["kit/__version__.py", "kit/__version__.py"]]);
  const book = new RemarkBook();
  expect((await setupVersion(tree, facts, wheel, book)).kind).toBe(kind);
  expect(book.notes).toEqual(notes);
});

test("a file of nothing but the version is named, and no other that was read", async () => {
  const files = {
    VERSION: "1.2.0\n",
    "README.md": "1.2.0 is out\n",
    "setup.cfg": "[metadata]\nversion = file: VERSION\n",
  };
  const facts = { version: "1.2.0", sdist: [], scm: null, opened: Object.keys(files) };
  const book = new RemarkBook();
  await setupVersion(readTree(files), facts, new Map(), book);
  expect(book.notes).toEqual([
    expect.stringContaining("VERSION states the version, but the build no longer reads it"),
  ]);
});
