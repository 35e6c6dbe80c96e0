import { chmod, lstat, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FILES, POETRY, withProject } from "./project.ts";

const HATCH =
  '[project]\nname = "demo-kit"\nversion = "1.0"\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n';
const SETUP = { "demo_kit/__init__.py": "", "README.md": "# demo\n" };

/** The exit code of a preview, and which of these texts it does not say; nothing may have changed. */
async function preview(
  files: Readonly<Record<string, string>>,
  ...texts: readonly string[]
): Promise<{ readonly exit: number | null; readonly missing: readonly string[]; readonly changed: string }> {
  let seen: Awaited<ReturnType<typeof preview>> = { exit: null, missing: texts, changed: "" };
  await withProject(files, async ({ run, git }) => {
    const { exit, stdout, stderr } = await run();
    const missing = texts.filter((text) => !(stdout + stderr).includes(text));
    seen = { exit, missing, changed: git("status", "--porcelain") };
  });
  return seen;
}

const SAID = { missing: [], changed: "" };

describe("what cannot be read", () => {
  test("setup.cfg in another encoding: its line, and the command that mends it", () =>
    withProject(
      { ...SETUP, "setup.py": "from setuptools import setup\nsetup()\n" },
      async ({ run, root }) => {
        const text = "[metadata]\nname = demo-kit\nauthor = André\n";
        await writeFile(join(root, "setup.cfg"), Buffer.from(text, "latin1"));
        const { exit, stderr } = await run();
        expect([exit, stderr]).toEqual([2, expect.stringContaining("setup.cfg is not UTF-8: line 3")]);
        expect(stderr).toContain("iconv -f latin1 -t utf-8 setup.cfg > utf-8.txt && mv utf-8.txt setup.cfg");
      },
    ));

  test("setup.py that needs the network, with what Python said", async () => {
    expect(
      await preview(
        {
          ...SETUP,
          "setup.py":
            'import socket\nsocket.create_connection(("127.0.0.1", 1), timeout=2)\nfrom setuptools import setup\nsetup(name="demo-kit")\n',
        },
        "setup.py could not be run: ConnectionRefusedError",
        "make setup.py run without network",
      ),
    ).toEqual({ ...SAID, exit: 3 });
  }, 60_000);

  test("setup.py that ends without a word", async () => {
    expect(
      await preview(
        { ...SETUP, "setup.py": "import os\nos._exit(3)\n" },
        "setup.py could not be run: it printed nothing",
        "make setup.py run",
      ),
    ).toEqual({ ...SAID, exit: 3 });
  }, 60_000);

  test("merge conflict markers, with line endings of Windows too", async () => {
    expect(
      await preview(
        {
          ...FILES,
          "pyproject.toml": `<<<<<<< HEAD\n${POETRY}=======\n>>>>>>> other\n`.replaceAll("\n", "\r\n"),
        },
        "pyproject.toml contains merge conflict markers",
      ),
    ).toEqual({ ...SAID, exit: 2 });
  });
});

describe("what contradicts itself", () => {
  const BOTH = `[project]\nname = "demo-kit"\nversion = "1.0"\ndescription = "A"\nrequires-python = ">=3.9"\ndependencies = ["attrs>=23"]\n\n[tool.poetry]\nversion = "2.0"\ndescription = "B"\n\n[tool.poetry.dependencies]\nattrs = "^23"\nidna = "^3"\n\n[build-system]\nrequires = ["poetry-core>=2.0"]\nbuild-backend = "poetry.core.masonry.api"\n`;

  test("[project] and [tool.poetry]: each contradiction is named, and [project] counts", async () => {
    expect(
      await preview(
        { ...FILES, "pyproject.toml": BOTH },
        'contradict each other: version is "1.0" and "2.0"; [project] takes precedence',
        'contradict each other: description is "A" and "B"; [project] takes precedence',
        "idna>=3,<4 is a dependency in [tool.poetry] but not in [project], which takes precedence",
      ),
    ).toEqual({ ...SAID, exit: 0 });
  });

  test("a constraint without a PEP 440 form: the alternatives, word for word", async () => {
    expect(
      await preview(
        { ...FILES, "pyproject.toml": POETRY.replace('"^23.1"', '"1.2.3 || 1.2.5"') },
        'attrs: "1.2.3 || 1.2.5" has no PEP 440 form',
        'choose one of the alternatives: "==1.2.3" or "==1.2.5"',
      ),
    ).toEqual({ ...SAID, exit: 1 });
  });

  test("setup.py beside [project] goes, and is named", async () => {
    expect(
      await preview(
        {
          ...SETUP,
          "pyproject.toml":
            '[project]\nname = "demo-kit"\nversion = "1.1"\n\n[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "setuptools.build_meta"\n',
          "setup.py":
            'from setuptools import find_packages, setup\nsetup(name="demo-kit", version="1.0", packages=find_packages())\n',
        },
        "setup.py describes the project a second time; [project] takes precedence",
        "--- a/setup.py",
      ),
    ).toEqual({ ...SAID, exit: 0 });
  }, 60_000);
});

describe("what cannot be written is said before anything is built", () => {
  test.each([
    [
      "a read-only file",
      async (root: string) => chmod(join(root, "pyproject.toml"), 0o444),
      "cannot write pyproject.toml (it is read-only)",
    ],
    [
      "a link out of the project",
      async (root: string) => {
        await rename(join(root, "pyproject.toml"), join(root, "..", "shared.toml"));
        await symlink(join("..", "shared.toml"), join(root, "pyproject.toml"));
      },
      "pyproject.toml is a link out of the project",
    ],
  ])("%s", (_, change, message) =>
    withProject(FILES, async ({ run, root }) => {
      await change(root);
      const { exit, stderr } = await run("--write", "--allow-dirty");
      expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
      expect(await readFile(join(root, "README.md"), "utf8")).toBe(FILES["README.md"]);
    }),
  );

  test(
    "a link within the project stays one, and comes back",
    () =>
      // Poetry itself builds no project whose pyproject.toml is a link.
      withProject({ ...FILES, "pyproject.toml": HATCH }, async ({ run, root, git }) => {
        await rename(join(root, "pyproject.toml"), join(root, "real.toml"));
        await symlink("real.toml", join(root, "pyproject.toml"));
        git("add", "--all");
        git("commit", "--quiet", "-m", "link");
        const written = await run("--write", "--no-tests");
        expect([written.exit, written.stdout]).toEqual([0, expect.anything()]);
        expect((await lstat(join(root, "pyproject.toml"))).isSymbolicLink()).toBe(true);
        expect(await readFile(join(root, "real.toml"), "utf8")).toContain("[project]");
        // A second run has nothing to do, and leaves the way back open.
        expect((await run("--write")).stdout).toContain("Nothing to migrate");
        expect((await run("--undo")).exit).toBe(0);
        expect(git("status", "--porcelain")).toBe("");
      }),
    120_000,
  );
});
