import { describe, expect, test } from "vitest";
import { commandChanges } from "../../src/migrate/surroundings/commands.ts";
import { surroundingsOf, type Surrounded } from "../../src/migrate/surroundings/surroundings.ts";
import { readTree } from "./support.ts";

/** What becomes of one file, and what is said. */
async function changed(
  path: string,
  text: string,
  gone: readonly string[] = [],
): Promise<readonly [after: string, notes: string]> {
  const { edits, notes } = await commandChanges(readTree({ [path]: text }), gone);
  return [edits[0]?.after ?? text, notes.join("\n")];
}

const WORKFLOW = ".github/workflows/release.yml";

describe("commands of the old backend", () => {
  test.each([
    [WORKFLOW, "- run: poetry build", "- run: pipx run build"],
    [WORKFLOW, "- run: python -m poetry build -f wheel", "- run: pipx run build --wheel"],
    [WORKFLOW, "- run: uvx flit build --format sdist && ls", "- run: pipx run build --sdist && ls"],
    ["Makefile", "\t@poetry build", "\t@python -m build"],
    ["Makefile", "\tpython setup.py sdist bdist_wheel", "\tpython -m build"],
    [
      "README.md",
      "Run `poetry publish --build`, or `poetry publish -r x`.",
      "Run `python -m build && python -m twine upload dist/*`, or `python -m twine upload dist/* -r x`.",
    ],
    [".gitlab-ci.yml", "  - poetry build", "  - pip install build && python -m build"],
    ["Dockerfile", "RUN poetry build -f wheel", "RUN pip install build && python -m build --wheel"],
    // Hatch, PDM and uv build with every backend.
    [WORKFLOW, "- run: hatch build && pdm build && uv build", "- run: hatch build && pdm build && uv build"],
  ])("%s: %s", async (path, before, after) => {
    expect(await changed(path, before)).toEqual([after, ""]);
  });

  test("an upload takes its credentials along", async () => {
    const env = "    env:\n      POETRY_PYPI_TOKEN_PYPI: ${{ secrets.T }}\n    run: poetry publish\n";
    expect(await changed(WORKFLOW, env)).toEqual([
      "    env:\n      TWINE_USERNAME: __token__\n      TWINE_PASSWORD: ${{ secrets.T }}\n    run: pipx run twine upload dist/*\n",
      "",
    ]);
    const pair = "FLIT_USERNAME: me\nFLIT_PASSWORD: x\nrun: flit publish\n";
    expect((await changed(WORKFLOW, pair))[0]).toBe(
      "TWINE_USERNAME: me\nTWINE_PASSWORD: x\nrun: pipx run twine upload dist/*\n",
    );
  });

  test.each([
    [
      "poetry config pypi-token.pypi x\npoetry publish --build",
      "poetry config pypi-token.pypi x\npipx run build && poetry publish",
      2,
    ],
    ["POETRY_PYPI_TOKEN_A: a\nPOETRY_PYPI_TOKEN_B: b\npoetry publish", null, 3],
    ["env: {POETRY_PYPI_TOKEN_PYPI: a}\nrun: poetry publish", null, 2],
    ["uses: JRubics/poetry-publish@v2", null, 1],
  ])("an upload whose credentials are elsewhere stays, and is named: %s", async (text, after, line) => {
    const [now, notes] = await changed(WORKFLOW, text);
    expect(now).toBe(after ?? text);
    expect(notes).toContain(`${WORKFLOW}:${line}`);
  });

  test.each([
    ["tox.ini", "commands = poetry build"],
    ["noxfile.py", 's.run("poetry", "build", external=True)'],
  ])("%s has environments of its own: its line is named", async (path, text) => {
    expect(await changed(path, text)).toEqual([text, expect.stringContaining(`${path}:1`)]);
  });

  test("people who go on with Poetry are told what the lock file needs", async () => {
    expect((await changed("poetry.lock", ""))[1]).toContain("run poetry lock");
    expect((await changed(WORKFLOW, "- run: poetry install"))[1]).toContain("Poetry 2.2");
    expect((await changed(WORKFLOW, "- run: pip install poetry"))[1]).toBe("");
  });

  test("other commands of a setup.py that goes are named", async () => {
    expect((await changed("Makefile", "\tpython setup.py install", ["setup.py"]))[1]).toContain("Makefile:1");
    expect((await changed("setup.cfg", "[bumpversion:file:setup.py]", ["setup.py"]))[1]).toContain(
      "setup.cfg:1",
    );
    expect((await changed("Makefile", "\tpython setup.py install"))[1]).toBe("");
  });
});

describe("around a build", () => {
  const CHANGE: Surrounded = { source: "hatchling", target: "setuptools", gone: [], added: [], scm: null };
  const SCM = { wasStated: true, versionFile: "kit/_version.py" };
  const around = (texts: Readonly<Record<string, string>>, change: Partial<Surrounded>) =>
    surroundingsOf({ ...readTree(texts), git: {} as never }, { ...CHANGE, ...change });

  test("what builds leave behind is ignored; what the migration adds is not", async () => {
    const { edits } = await around(
      { ".gitignore": "dist\nMANIFEST.in\n" },
      { added: ["MANIFEST.in"], scm: SCM },
    );
    expect(edits.map(({ after }) => after)).toEqual(["dist\n/kit/_version.py\n*.egg-info/\n"]);
    expect((await around({ ".gitignore": "*.egg-info/\n" }, {})).edits).toEqual([]);
    expect((await around({}, {})).edits).toEqual([]);
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
    const { edits, notes: told } = await around(files, { scm: SCM });
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
