import { describe, expect, test } from "vitest";
import { bumpedText } from "../../../src/migrate/surroundings/bumped-file.ts";
import {
  commandChanges,
  rewriteCommands,
  type GoneProgram,
} from "../../../src/migrate/surroundings/commands.ts";
import type { CommandPlace } from "../../../src/migrate/surroundings/command-files.ts";
import { poetryGoesOn } from "../../../src/migrate/surroundings/poetry-goes-on.ts";
import { readTree } from "../support.ts";

const ALL: ReadonlySet<GoneProgram> = new Set<GoneProgram>(["poetry", "flit", "setup.py"]);

function written(text: string, place: CommandPlace): string {
  return rewriteCommands(text, place, ALL).text;
}

test.each<[CommandPlace, string, string]>([
  ["runner", "poetry build -f wheel && ls", "pipx run build --wheel && ls"],
  ["runner", "python -m poetry build", "pipx run build"],
  ["runner", "pipx run poetry build --format=sdist -n", "pipx run build --sdist"],
  ["bare", "poetry build", "python -m pip install build && python -m build"],
  ["bare", "RUN poetry build -f wheel", "RUN python -m pip install build && python -m build --wheel"],
  ["person", "\t@poetry build -o out", "\t@python -m build --outdir out"],
  ["person", "$(POETRY) build", "python -m build"],
  ["prose", "Run `poetry build`.", "Run `python -m build`."],
  ["prose", "poetry build makes a wheel", "python -m build makes a wheel"],
  ["person", "flit publish", "python -m build && python -m twine upload dist/*"],
  ["person", "poetry publish", "python -m twine upload dist/*"],
  [
    "bare",
    "poetry publish --build -u __token__ -p $TOKEN --skip-existing",
    "python -m pip install build twine && python -m build && python -m twine upload --username __token__ --password $TOKEN --skip-existing dist/*",
  ],
  [
    "person",
    "\tpoetry publish -u $(USER) -p $(PASS)",
    "\tpython -m twine upload --username $(USER) --password $(PASS) dist/*",
  ],
  [
    "tox",
    "[testenv:pkg]\ncommands = poetry build\n",
    "[testenv:pkg]\ndeps = build\ncommands = python -m build\n",
  ],
  [
    "tox",
    "[testenv]\ndeps = pytest\ncommands =\n    poetry publish --build\n",
    "[testenv]\ndeps =\n    pytest\n    build\n    twine\ncommands =\n    python -m build\n    python -m twine upload dist/*\n",
  ],
  [
    "nox",
    '    s.run("poetry", "build", external=True)\n',
    '    s.install("build")\n    s.run("python", "-m", "build")\n',
  ],
  [
    "nox",
    '    s.run(\n        "poetry",\n        "publish",\n        "--build",\n        "-r", "testpypi",\n        external=True,\n    )\n',
    '    s.install("build", "twine")\n    s.run("python", "-m", "build")\n    s.run("python", "-m", "twine", "upload", "--repository", "testpypi", "dist/*")\n',
  ],
  [
    "nox",
    's.run("poetry", "build", "-f", "wheel", "-o", "out")\n',
    's.install("build")\ns.run("python", "-m", "build", "--wheel", "--outdir", "out")\n',
  ],
  [
    "nox",
    's.run("python", "setup.py", "sdist")\n',
    's.install("build")\ns.run("python", "-m", "build", "--sdist")\n',
  ],
  [
    "nox",
    's.run("flit", "publish")\n',
    's.install("build", "twine")\ns.run("python", "-m", "build")\ns.run("python", "-m", "twine", "upload", "dist/*")\n',
  ],
  ["person", "python setup.py sdist bdist_wheel", "python -m build"],
  ["runner", "python3 setup.py bdist_wheel --universal", "python3 -m build --wheel"],
  ["person", "$(PYTHON) setup.py install --user", "$(PYTHON) -m pip install --user ."],
  ["person", "\tpython setup.py develop", "\tpython -m pip install -e ."],
  ["prose", "python setup.py install to get it", "python -m pip install . to get it"],
  [
    "person",
    "python setup.py clean sdist upload -r testpypi",
    "python -m build --sdist && python -m twine upload --repository testpypi dist/*",
  ],
])("%s: %s", (place, before, after) => {
  expect(written(before, place)).toBe(after);
});

describe("credentials go where twine looks", () => {
  const changes = async (text: string, path = ".github/workflows/a.yml") => {
    const { edits, notes } = await commandChanges(readTree({ [path]: text }), ALL);
    return { text: edits[0]?.after ?? text, notes };
  };

  test("variables of the step", async () => {
    const { text, notes } = await changes(
      "      - env:\n          POETRY_PYPI_TOKEN_PYPI: ${{ secrets.T }}\n        run: poetry publish\n",
    );
    expect(text).toBe(
      "      - env:\n          TWINE_USERNAME: __token__\n          TWINE_PASSWORD: ${{ secrets.T }}\n        run: pipx run twine upload dist/*\n",
    );
    expect(notes).toEqual([]);
  });

  test("in one line, a user and a password, and Flit's", async () => {
    expect(
      (await changes('env: {POETRY_PYPI_TOKEN_PYPI: "${{ secrets.T }}"}\nrun: poetry publish')).text,
    ).toBe(
      'env: {TWINE_USERNAME: __token__, TWINE_PASSWORD: "${{ secrets.T }}"}\nrun: pipx run twine upload dist/*',
    );
    expect(
      (
        await changes(
          "  POETRY_HTTP_BASIC_PYPI_USERNAME: u\n  POETRY_HTTP_BASIC_PYPI_PASSWORD: p\nrun: poetry publish",
        )
      ).text,
    ).toBe("  TWINE_USERNAME: u\n  TWINE_PASSWORD: p\nrun: pipx run twine upload dist/*");
    expect((await changes("  FLIT_USERNAME: u\n  FLIT_PASSWORD: p\nrun: flit publish")).text).toBe(
      "  TWINE_USERNAME: u\n  TWINE_PASSWORD: p\nrun: pipx run build && pipx run twine upload dist/*",
    );
    expect((await changes("\tPOETRY_PYPI_TOKEN_PYPI=$T poetry publish\n", "Makefile")).text).toBe(
      "\tTWINE_USERNAME=__token__ TWINE_PASSWORD=$T python -m twine upload dist/*\n",
    );
  });

  test("poetry config before it, in this step or another", async () => {
    expect(
      (
        await changes(
          "- run: |\n    poetry config pypi-token.pypi ${{ secrets.T }}\n    poetry publish --build\n",
        )
      ).text,
    ).toBe(
      "- run: |\n    pipx run build && pipx run twine upload --username __token__ --password ${{ secrets.T }} dist/*\n",
    );
    const other = await changes(
      "- run: poetry config pypi-token.pypi ${{ secrets.T }}\n- name: poetry publish\n  run: poetry publish\n",
    );
    expect(other.text).toBe(
      "- run: poetry config pypi-token.pypi ${{ secrets.T }}\n- name: poetry publish\n  run: pipx run twine upload --username __token__ --password ${{ secrets.T }} dist/*\n",
    );
    expect((await changes("- run: poetry config pypi-token.pypi $T && poetry publish\n")).text).toBe(
      "- run: pipx run twine upload --username __token__ --password $T dist/*\n",
    );
  });

  test("an index of its own by its address", async () => {
    expect(
      (
        await changes(
          "- poetry config repositories.own https://e.dev/\n- poetry config http-basic.own u $P\n- poetry publish -r own\n",
          ".gitlab-ci.yml",
        )
      ).text,
    ).toContain(
      "- python -m pip install twine && python -m twine upload --repository-url https://e.dev/ --username u --password $P dist/*",
    );
  });

  test.each([
    ["nothing says with what", "run: poetry publish"],
    ["a shell variable of another step", "- run: poetry config pypi-token.pypi $T\n- run: poetry publish\n"],
    ["an index that nobody names", "env: {POETRY_PYPI_TOKEN_OWN: x}\nrun: poetry publish -r own"],
    [
      "two indexes in one file",
      "A: {POETRY_PYPI_TOKEN_PYPI: x, POETRY_PYPI_TOKEN_TESTPYPI: y}\nrun: poetry publish",
    ],
    ["an option that twine has not", "env: {POETRY_PYPI_TOKEN_PYPI: x}\nrun: poetry publish --dry-run"],
  ])("else the command stays and is named: %s", async (_, text) => {
    const { text: after, notes } = await changes(text);
    expect(after).toBe(text);
    expect(notes).toEqual([
      expect.stringMatching(/^\.github\/workflows\/a\.yml:\d: change by hand: poetry publish/),
    ]);
  });

  test("a person is told of what asks, and a job gives the variables to its Makefile", async () => {
    const { edits, notes } = await commandChanges(
      readTree({
        Makefile: "up:\n\tpoetry publish\n",
        ".gitlab-ci.yml": "variables:\n  POETRY_PYPI_TOKEN_PYPI: $T\nscript: make up\n",
      }),
      ALL,
    );
    expect(edits.map(({ after }) => after)).toContain(
      "variables:\n  TWINE_USERNAME: __token__\n  TWINE_PASSWORD: $T\nscript: make up\n",
    );
    expect(notes).toEqual([expect.stringContaining("(Makefile:2)")]);
  });
});

describe("what stays is named", () => {
  const left = (text: string, place: CommandPlace): readonly string[] =>
    rewriteCommands(text, place, ALL).left.map(({ line, command, help }) => `${line} ${command} ${help}`);

  test.each<[CommandPlace, string, string]>([
    [
      "person",
      "t:\n\tpython setup.py test\n",
      "2 python setup.py test setup.py is removed; instead: python -m pytest",
    ],
    [
      "tox",
      "commands=\n  python setup.py check -r -s\n",
      "2 python setup.py check -r -s setup.py is removed; instead: python -m build",
    ],
    [
      "person",
      "V=$(python setup.py --version)",
      "1 python setup.py --version setup.py is removed; read the installed version",
    ],
    [
      "person",
      "./setup.py build_sphinx",
      "1 ./setup.py build_sphinx setup.py is removed; instead: sphinx-build",
    ],
    [
      "person",
      "python setup.py egg_info -b dev sdist",
      "1 python setup.py egg_info -b dev sdist setup.py is removed",
    ],
    [
      "nox",
      's.run("poetry", "publish", *s.posargs)',
      '1 s.run("poetry", "publish", *s.posargs) pass TWINE_USERNAME',
    ],
    [
      "nox",
      's.run("poetry", "publish", "-r", "mine")',
      '1 s.run("poetry", "publish", "-r", "mine") pass TWINE_USERNAME',
    ],
    [
      "nox",
      's.run("poetry", "build", "--local-version", "x")',
      '1 s.run("poetry", "build", "--local-version", "x") use the build command',
    ],
  ])("%s: %s", (place, text, expected) => {
    expect(written(text, place)).toBe(text);
    expect(left(text, place)).toEqual([expect.stringContaining(expected)]);
  });

  test("an action that publishes with Poetry", async () => {
    const { notes } = await commandChanges(
      readTree({ ".github/workflows/a.yml": "- uses: JRubics/poetry-publish@v2\n" }),
      ALL,
    );
    expect(notes).toEqual([expect.stringContaining("a.yml:1: change by hand: JRubics/poetry-publish@v2")]);
  });

  test("only what is gone", () => {
    expect(rewriteCommands("poetry build; python setup.py sdist", "person", new Set(["flit"])).text).toBe(
      "poetry build; python setup.py sdist",
    );
  });

  test("a stale poetry.lock, and what goes on to install with Poetry", async () => {
    const workflow = { ".github/workflows/a.yml": "run: |\n  poetry install\n" };
    expect(await poetryGoesOn(readTree({ ...workflow, "poetry.lock": "" }))).toEqual([
      expect.stringMatching(/^poetry\.lock no longer fits .*a\.yml:2.*run poetry lock with Poetry 2\.2/),
    ]);
    expect(await poetryGoesOn(readTree(workflow))).toEqual([expect.stringContaining("Poetry 2.2")]);
    expect(await poetryGoesOn(readTree({ "a.py": "" }))).toEqual([]);
  });
});

test("bump2version changes pyproject.toml instead of setup.py", () => {
  expect(
    bumpedText(
      '[bumpversion:file:setup.py]\nsearch = version="{current_version}"\nreplace = version="{new_version}"\n\n[bumpversion:file:a.py]\nsearch = x\n',
    ),
  ).toBe(
    '[bumpversion:file:pyproject.toml]\nsearch = version = "{current_version}"\nreplace = version = "{new_version}"\n\n[bumpversion:file:a.py]\nsearch = x\n',
  );
});

test("lines that are added end as the others do", async () => {
  const path = ".github/workflows/release.yml";
  const env = "    env:\r\n      POETRY_PYPI_TOKEN_PYPI: ${{ secrets.T }}\r\n";
  const tree = readTree({ [path]: `steps:\r\n  - run: poetry publish --build\r\n${env}` });
  const { edits } = await commandChanges(tree, ALL);
  expect(edits[0]?.after).toContain(
    "TWINE_USERNAME: __token__\r\n      TWINE_PASSWORD: ${{ secrets.T }}\r\n",
  );
  expect(edits[0]?.after).not.toMatch(/(?<!\r)\n/);
});
