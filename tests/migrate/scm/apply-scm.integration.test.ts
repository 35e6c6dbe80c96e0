import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runHere } from "../../support/in-process.ts";
import { withProject } from "../project.ts";

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
          "note: CITATION.cff still states the version: shipwheel version bump updates",
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
