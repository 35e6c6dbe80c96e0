import { describe, expect, test } from "vitest";
import { surroundingsOf, type Surrounded } from "../../../src/migrate/surroundings/surroundings.ts";
import { readTree } from "../support.ts";

describe("around a build", () => {
  const CHANGE: Surrounded = { source: "hatchling", target: "setuptools", edits: [], scm: null };
  const SCM = { wasStated: true, versionFile: "kit/_version.py" };
  const around = (texts: Readonly<Record<string, string>>, change: Partial<Surrounded>) =>
    surroundingsOf({ ...readTree(texts), git: {} as never }, { ...CHANGE, ...change });

  test("what builds leave behind is ignored; what the migration adds is not", async () => {
    const { edits } = await around(
      { ".gitignore": "dist\nMANIFEST.in\n" },
      { edits: [{ path: "MANIFEST.in", before: null, after: "" }], scm: SCM },
    );
    expect(edits.map(({ after }) => after)).toEqual(["dist\n/kit/_version.py\n*.egg-info/\n"]);
    expect((await around({ ".gitignore": "*.egg-info/\n" }, {})).edits).toEqual([]);
    expect((await around({}, {})).edits).toEqual([]);
  });

  test("a file that the migration changes already is changed on", async () => {
    const before = "[metadata]\nname = kit\n\n[bumpversion:file:setup.py]\n";
    const { edits } = await around(
      { "setup.py": "", "setup.cfg": before },
      {
        source: "setuptools",
        edits: [
          { path: "setup.py", before: "", after: null },
          { path: "setup.cfg", before, after: "[bumpversion:file:setup.py]\n" },
        ],
      },
    );
    expect(edits).toEqual([{ path: "setup.cfg", before, after: "[bumpversion:file:pyproject.toml]\n" }]);
  });

  const workflow = (steps: string): string =>
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      ${steps}\n`;

  test("with versions from tags: readers of the literal, checkouts without tags, the file that builds write", async () => {
    const files = {
      "docs/conf.py": "import re\nrelease = re.search(r'__version__ = \"(.*)\"', text).group(1)\n",
      ".github/workflows/ci.yml": workflow("- uses: actions/checkout@v4\n      - run: poetry build"),
      ".github/workflows/deep.yml": workflow(
        "- uses: actions/checkout@v4\n        with:\n          fetch-depth: 0\n      - run: hatch build",
      ),
    };
    const { edits, notes: told } = await around(files, { scm: SCM, source: "poetry" });
    const notes = told.join("\n");
    expect(notes).toContain("docs/conf.py:2");
    expect(edits.filter(({ path }) => path.endsWith(".yml")).map(({ after }) => after)).toEqual([
      workflow(
        "- uses: actions/checkout@v4\n        with:\n          fetch-depth: 0\n      - run: pipx run build",
      ),
    ]);
    expect(notes).toContain("kit/_version.py is written by builds");
    // Where tags made the version before, nothing is new.
    expect((await around(files, { scm: { ...SCM, wasStated: false } })).notes).toEqual([]);
  });
});
