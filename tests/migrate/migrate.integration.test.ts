import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runHere } from "../support/in-process.ts";
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

  test("of two targets that cannot, the first one says why", () =>
    withProject(
      {
        ...FILES,
        "pyproject.toml": POETRY.replace('readme = "README.md"', 'readme = "README.md"\nbuild = "build.py"'),
      },
      async ({ run }) => {
        const { exit, stdout } = await run();
        expect([exit, stdout.includes("Migration from poetry to setuptools")]).toEqual([1, true]);
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
      "directory of this machine",
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
          "tool.poetry.frobnicate of pyproject.toml is unknown to this migration: it stays as it is",
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

describe("versions from tags", () => {
  const STATIC = {
    "pyproject.toml":
      '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "demo-kit"\nversion = "1.2.0"\n',
    "demo_kit/__init__.py": '"""Kit."""\n\n__version__ = "1.2.0"\n',
    ".gitignore": "dist\n",
  };
  const CITATION = "cff-version: 1.1.0\ntitle: demo-kit\nversion: 1.2.0\n";
  const COPIES = { "demo_kit/cli.py": 'VERSION = "1.2.0"\n', "CITATION.cff": CITATION };

  test(
    "only literals change, tags that disagree are named, and copies that stay are kept in step",
    () =>
      withProject({ ...STATIC, ...COPIES }, async ({ run, git, root, env }) => {
        git("tag", "v1.1.0");
        await mkdir(join(root, "docs"));
        await writeFile(join(root, "docs/x.md"), "x\n");
        git("add", "--all");
        git("commit", "--quiet", "-m", "more");
        git("tag", "v1.2.0");
        const { exit, stdout } = await run("--to", "setuptools", "--scm", "--write", "--no-tests");
        expect([exit, stdout.includes("PASSED")]).toEqual([0, true]);
        expect(stdout).toContain(
          "note: CITATION.cff still states the version: shipwheel version bump raises",
        );
        expect(await readFile(join(root, "demo_kit/cli.py"), "utf8")).toBe(
          "from ._version import __version__ as VERSION\n",
        );
        expect(stdout).toContain("1 of 2 tags mean another version than their tree stated: v1.1.0 (1.2.0)");
        expect(await readFile(join(root, "demo_kit/__init__.py"), "utf8")).toBe(
          '"""Kit."""\n\nfrom ._version import __version__\n',
        );
        expect(await readFile(join(root, ".gitignore"), "utf8")).toBe(
          "dist\n/demo_kit/_version.py\n*.egg-info/\n",
        );
        expect(await readFile(join(root, "pyproject.toml"), "utf8")).toContain('dynamic = ["version"]');

        // The copy that stays is kept in step, and its check holds at the new tag.
        git("add", "--all");
        git("commit", "--quiet", "-m", "migrate");
        const bump = await runHere(["version", "bump", "minor", root], { env });
        expect([bump.exit, git("show", "v1.3.0:CITATION.cff")]).toEqual([
          0,
          CITATION.replace("1.2.0", "1.3.0"),
        ]);
        expect((await runHere(["version", "check", root], { env })).exit).toBe(0);
      }),
    120_000,
  );

  test("this commit and every tag are shown before and after, in the project's own form of tags", () =>
    withProject(STATIC, async ({ run, git }) => {
      git("tag", "release/1.3.0");
      git("tag", "release/1.2.0");
      git("commit", "--quiet", "--allow-empty", "-m", "later");
      git("tag", "release/1.1.0");
      git("tag", "nightly-7");
      git("commit", "--quiet", "--allow-empty", "-m", "latest");
      const { stdout } = await run("--to", "setuptools", "--scm");
      expect(stdout).toContain("\n(this commit)  1.2.0   1.1.1.dev1\n");
      expect(stdout).toMatch(/\nrelease\/1\.1\.0\s+1\.2\.0 +1\.1\.0 +differs\n/);
      expect(stdout).toMatch(/\nrelease\/1\.3\.0\s+1\.2\.0 +1\.3\.0 +differs, out of order\n/);
      expect(stdout).toMatch(/\nrelease\/1\.2\.0\s+1\.2\.0 +1\.2\.0 /);
      expect(stdout).not.toMatch(/\nnightly-7/);
      expect(stdout).toContain("setuptools-scm's default would misread nightly-7, release/1.1.0");
      expect(stdout).toContain("this commit is 1.1.1.dev1 by its tags, below 1.2.0");
      expect(stdout).toContain("+tag_regex = ");
    }));

  test("a tag at HEAD that means another version is refused", () =>
    withProject(STATIC, async ({ run, git }) => {
      git("tag", "v1.3.0");
      const { exit, stdout } = await run("--to", "setuptools", "--scm");
      expect([exit, stdout.includes("HEAD is tagged v1.3.0, and the project states 1.2.0")]).toEqual([
        1,
        true,
      ]);
    }));

  test("in a folder of a repository, and of trees in another encoding", () =>
    withProject({ "README.md": "kits\n" }, async ({ root, git, env }) => {
      const project = join(root, "kit");
      await mkdir(join(project, "demo_kit"), { recursive: true });
      for (const version of ["1.0.0", "1.1.0"]) {
        const script = `# André, twice: é\nsetup(name="demo-kit", version="${version}")\n`;
        await writeFile(join(project, "setup.py"), Buffer.from(script, "latin1"));
        git("add", "--all");
        git("commit", "--quiet", "-m", version);
        git("tag", `v${version}`);
      }
      git("rm", "--quiet", "kit/setup.py");
      for (const [path, text] of Object.entries(STATIC)) await writeFile(join(project, path), text);
      git("add", "--all");
      git("commit", "--quiet", "-m", "1.2.0");
      git("tag", "v1.2.0");
      const { stdout } = await runHere(["migrate", project, "--to", "setuptools", "--scm"], { env });
      expect(stdout).toContain("\n(this commit)  1.2.0   1.2.0\n");
      for (const version of ["1.0.0", "1.1.0", "1.2.0"])
        expect(stdout).toMatch(new RegExp(`\nv${version} +${version} +${version}\n`));
      expect(stdout).toContain('+root = ".."\n');
    }));
});
