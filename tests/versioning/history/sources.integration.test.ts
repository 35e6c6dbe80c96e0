import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gitRepository, temporaryDirectory, writeFiles } from "../../support/git.ts";
import { ask, faultOf, kindOf, SCM, scheme, tagged } from "../../support/history-version.ts";

describe("where the state comes from", () => {
  test("a linked worktree, a detached HEAD, a submodule", async () => {
    using repository = tagged();
    using other = temporaryDirectory();
    const linked = join(other.path, "linked");
    repository.git("worktree", "add", "--quiet", "-b", "topic/x", linked);
    expect(await ask(linked)).toMatchObject({ public: "1.2.1.dev1", branch: "topic/x", processes: 1 });
    repository.git("checkout", "--quiet", "--detach");
    expect((await ask(repository.root)).branch).toBe("HEAD");
  });

  test("what CI checks out of a pull request: its merge, whole and cut off, and a tag alone", async () => {
    using repository = gitRepository();
    using other = temporaryDirectory();
    repository.commit("feat: a", { "pyproject.toml": scheme("release-branch-semver") });
    repository.tag("v1.0.0", "first");
    repository.git("switch", "--quiet", "-c", "topic");
    repository.commit("fix: b", { f: "1\n" });
    repository.git("switch", "--quiet", "main");
    repository.commit("docs: c", { g: "2\n" });
    repository.git("switch", "--quiet", "--detach");
    repository.git("merge", "--quiet", "--no-ff", "topic", "-m", "Merge abc into def");
    repository.git("update-ref", "refs/pull/7/merge", "HEAD");
    repository.git("switch", "--quiet", "main");
    const from = `file://${repository.root}`;
    const clone = (name: string, ...options: readonly string[]): string => {
      const path = join(other.path, name);
      repository.git("clone", "--quiet", ...options, from, path);
      return path;
    };
    const [whole, cut, tag] = [
      clone("whole"),
      clone("cut", "--depth=1", "--no-tags"),
      clone("tag", "--depth=1", "--branch=v1.0.0"),
    ];
    for (const [path, ...options] of [[whole], [cut, "--depth=1", "--no-tags"]] as const) {
      repository.git("-C", path, "fetch", "--quiet", ...options, "origin", "refs/pull/7/merge");
      repository.git("-C", path, "checkout", "--quiet", "--detach", "FETCH_HEAD");
    }
    // As `python -m setuptools_scm` of setuptools-scm 10.3.4 in the same checkouts.
    expect((await ask(whole)).public).toBe("1.1.0.dev3");
    expect((await ask(tag)).public).toBe("1.0.0");
    const shallow = await ask(cut);
    expect(shallow.public).toBe("0.1.0.dev1");
    expect(shallow.warnings.join("\n")).toContain("git fetch --unshallow --tags");
  });

  test("a repository without a commit", async () => {
    using repository = gitRepository();
    repository.write({ "pyproject.toml": scheme("calver-by-date") });
    expect(await ask(repository.root)).toMatchObject({
      node: null,
      dirty: true,
      branch: "main",
      distance: 0,
    });
  });

  test("a .git that is none, and no git at all, are told apart", async () => {
    using directory = temporaryDirectory();
    writeFiles(directory.path, { "pyproject.toml": SCM, ".git/HEAD": "nonsense" });
    expect((await faultOf(directory.path)).message).toContain("not a repository");
    expect((await faultOf(directory.path, { PATH: "/nowhere" })).message).toContain("git was not found");
    writeFiles(directory.path, { "PKG-INFO": "Version: 3.0\n\nVersion: 4.0\n" });
    expect(await ask(directory.path)).toMatchObject({ version: "3.0", source: "PKG-INFO" });
  });

  test("the repository above is named in the cure", async () => {
    using repository = tagged();
    repository.write({ "sub/pyproject.toml": SCM });
    expect((await faultOf(join(repository.root, "sub"))).remedy).toContain(repository.root);
  });

  test("Mercurial and Jujutsu are refused by name", async () => {
    using repository = tagged();
    mkdirSync(join(repository.root, ".jj"));
    expect((await faultOf(repository.root)).message).toContain("Jujutsu");
    expect((await ask(repository.root, { VCS_VERSIONING_DISABLE_JJ: "1" })).public).toBe("1.2.1.dev1");
    mkdirSync(join(repository.root, ".hg"));
    expect((await faultOf(repository.root, { SETUPTOOLS_SCM_DISABLE_JJ: "1" })).message).toContain(
      "Mercurial",
    );
  });

  test("archives of Mercurial, and scm_version.json before them", async () => {
    using directory = temporaryDirectory();
    const pyproject = `${SCM}local_scheme = "node-and-date"\n`;
    const archive = (text: string): void =>
      writeFiles(directory.path, { "pyproject.toml": pyproject, ".hg_archival.txt": text });
    archive("repo: x\nnode: 0123456789abcdef\nlatesttag: v1.0\nlatesttagdistance: 3\nbranch: default\n");
    expect((await ask(directory.path)).version).toBe("1.1.dev3+h0123456789");
    archive("node: 0123456789abcdef\ntag: 2.0\n");
    expect((await ask(directory.path)).version).toBe("2.0");
    archive("node: 0123456789abcdef\n");
    expect((await ask(directory.path)).version).toBe("0.0");
    writeFiles(directory.path, { "x.egg-info/scm_version.json": "not json" });
    expect((await ask(directory.path)).warnings).toEqual(["scm_version.json cannot be read"]);
    const data = {
      tag: "1.5",
      distance: 2,
      node: "gabc",
      dirty: true,
      branch: "main",
      node_date: "2025-01-02",
    };
    writeFiles(directory.path, { "x.egg-info/scm_version.json": JSON.stringify(data) });
    const found = await ask(directory.path, { SOURCE_DATE_EPOCH: "1_748_736_000" });
    expect(found).toMatchObject({ version: "1.6.dev2+gabc.d20250601", source: "scm_version.json" });
  });

  test("an archive's references, and one that was not filled in", async () => {
    using directory = temporaryDirectory();
    writeFiles(directory.path, {
      "pyproject.toml": SCM,
      ".git_archival.txt": "node: abc\n continued\nref-names: HEAD -> main, tag: nonsense, tag: v1.4\n",
    });
    expect(await ask(directory.path)).toMatchObject({
      version: "1.4",
      tag: "v1.4",
      source: ".git_archival.txt",
    });
    writeFiles(directory.path, { ".git_archival.txt": "node: $Format:%H$\n" });
    expect(await kindOf(directory.path)).toBe("no-version");
  });

  // setuptools-scm#1522
  test("a package's own archive file counts, not that of the repository's root", async () => {
    using directory = temporaryDirectory();
    const archive = (name: string): string =>
      `node: ${"1".repeat(40)}\nnode-date: 2024-01-01T00:00:00+00:00\ndescribe-name: ${name}-g1111111\n`;
    writeFiles(directory.path, {
      ".git_archival.txt": archive("v9.9.9-42"),
      "packages/pkg-a/.git_archival.txt": archive("pkg-a/v1.0.0-3"),
      "packages/pkg-a/pyproject.toml": `${SCM}root = "../.."\ntag.prefix = "pkg-a/"\n`,
    });
    expect((await ask(join(directory.path, "packages/pkg-a"))).public).toBe("1.0.1.dev3");
  });

  test("the parent directory's name, and the fallback", async () => {
    using directory = temporaryDirectory("demo-1.7.2");
    writeFiles(directory.path, { "pyproject.toml": `${SCM}parentdir_prefix_version = "demo-"\n` });
    expect(await ask(directory.path)).toMatchObject({ version: "1.7.2", source: "parentdir_prefix_version" });
    const fallback = `${SCM}parentdir_prefix_version = "demo-1"\nfallback_version = "V1-RC1"\n`;
    writeFiles(directory.path, { "pyproject.toml": fallback });
    expect(await ask(directory.path)).toMatchObject({ version: "V1-RC1", public: "1rc1", base: "1" });
  });

  test("news fragments in the configured directory", async () => {
    using repository = tagged(scheme("towncrier-fragments"));
    expect((await ask(repository.root)).version).toBe("1.2.1.dev1");
    repository.write({ "changelog.d/1.bugfix.md": "", "changelog.d/README.md": "" });
    expect((await ask(repository.root)).version).toBe("1.2.1.dev1");
    repository.write({ "changelog.d/2.feature.1.md": "" });
    expect((await ask(repository.root)).version).toBe("1.3.0.dev1");
    repository.write({ "towncrier.toml": 'directory = "news"\n', "news/3.removal.md": "" });
    expect((await ask(repository.root)).version).toBe("2.0.0.dev1");
    repository.write({
      "pyproject.toml": `${scheme("towncrier-fragments-zerover")}[tool.towncrier]\ndirectory = "n"\n`,
    });
    expect((await ask(repository.root)).version).toBe("1.2.1.dev1");
    repository.write({ "n/1.breaking.md": "" });
    expect((await ask(repository.root)).version).toBe("2.0.0.dev1");
    repository.tag("0.3");
    repository.commit("third");
    expect((await ask(repository.root)).version).toBe("0.4.0.dev1");
    repository.write({ "n/1.major.md": "" });
    expect((await ask(repository.root)).version).toBe("1.0.0.dev1");
    repository.tag("1!0.3");
    repository.commit("fourth");
    expect(await kindOf(repository.root)).toBe("bad-config");
  });
});
