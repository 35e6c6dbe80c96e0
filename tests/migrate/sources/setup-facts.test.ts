import { expect, test } from "vitest";
import { RemarkBook } from "../../../src/migrate/model/remarks.ts";
import { emptyModel } from "../../../src/migrate/model/project-model.ts";
import { longDescription } from "../../../src/migrate/sources/setuptools/long-description.ts";
import type { SetupFacts } from "../../../src/migrate/sources/setuptools/run-setup.ts";
import { refuseWhatCannotGo } from "../../../src/migrate/sources/setuptools/what-cannot-go.ts";
import { remarkWhatGoes } from "../../../src/migrate/sources/setuptools/what-goes.ts";
import { TARGETS } from "../../../src/migrate/targets/registry.ts";
import { readTree } from "../support.ts";

const FILES = { "README.rst": "readme\n======\n", "CHANGES.rst": "changes\n", "docs/more.txt": "more\n" };

async function described(
  description: string,
  files: Readonly<Record<string, string>> = FILES,
  contentType: string | null = null,
): Promise<{ readme: object | null; book: RemarkBook }> {
  const book = new RemarkBook();
  const facts = {
    sdist: ["README.rst", "docs/more.txt", "README", "README.markdown"],
    description,
    contentType,
    opened: ["setup.py", "README.rst", "docs/more.txt"],
  } as unknown as SetupFacts;
  const readme = await longDescription(readTree({ "setup.py": "", ...files }), facts, book);
  return { readme: readme?.value ?? null, book };
}

test("one file, several that follow each other, also below the root", async () => {
  expect((await described("readme\n======\n")).readme).toEqual({ files: ["README.rst"], contentType: null });
  const { readme, book } = await described("readme\n======\n\n\nchanges\n");
  expect(readme).toEqual({ files: ["README.rst", "CHANGES.rst"], contentType: null });
  expect(book.intentions).toEqual([expect.objectContaining({ code: "sdist-file", subject: "CHANGES.rst" })]);
  const plain = await described("readme\n======\nmore");
  expect([plain.readme, plain.book.intentions]).toEqual([
    { files: ["README.rst", "docs/more.txt"], contentType: null },
    [],
  ]);
});

test("a name that tells no type gets the one that its absence means", async () => {
  expect((await described("x", { README: "x\n" })).readme).toEqual({
    files: ["README"],
    contentType: "text/x-rst",
  });
  expect((await described("x", { "README.markdown": "x\n" })).readme).toMatchObject({
    contentType: "text/markdown",
  });
});

test("a text of setup.py stays one; a computed one is refused by its files", async () => {
  const setup = 'setup(long_description="""\n  # Inline\n\n  text\n""")';
  expect((await described("# Inline\n\ntext", { "setup.py": setup }, "text/markdown")).readme).toEqual({
    files: [],
    text: "# Inline\n\ntext",
    contentType: "text/markdown",
  });
  const { readme, book } = await described("readme, and more of it");
  expect([readme, book.refusals[0]?.message]).toEqual([
    null,
    "setup.py computes the long description from README.rst and docs/more.txt, which [project] cannot",
  ]);
});

const NOTHING = {
  extensions: [],
  namespacePackages: [],
  commands: [],
  plugins: [],
  scm: null,
  dataFiles: {},
};

test.each<[object, readonly string[], readonly string[]]>([
  [{ commands: ["test", "upload", "develop"] }, [], ["test", "upload", "develop"]],
  [{ commands: ["build_py", "sdist"] }, ["command:build_py", "command:sdist"], []],
  [{ plugins: ["pbr"] }, ["setup:pbr"], []],
  [{ scm: { computed: true } }, ["version"], []],
  [{ dataFiles: { "share/a": ["a"], "/etc": ["b"] } }, ["data-files:/etc"], []],
])("%j", (facts, refused, noted) => {
  const book = new RemarkBook();
  refuseWhatCannotGo({ ...NOTHING, ...facts } as unknown as SetupFacts, book);
  expect(book.refusals.map(({ subject }) => subject)).toEqual(refused);
  expect(book.notes.map((note) => / command (\w+) /.exec(note)?.[1])).toEqual(noted);
});

test("data beside Python: who takes it", () => {
  const model = { ...emptyModel("demo"), dataFiles: new Map([["share/man/man1", ["doc/demo.1"]]]) };
  const tree = { files: [], has: () => false, gone: new Set<string>() };
  const tables = TARGETS.filter(({ takesDataFiles }) => takesDataFiles === true).map((target) => [
    target.id,
    target.plan(model, tree).tables,
  ]);
  expect(tables).toEqual([
    [
      "setuptools",
      expect.arrayContaining([[["tool", "setuptools", "data-files"], { "share/man/man1": ["doc/demo.1"] }]]),
    ],
    [
      "hatchling",
      expect.arrayContaining([
        [
          ["tool", "hatch", "build", "targets", "wheel", "shared-data"],
          { "doc/demo.1": "share/man/man1/demo.1" },
        ],
      ]),
    ],
    // It keeps the folders that the tree has, and refuses others.
    ["pdm", [[["tool", "pdm", "build"], { includes: [] }]]],
  ]);
});

test("what goes without a trace is named", () => {
  const book = new RemarkBook();
  const tree = readTree({ "setup.py": "setup(tests_require=['pytest'], dependency_links=['x'])\n" });
  remarkWhatGoes(tree, { opened: ["setup.py", "requirements.txt"] }, book);
  expect(book.notes).toEqual([
    expect.stringContaining("tests_require is removed"),
    expect.stringContaining("dependency_links are removed: pip ignores"),
    expect.stringContaining("what requirements.txt requires is written into pyproject.toml"),
  ]);
  expect(book.intentions).toMatchObject([{ code: "wheel-file", subject: "dist-info/dependency_links.txt" }]);
});
