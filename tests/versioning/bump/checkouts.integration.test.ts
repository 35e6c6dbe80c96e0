import { execFileSync } from "node:child_process";
import { renameSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { checkProjectChangelog } from "../../../src/changelog/check-project-changelog.ts";
import { typedVersion } from "../../../src/changelog/write-changelog.ts";
import { readProjectVersion } from "../../../src/versioning/project-version.ts";
import { bump, bumpFault, identity, sshKey, STATIC } from "../../support/bump.ts";
import { gitRepository, temporaryDirectory, writeFiles, type GitRepository } from "../../support/git.ts";
import { ask, SCM } from "../../support/history-version.ts";

/** Checkouts that users have, each of which once led a tool astray; the threads are named beside the tests. */
let repository: GitRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository[Symbol.dispose]());

function released(): void {
  repository.commit("chore: begin", STATIC);
  repository.tag("v0.1.0", "first");
  repository.commit("fix: b", { f: "1\n" });
}

async function next(root = repository.root, variables = {}): Promise<string | undefined> {
  return (await bump(root, { dryRun: true, variables })).plan?.tag;
}

test("a branch with the name of the tag is not the tag", async () => {
  released();
  repository.git("branch", "v0.1.0");
  repository.git("branch", "v0.1.1");
  expect(await next()).toBe("v0.1.1");
});

// commitizen-action#77
test("a detached HEAD is refused, with nothing changed", async () => {
  released();
  repository.git("checkout", "--quiet", "--detach");
  expect(await bumpFault(repository.root)).toMatchObject({ code: "version/detached-head" });
  expect(repository.git("tag")).toBe("v0.1.0");
  expect(repository.git("status", "--porcelain")).toBe("");
});

test("a repository without a commit says so", async () => {
  repository.write(STATIC);
  expect(await bumpFault(repository.root)).toMatchObject({ code: "config/no-commits" });
});

// setuptools-scm#258
test("a linked worktree is bumped on its own branch", async () => {
  released();
  const linked = join(dirname(repository.root), "linked");
  repository.git("worktree", "add", "--quiet", linked, "-b", "hot");
  const before = repository.git("rev-parse", "main");
  await bump(linked);
  expect(repository.git("rev-parse", "v0.1.1^{commit}")).toBe(repository.git("rev-parse", "hot"));
  expect(repository.git("rev-parse", "main")).toBe(before);
});

// setuptools-scm#381
test("variables of a hook of another repository do not count", async () => {
  released();
  using other = gitRepository("other");
  other.commit("feat!: other", { f: "1\n" });
  other.tag("v9.0.0");
  const git = join(other.root, ".git");
  const variables = { GIT_DIR: git, GIT_INDEX_FILE: join(git, "index"), GIT_WORK_TREE: other.root };
  expect(await next(repository.root, variables)).toBe("v0.1.1");
});

// versioningit#111, dunamai#75, setuptools-scm#548
test("log.showSignature does not hide the time of a signed commit", async () => {
  released();
  const { key } = sshKey(dirname(repository.root));
  for (const [name, value] of [
    ["gpg.format", "ssh"],
    ["user.signingKey", key],
    ["log.showSignature", "true"],
    ["commit.gpgSign", "true"],
  ] as const)
    repository.git("config", name, value);
  repository.commit("feat: signed", { f: "2\n" });
  expect(await next()).toBe("v0.2.0");
  const { git } = (await bump(repository.root, { dryRun: true })).reading.tree;
  expect(git?.commitTime.toISOString()).toBe("2026-01-01T00:02:00.000Z");
});

// setuptools-scm#999
test("a submodule has its own tags, not those of the repository around it", async () => {
  released();
  using around = gitRepository("around");
  around.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", repository.root, "sub");
  around.commit("feat!: sub");
  around.tag("v9.9.9");
  expect(await next(join(around.root, "sub"))).toBe("v0.1.1");
});

test("tags of a file, a folder and another tag are none of a release", async () => {
  released();
  repository.git("tag", "v7.0.0", "HEAD:f");
  repository.git("tag", "v8.0.0", "HEAD^{tree}");
  repository.git("tag", "-a", "-m", "of a tag", "v0.1.0-again", "v0.1.0");
  expect(await next()).toBe("v0.1.1");
});

test("settings that change what git prints change nothing", async () => {
  released();
  repository.commit("feat(ü): ß", { "datei ü.txt": "1\n" });
  const settings = {
    "color.ui": "always",
    "log.date": "relative",
    "log.decorate": "full",
    "log.showSignature": "true",
    "format.pretty": "tformat:XX %h",
    "status.short": "true",
    "status.branch": "true",
    "diff.external": "/bin/false",
    "diff.noprefix": "true",
    "core.quotePath": "true",
    "tag.sort": "-version:refname",
    "log.abbrevCommit": "true",
    "core.abbrev": "4",
    "log.excludeDecoration": "refs/tags/*",
    "column.ui": "always",
    "versionsort.suffix": "-",
    "diff.renames": "copies",
    "i18n.logOutputEncoding": "ISO-8859-1",
  };
  for (const [name, value] of Object.entries(settings)) repository.git("config", name, value);
  expect(await next()).toBe("v0.2.0");
});

test("a clone without the files of old commits, and without its remote, is read as it is", async () => {
  const changelog = (entries: string): string => `# Changelog\n${entries}\n## 0.1.0 (2026-01-01)\n\n- a\n`;
  repository.commit("feat: a", { ...STATIC, "CHANGELOG.md": changelog("") });
  repository.tag("v0.1.0", "first");
  repository.commit("feat: b", { "CHANGELOG.md": changelog("\n## 0.2.0 (2026-02-01)\n\n- b\n") });
  repository.git("config", "uploadpack.allowFilter", "true");
  const clone = join(dirname(repository.root), "part");
  repository.git("clone", "--quiet", "--filter=blob:none", `file://${repository.root}`, clone);
  const gone = `${repository.root}-gone`;
  renameSync(repository.root, gone);
  try {
    const missing = execFileSync("git", ["rev-list", "--objects", "--all", "--missing=print"], {
      cwd: clone,
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "", GIT_NO_LAZY_FETCH: "1" },
    });
    expect(missing).toMatch(/^\?/m);
    expect(await next(clone)).toBe("v0.2.0");
    await using node = nodePorts({ variables: identity() });
    const version = typedVersion("0.2.0", "a test");
    const { findings } = await checkProjectChangelog(clone, { version, date: "2026-02-01" }, node.ports);
    expect(findings).toEqual([]);
  } finally {
    renameSync(gone, repository.root);
  }
});

/** PATH with a git to which every repository is somebody else's, as if its owner were another. */
function withForeignOwner(directory: string): Readonly<Record<string, string>> {
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const git = `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec ${real} "$@"\n`;
  writeFiles(directory, { git: { text: git, executable: true } });
  return { PATH: `${directory}${delimiter}${process.env["PATH"] ?? ""}` };
}

test("a directory of another owner is refused with the command that trusts it", async () => {
  released();
  using bin = temporaryDirectory("bin");
  const variables = withForeignOwner(bin.path);
  const fault = {
    code: "config/unsafe-directory",
    remedy: `if you trust it: git config --global --add safe.directory ${repository.root}`,
  };
  await expect(next(repository.root, variables)).rejects.toMatchObject(fault);
  await using node = nodePorts({ variables: { ...identity(), ...variables } });
  const asked = { directory: repository.root, python: null, offline: true };
  await expect(readProjectVersion(asked, node.ports)).rejects.toMatchObject(fault);
  // setuptools-scm names the directory of git itself, which git then trusts.
  repository.write({ "pyproject.toml": SCM });
  expect((await ask(repository.root, variables)).public).toBe("0.1.1.dev1");
});

test("a clone without tags says that its remote may have some", async () => {
  released();
  const clone = join(dirname(repository.root), "tagless");
  repository.git("clone", "--quiet", "--no-tags", `file://${repository.root}`, clone);
  const { reading } = await bump(clone, { dryRun: true });
  expect(reading.notes).toContain("this clone has no tags, but its remote may have some: git fetch --tags");
  expect((await bump(repository.root, { dryRun: true })).reading.notes).toEqual([]);
});
