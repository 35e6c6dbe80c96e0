import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bump, bumpFault, everything, pathsOf, STATIC } from "../../support/bump.ts";
import { gitRepository, type GitRepository } from "../../support/git.ts";

let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository();
  repository.commit("chore: begin", STATIC);
  repository.tag("v0.1.0", "first");
});
afterEach(() => repository[Symbol.dispose]());

const text = (path: string): string => readFileSync(join(repository.root, path), "utf8");

describe("a static project", () => {
  test("gets its version everywhere, one commit of these files, and an annotated tag", async () => {
    repository.commit("feat: new", { "demo/new.py": "" });
    const { plan, made } = await bump(repository.root);
    expect(plan?.version).toBe("0.2.0");
    expect(text("pyproject.toml")).toContain('version = "0.2.0"  # here\n');
    expect(text("demo/__init__.py")).toBe('"""Demo."""\r\n__version__ = "0.2.0"\r\n');
    expect(text("CITATION.cff")).toMatch(/^version: 0\.2\.0\ndate-released: 20\d\d-\d\d-\d\d$/m);
    expect(pathsOf(repository)).toEqual(["CITATION.cff", "demo/__init__.py", "pyproject.toml"]);
    expect(repository.git("log", "-1", "--format=%s")).toBe("chore(release): v0.2.0");
    expect(repository.git("cat-file", "-t", "v0.2.0")).toBe("tag");
    expect(repository.git("rev-parse", "v0.2.0^{commit}")).toBe(made?.commit);
    expect(repository.git("tag", "-l", "--format=%(contents)", "v0.2.0").trim()).toBe("demo 0.2.0");
    expect(repository.git("status", "--porcelain")).toBe("");
  });

  test("what else is staged, changed or new stays as it is", async () => {
    repository.commit("fix: a", { "demo/a.py": "a = 1\n", "demo/b.py": "b = 1\n" });
    repository.write({ "demo/a.py": "a = 2\n", "demo/b.py": "b = 2\n", "new.txt": "new\n" });
    repository.git("add", "demo/a.py");
    repository.write({ "demo/a.py": "a = 3\n" });
    const before = repository.git("status", "--porcelain");
    await bump(repository.root);
    expect(pathsOf(repository)).toEqual(["CITATION.cff", "demo/__init__.py", "pyproject.toml"]);
    expect(repository.git("status", "--porcelain")).toBe(before);
    expect(repository.git("show", ":demo/a.py")).toBe("a = 2");
    expect(text("demo/a.py")).toBe("a = 3\n");
  });

  test("a file that has to change and has changes is refused", async () => {
    repository.write({ "demo/__init__.py": '__version__ = "0.1.0"\nmine = 1\n' });
    const before = everything(repository);
    const fault = await bumpFault(repository.root, { words: "minor" });
    expect(fault).toMatchObject({
      code: "version/changed-file",
      message: expect.stringContaining("demo/__init__.py") as string,
    });
    expect(everything(repository)).toEqual(before);
  });

  test("without a name in git's settings nothing is made, and that is said in one line", async () => {
    repository.commit("fix: a");
    const before = everything(repository);
    const nobody = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", EMAIL: "" };
    const names = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
    const variables = { ...nobody, ...Object.fromEntries(names.map((name) => [name, ""])) };
    expect(await bumpFault(repository.root, { variables })).toMatchObject({
      code: "version/commit-failed",
      message: expect.stringMatching(/set git config user\.name and user\.email$/) as string,
    });
    expect(everything(repository)).toEqual(before);
  });

  test("a copy that is ahead of the release is refused, and not lowered", async () => {
    repository.commit("fix: a", { "demo/__init__.py": '__version__ = "0.3.0"\n' });
    const before = everything(repository);
    expect(await bumpFault(repository.root, { words: "minor" })).toMatchObject({
      code: "version/copy-ahead",
      message: "__version__ (demo/__init__.py:1) states 0.3.0, which is above 0.2.0",
      remedy: expect.stringContaining("shipwheel version bump 0.3.0") as string,
    });
    expect(everything(repository)).toEqual(before);
    expect((await bump(repository.root, { words: "0.3.0" })).plan?.version).toBe("0.3.0");
  });

  test("a dry run shows the actions that are carried out, and changes nothing", async () => {
    repository.commit("fix: a");
    const before = everything(repository);
    const dry = await bump(repository.root, { dryRun: true });
    expect(dry.made).toBeNull();
    expect(everything(repository)).toEqual(before);
    const real = await bump(repository.root);
    expect(real.plan).toEqual(dry.plan);
    expect(dry.plan?.actions.map((action) => action.kind)).toEqual(["write-files", "commit", "tag"]);
  });

  test("nothing to release is no failure", async () => {
    repository.commit("docs: a");
    const { plan, reading } = await bump(repository.root);
    expect(plan).toBeNull();
    expect(reading).toMatchObject({ level: "none", decision: { kind: "nothing" } });
  });

  test("without commit or without tag", async () => {
    repository.commit("fix: a");
    const head = repository.git("rev-parse", "HEAD");
    await bump(repository.root, { commit: false });
    expect(text("pyproject.toml")).toContain('"0.1.1"');
    expect(repository.git("rev-parse", "HEAD")).toBe(head);
    expect(repository.git("tag", "-l")).toBe("v0.1.0");
    repository.git("checkout", "--quiet", "--", ".");
    await bump(repository.root, { tag: false, message: "release {version} of {name}\n\n# kept" });
    expect(repository.git("log", "-1", "--format=%B").trim()).toBe("release 0.1.1 of demo\n\n# kept");
    expect(repository.git("tag", "-l")).toBe("v0.1.0");
  });

  test("a bump that lost its tag is finished by running it again", async () => {
    repository.commit("feat: a");
    await bump(repository.root);
    repository.git("tag", "-d", "v0.2.0");
    const head = repository.git("rev-parse", "HEAD");
    const { plan } = await bump(repository.root);
    expect(plan?.actions.map((action) => action.kind)).toEqual(["tag"]);
    expect(repository.git("rev-parse", "v0.2.0^{commit}")).toBe(head);
  });

  test("in a linked worktree too", async () => {
    repository.commit("fix: a");
    const linked = `${repository.root}-linked`;
    repository.git("worktree", "add", "--quiet", "-b", "side", linked);
    const { made } = await bump(linked);
    expect(repository.git("rev-parse", "side")).toBe(made?.commit);
    expect(repository.git("rev-parse", "main")).not.toBe(made?.commit);
  });
});

test("a project whose version comes from its tags gets the tag, and a commit for copies only", async () => {
  repository.commit("feat: a", {
    "pyproject.toml":
      '[build-system]\nrequires = ["setuptools", "setuptools-scm"]\nbuild-backend = "setuptools.build_meta"\n[project]\nname = "demo"\ndynamic = ["version"]\n[tool.setuptools_scm]\n',
    "demo/__init__.py": "",
    "CITATION.cff": null,
  });
  const head = repository.git("rev-parse", "HEAD");
  const { plan } = await bump(repository.root, { pre: "rc" });
  expect(plan?.actions).toMatchObject([{ kind: "tag", name: "v0.2.0rc1" }]);
  expect(repository.git("rev-parse", "v0.2.0rc1^{commit}")).toBe(head);
  expect(repository.git("rev-parse", "HEAD")).toBe(head);
  expect(await bumpFault(repository.root, { words: "minor", tag: false })).toMatchObject({
    code: "version/nothing-to-do",
  });

  // A copy is raised in the commit that gets the tag.
  repository.commit("docs: cite", { "CITATION.cff": "cff-version: 1.2.0\ntitle: demo\nversion: 0.1.0\n" });
  await bump(repository.root, { words: "minor" });
  expect(pathsOf(repository)).toEqual(["CITATION.cff"]);
  expect(repository.git("show", "v0.2.0:CITATION.cff")).toContain("version: 0.2.0");
});

test("tags with the package's name count only commits that touch the package", async () => {
  const pyproject = `[project]\nname = "one"\nversion = "1.0.0"\n[tool.shipwheel.version]\ntag = "{name}-v{version}"\npaths = ["../shared"]\n`;
  repository.commit("feat: packages", { "one/pyproject.toml": pyproject, "two/x": "", "shared/y": "" });
  repository.tag("one-v1.0.0", "one");
  repository.tag("two-v7.0.0", "two");
  repository.commit("feat!: elsewhere", { "two/x": "1" });
  const root = join(repository.root, "one");
  expect((await bump(root)).plan).toBeNull();
  repository.commit("feat: what it depends on", { "shared/y": "1" });
  repository.commit("fix: here", { "one/z": "1" });
  const { plan, reading } = await bump(root);
  expect(reading.commits.map((each) => each.source.message)).toEqual([
    "fix: here",
    "feat: what it depends on",
  ]);
  expect(plan).toMatchObject({ version: "1.1.0", tag: "one-v1.1.0" });
  expect(pathsOf(repository)).toEqual(["one/pyproject.toml"]);
});

test("and commits to packages of the repository that it depends on, all the way", async () => {
  const project = (name: string, needs: string): string =>
    `[project]\nname = "${name}"\nversion = "1.0.0"\ndependencies = [${needs === "" ? "" : `"${needs}"`}]\n` +
    `[tool.uv.sources]\n${needs === "" ? "" : `${needs} = { path = "../${needs}" }`}\n` +
    '[tool.shipwheel.version]\ntag = "{name}-v{version}"\n';
  repository.commit("feat: packages", {
    "packages/app/pyproject.toml": project("app", "core"),
    "packages/core/pyproject.toml": project("core", "base"),
    "packages/base/pyproject.toml": project("base", ""),
    "packages/other/pyproject.toml": project("other", ""),
  });
  for (const name of ["app", "core", "base", "other"]) repository.tag(`${name}-v1.0.0`, name);
  repository.commit("feat: of others", { "packages/other/x": "" });
  expect((await bump(join(repository.root, "packages/app"))).plan).toBeNull();
  repository.commit("fix: deep below", { "packages/base/x": "" });
  expect((await bump(join(repository.root, "packages/app"))).plan).toMatchObject({ tag: "app-v1.0.1" });
  expect((await bump(join(repository.root, "packages/other"))).plan).toMatchObject({ tag: "other-v1.1.0" });
});

describe("refused", () => {
  test("in a shallow clone", async () => {
    repository.commit("feat: a");
    const clone = `${repository.root}-shallow`;
    repository.git("clone", "--quiet", "--depth=1", `file://${repository.root}`, clone);
    expect(await bumpFault(clone)).toMatchObject({ code: "shallow" });
  });

  test("on a detached HEAD, unless there is only a tag to make", async () => {
    repository.commit("fix: a");
    repository.git("checkout", "--quiet", "--detach");
    expect(await bumpFault(repository.root)).toMatchObject({ code: "version/detached-head" });
    const { made } = await bump(repository.root, { commit: false });
    expect(made?.commit).toBeNull();
  });

  test("when the version is not higher, or not stated", async () => {
    expect(await bumpFault(repository.root, { words: "0.1.0" })).toMatchObject({
      code: "version/bump-refused",
    });
    repository.commit("fix: a", { "pyproject.toml": '[project]\nname = "demo"\ndynamic = ["version"]\n' });
    repository.commit("fix: b", { "demo/__init__.py": "", "CITATION.cff": null });
    expect(await bumpFault(repository.root)).toMatchObject({ code: "version/no-literal" });
  });

  test("when the tag exists on another branch", async () => {
    repository.git("checkout", "--quiet", "-b", "other");
    repository.commit("feat: theirs");
    repository.tag("v0.2.0", "theirs");
    repository.git("checkout", "--quiet", "main");
    repository.commit("feat: ours");
    const before = everything(repository);
    expect(await bumpFault(repository.root)).toMatchObject({ code: "version/tag-exists" });
    expect(await bumpFault(repository.root, { dryRun: true })).toMatchObject({ code: "version/tag-exists" });
    expect(everything(repository)).toEqual(before);
  });
});
