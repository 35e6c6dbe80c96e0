import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FILES, POETRY, withProject } from "./project.ts";

describe("a project of Poetry", () => {
  test(
    "is shown, proven, written, and taken back byte for byte",
    () =>
      withProject(FILES, async ({ run, root, git }) => {
        const preview = await run("--diff");
        expect(preview.exit).toBe(1);
        expect(preview.stdout).toContain("+    # the web");
        expect(preview.stdout).toContain("+Build it: `python -m build`");
        expect(git("status", "--porcelain")).toBe("");

        const written = await run("--write", "--guide");
        expect([written.exit, written.stderr]).toEqual([0, ""]);
        expect(written.stdout).toContain("PASSED");
        expect(written.stdout).toMatch(/requires-dist\s+2\s+0\s+0/);
        expect(written.stdout).toContain("intended author:Bea <bea@good.dev>: Poetry writes only the first");
        const text = await readFile(join(root, "pyproject.toml"), "utf8");
        for (const kept of ["# packaging", "# the name on PyPI", "# the web", "line-length = 100  # stays"])
          expect(text).toContain(kept);
        expect(text).not.toContain("poetry");
        expect(await readFile(join(root, "MIGRATION.md"), "utf8")).toContain("## The way back");

        const undone = await run("--undo");
        expect(undone.exit).toBe(0);
        expect(git("status", "--porcelain")).toBe("");
      }),
    120_000,
  );

  test(
    "a defect stops the writing, and can be accepted by name with a reason",
    () =>
      // For setuptools the folder's name is a pattern, which the folder does not fit.
      withProject({ ...FILES, "demo_kit/v1.[0]/schema.json": "{}\n" }, async ({ run, git, root }) => {
        const defect = "wheel-file:demo_kit/v1.[0]/schema.json";
        const write = ["--to", "setuptools", "--write", "--no-tests", "--reason", "nobody reads it"];
        const sdist = ["--accept", "sdist-file:demo_kit/v1.[0]/schema.json"];
        const stopped = await run(...write, ...sdist);
        expect([stopped.exit, stopped.stdout]).toEqual([1, expect.stringContaining(`defect ${defect}\n`)]);
        expect(stopped.stdout).toContain(`1 defect; nothing was written. To accept it: --accept '${defect}'`);
        expect(git("status", "--porcelain")).toBe("");

        const accepted = await run(...write, ...sdist, "--accept", defect);
        expect([accepted.exit, accepted.stdout]).toEqual([
          0,
          expect.stringContaining(`accepted ${defect}: nobody reads it`),
        ]);
        expect(await readFile(join(root, "pyproject.toml"), "utf8")).toContain("setuptools.build_meta");
      }),
    120_000,
  );
});

describe("--to auto", () => {
  test(
    "takes hatchling when setuptools builds another wheel, and says why",
    () =>
      withProject({ ...FILES, "demo_kit/v1.[0]/schema.json": "{}\n" }, async ({ run, root }) => {
        const { exit, stdout } = await run("--write", "--no-tests");
        expect([exit, stdout.includes("Migration from poetry to hatchling")]).toEqual([0, true]);
        expect(stdout).toContain(
          "note: not setuptools: its build differs in wheel-file:demo_kit/v1.[0]/schema.json",
        );
        expect(stdout).toContain("not tried: tests: --no-tests");
        expect(await readFile(join(root, "pyproject.toml"), "utf8")).toContain("hatchling.build");
      }),
    120_000,
  );

  test("where no target can, all obstacles are named, and no way leads to one of them", () =>
    withProject(
      {
        ...FILES,
        "demo_kit/secret.py": "",
        "pyproject.toml": POETRY.replace(
          'readme = "README.md"',
          'readme = ["README.md", "CHANGELOG.md"]\nexclude = ["**/secret.py"]',
        ),
      },
      async ({ run }) => {
        const { exit, stdout } = await run();
        expect([exit, stdout.includes("Migration from poetry to setuptools")]).toEqual([1, true]);
        expect(stdout).toContain("help: move the module out of the package\n");
        expect(stdout).toContain("help: join them into one file\n");
        expect((await run("--to", "hatchling")).stdout).toContain(
          "migrate to setuptools (--to setuptools), or join",
        );
      },
    ));
});

describe("what is refused", () => {
  test.each([
    [
      "a constraint without a PEP 440 form",
      { "pyproject.toml": POETRY.replace('"^23.1"', '"1.2.3 || 1.2.5"') },
      "has no PEP 440 form",
    ],
    [
      "a build script",
      {
        "pyproject.toml": POETRY.replace('readme = "README.md"', 'readme = "README.md"\nbuild = "build.py"'),
      },
      "builds parts of the wheel",
    ],
    [
      "a dependency on a path",
      { "pyproject.toml": POETRY.replace('"^23.1"', '{ path = "../attrs" }') },
      "directory on this machine",
    ],
    [
      "merge conflict markers",
      { "pyproject.toml": `<<<<<<< HEAD\n${POETRY}=======\n>>>>>>> other\n` },
      "conflict markers",
    ],
    [
      "no project at all",
      { "pyproject.toml": "[tool.black]\n", "demo_kit/__init__.py": "", "other/__init__.py": "" },
      "no supported build backend",
    ],
    [
      "a backend that is no source",
      { "pyproject.toml": '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n' },
      "the project is built by maturin, which shipwheel cannot migrate\n  help: keep this backend: projects that are built by Poetry, Hatchling, Flit, PDM, uv_build, or setuptools can be migrated",
    ],
    [
      "setup.py that fails",
      { "pyproject.toml": "", "setup.py": "raise ValueError('no')\n" },
      "ValueError: no",
    ],
    [
      "setup.py that ends",
      { "pyproject.toml": "", "setup.py": "import sys\nsys.exit(3)\n" },
      "exit status 3",
    ],
  ])(
    "%s",
    (_, change, message) =>
      withProject({ ...FILES, ...change }, async ({ run, git }) => {
        const { exit, stdout, stderr } = await run("--write");
        expect([exit !== 0, (stdout + stderr).includes(message) ? message : stdout + stderr]).toEqual([
          true,
          message,
        ]);
        expect(git("status", "--porcelain")).toBe("");
      }),
    120_000,
  );

  test("files with uncommitted changes, unless allowed", () =>
    withProject(FILES, async ({ run, root }) => {
      await writeFile(join(root, "pyproject.toml"), POETRY.replace("A kit", "A fine kit"));
      const { exit, stderr } = await run("--write");
      expect(exit).toBe(2);
      expect(stderr).toContain("--allow-dirty");
    }));

  test(
    "a read-only file: nothing is written",
    () =>
      withProject(FILES, async ({ run, root, git }) => {
        await chmod(join(root, "pyproject.toml"), 0o444);
        const { exit, stderr } = await run("--write");
        expect([exit, stderr.includes("read-only")]).toEqual([2, true]);
        expect(git("status", "--porcelain")).toBe("");
      }),
    120_000,
  );
});

describe("what stays as it is", () => {
  test("CRLF and tabs", () =>
    withProject(
      {
        ...FILES,
        "pyproject.toml": POETRY.replace(
          'authors = ["Ada Byron <ada@good.dev>", "Bea <bea@good.dev>"]',
          'authors = [\n\t"Ada Byron <ada@good.dev>",\n]',
        ).replaceAll("\n", "\r\n"),
      },
      async ({ run }) => {
        const { stdout } = await run("--json");
        const { edits } = JSON.parse(stdout) as { edits: readonly { path: string; after: string }[] };
        const after = edits.find(({ path }) => path === "pyproject.toml")?.after ?? "";
        expect(after.replaceAll("\r\n", "")).not.toContain("\n");
        expect(after).toContain('\r\n\t"Programming Language :: Python :: 3",');
      },
    ));

  test("unknown keys are named", () =>
    withProject(
      { ...FILES, "pyproject.toml": POETRY.replace('license = "MIT"', 'license = "MIT"\nfrobnicate = true') },
      async ({ run }) => {
        expect((await run()).stdout).toContain(
          "tool.poetry.frobnicate of pyproject.toml is unknown to this migration and is kept unchanged",
        );
      },
    ));

  test(
    "one commit on a branch",
    () =>
      withProject(FILES, async ({ run, git }) => {
        const { exit } = await run("--write", "--no-tests", "--branch", "setuptools");
        expect(exit).toBe(0);
        expect(git("log", "--format=%s", "main..setuptools").trim()).toBe(
          "build: migrate from poetry to setuptools",
        );
        expect(git("status", "--porcelain")).toBe("");

        const undone = await run("--undo");
        expect([undone.exit, undone.stdout]).toEqual([
          0,
          expect.stringContaining("Deleted the branch setuptools, which held nothing else"),
        ]);
        expect(git("branch", "--format=%(refname:short)")).toBe("main\n");
        expect(git("status", "--porcelain")).toBe("");
      }),
    120_000,
  );
});
