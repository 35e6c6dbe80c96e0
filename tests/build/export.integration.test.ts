import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import { exportTree, type Exported } from "../../src/build/export/export.ts";
import { tagExport } from "../../src/build/release-tag.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import { gitRepository, temporaryDirectory, writeFiles, type GitRepository } from "../support/git.ts";

const PROJECT = { "pyproject.toml": '[project]\nname = "demo"\nversion = "1.0"\n', "demo.py": "" };

interface TestExport extends AsyncDisposable, Exported {
  describe(): string;
  readonly gitProcesses: number;
}

async function exported(root: string, ref: "head" | "worktree" = "head"): Promise<TestExport> {
  const target = temporaryDirectory("export to");
  const wired = nodePorts({});
  const tree = await readSourceTree(root, { allowNoGit: true }, wired.ports);
  const before = wired.ports.processes.started.get("git") ?? 0;
  const result = await exportTree(tree, ref, target.path, wired.ports);
  return {
    ...result,
    gitProcesses: (wired.ports.processes.started.get("git") ?? 0) - before,
    describe: () =>
      execFileSync("git", ["describe", "--tags", "--dirty", "--always"], {
        cwd: result.root,
        encoding: "utf8",
      }).trim(),
    async [Symbol.asyncDispose]() {
      await wired[Symbol.asyncDispose]();
      target[Symbol.dispose]();
    },
  };
}

async function readTree(root: string): Promise<SourceTree> {
  await using wired = nodePorts({});
  return readSourceTree(root, { allowNoGit: false }, wired.ports);
}

/** Everything below .git, with times: proof that an export writes nothing there. */
function repositoryState(repository: GitRepository): string {
  const rows: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      rows.push(`${path} ${statSync(path).mtimeMs} ${statSync(path).size}`);
      if (entry.isDirectory()) walk(path);
    }
  };
  walk(repository.root);
  return rows.sort().join("\n");
}

test("the commit is exported: no untracked, ignored or changed content, tags and history with it, by one process", async () => {
  using repository = gitRepository("ein Projekt – ünïcode");
  repository.commit("first", {
    ...PROJECT,
    ".gitignore": "*.log\n",
    "tool.sh": { text: "#!/bin/sh\n", executable: true },
    "link.py": { link: "demo.py" },
    "größe/ä b.txt": "x",
  });
  repository.tag("v1.0", "annotated");
  repository.commit("second");
  repository.write({ "demo.py": "changed", "new.py": "", "x.log": "" });
  const before = repositoryState(repository);

  await using result = await exported(repository.root);
  expect(readFileSync(join(result.project, "demo.py"), "utf8")).toBe("");
  expect(existsSync(join(result.project, "new.py"))).toBe(false);
  expect(existsSync(join(result.project, "x.log"))).toBe(false);
  expect(statSync(join(result.project, "tool.sh")).mode & 0o111).not.toBe(0);
  expect(readlinkSync(join(result.project, "link.py"))).toBe("demo.py");
  expect(readFileSync(join(result.project, "größe", "ä b.txt"), "utf8")).toBe("x");
  expect(result.describe()).toMatch(/^v1\.0-1-g[0-9a-f]+$/);
  expect(result.gitProcesses).toBe(1);
  expect(repositoryState(repository)).toBe(before);
});

test("export-subst and export-ignore are git archive's: the export is what a backend sees in a clone", async () => {
  using repository = gitRepository();
  repository.commit("first", {
    ...PROJECT,
    ".gitattributes": ".git_archival.txt export-subst\ndocs export-ignore\n",
    ".git_archival.txt": "node: $Format:%H$\n",
    "docs/index.md": "",
  });
  repository.tag("v1.0");
  await using result = await exported(repository.root);
  expect(readFileSync(join(result.project, ".git_archival.txt"), "utf8")).toBe("node: $Format:%H$\n");
  expect(existsSync(join(result.project, "docs", "index.md"))).toBe(true);
  expect(result.describe()).toBe("v1.0");
  expect(result.gitProcesses).toBe(1);
});

test("a project in a part of a repository comes with the whole repository", async () => {
  using repository = gitRepository();
  repository.commit("first", { "packages/one/pyproject.toml": PROJECT["pyproject.toml"], "shared.txt": "s" });
  await using result = await exported(join(repository.root, "packages", "one"));
  expect(result.project).toBe(join(result.root, "packages", "one"));
  expect(existsSync(join(result.root, "shared.txt"))).toBe(true);
  expect(existsSync(join(result.project, "pyproject.toml"))).toBe(true);
});

test("a worktree is exported as it lies there, and git sees its dirt", async () => {
  using repository = gitRepository();
  repository.commit("first", { ...PROJECT, ".gitignore": "*.log\n", "gone.py": "", "kept.py": "" });
  repository.tag("v1.0");
  repository.write({ "demo.py": "changed", "new ü.py": "n", "x.log": "", "gone.py": null, "staged.py": "" });
  repository.git("add", "staged.py");
  const before = repositoryState(repository);
  await using result = await exported(repository.root, "worktree");
  expect(readFileSync(join(result.project, "demo.py"), "utf8")).toBe("changed");
  expect(readFileSync(join(result.project, "new ü.py"), "utf8")).toBe("n");
  expect(existsSync(join(result.project, "x.log"))).toBe(false);
  expect(existsSync(join(result.project, "gone.py"))).toBe(false);
  expect(result.describe()).toBe("v1.0-dirty");
  const listed = execFileSync("git", ["ls-files"], { cwd: result.root, encoding: "utf8" });
  expect(listed.split("\n")).toContain("staged.py");
  expect(execFileSync("git", ["ls-files", "--deleted"], { cwd: result.root, encoding: "utf8" })).toBe(
    "gone.py\n",
  );
  expect(repositoryState(repository)).toBe(before);
});

test("a clean worktree is clean in its export", async () => {
  using repository = gitRepository();
  repository.commit("first", PROJECT);
  repository.tag("v1.0");
  await using result = await exported(repository.root, "worktree");
  expect(result.describe()).toBe("v1.0");
});

test("a shallow clone and a linked worktree can be exported; the first is told of", async () => {
  using repository = gitRepository();
  repository.commit("first", PROJECT);
  repository.commit("second");
  using place = temporaryDirectory("clones");
  const shallow = join(place.path, "shallow");
  repository.git("clone", "--quiet", "--depth=1", `file://${repository.root}`, shallow);
  await using result = await exported(shallow);
  expect(existsSync(join(result.project, "demo.py"))).toBe(true);
  expect(result.notes.join()).toContain("shallow");

  const linked = join(place.path, "linked");
  repository.git("worktree", "add", "--quiet", "-b", "other", linked);
  execFileSync(
    "git",
    ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "--allow-empty", "-m", "other"],
    { cwd: linked },
  );
  await using second = await exported(linked);
  expect(second.describe()).toBe(
    execFileSync("git", ["describe", "--always"], { cwd: linked, encoding: "utf8" }).trim(),
  );
});

/** A repository whose submodule `vendor` has a submodule `deep`, both tracked by a commit and initialised. */
function nestedSubmodules(): Disposable & { readonly outer: GitRepository; readonly inner: GitRepository } {
  const deepest = gitRepository("deepest");
  deepest.commit("deepest", { "deep.txt": "d" });
  const inner = gitRepository("inner");
  inner.commit("inner", { "inner.txt": "i" });
  inner.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", deepest.root, "deep");
  inner.commit("with a submodule");
  const outer = gitRepository();
  outer.commit("first", PROJECT);
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.root, "vendor");
  outer.commit("with a submodule");
  outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init", "--recursive");
  outer.tag("v1.0");
  return {
    outer,
    inner,
    [Symbol.dispose]() {
      for (const each of [outer, inner, deepest]) each[Symbol.dispose]();
    },
  };
}

test.each(["head", "worktree"] as const)(
  "initialised submodules are exported, theirs too, and git calls the export clean (%s)",
  async (ref) => {
    using repositories = nestedSubmodules();
    const { outer } = repositories;
    const before = repositoryState(outer);
    await using result = await exported(outer.root, ref);
    expect(readFileSync(join(result.project, "vendor", "inner.txt"), "utf8")).toBe("i");
    expect(readFileSync(join(result.project, "vendor", "deep", "deep.txt"), "utf8")).toBe("d");
    expect(result.describe()).toBe("v1.0");
    const status = execFileSync("git", ["submodule", "status", "--recursive"], {
      cwd: result.root,
      encoding: "utf8",
    });
    expect(status.split("\n").filter((line) => /^[-+U]/.test(line))).toEqual([]);
    expect(lstatSync(join(result.project, "vendor", ".git")).isFile()).toBe(true);
    expect(result.notes).toEqual([]);
    expect(repositoryState(outer)).toBe(before);
    const tree = await readTree(outer.root);
    expect(tree.files.map((file) => file.path)).toContain("vendor/deep/deep.txt");
  },
);

test("a changed submodule: the commit has what it records, the worktree what lies there", async () => {
  using repositories = nestedSubmodules();
  const { outer } = repositories;
  outer.write({ "vendor/inner.txt": "changed", "vendor/new.txt": "" });
  await using commit = await exported(outer.root);
  expect(readFileSync(join(commit.project, "vendor", "inner.txt"), "utf8")).toBe("i");
  expect(existsSync(join(commit.project, "vendor", "new.txt"))).toBe(false);
  await using worktree = await exported(outer.root, "worktree");
  expect(readFileSync(join(worktree.project, "vendor", "inner.txt"), "utf8")).toBe("changed");
  expect(existsSync(join(worktree.project, "vendor", "new.txt"))).toBe(true);
  expect(worktree.describe()).toBe("v1.0-dirty");
});

test.each(["head", "worktree"] as const)(
  "a submodule that is not initialised is empty and told (%s)",
  async (ref) => {
    using repositories = nestedSubmodules();
    const { outer } = repositories;
    outer.git("submodule", "--quiet", "deinit", "--force", "vendor");
    await using result = await exported(outer.root, ref);
    expect(readdirSync(join(result.project, "vendor"))).toEqual([]);
    expect(result.notes.join()).toContain("vendor");
    expect(result.notes.join()).toContain("git submodule update --init --recursive");
  },
);

test("pointers of Git LFS in the export are told", async () => {
  using repository = gitRepository();
  const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
  repository.commit("first", { ...PROJECT, ".gitattributes": "*.bin filter=lfs\n", "a.bin": pointer });
  await using result = await exported(repository.root);
  expect(result.notes.join()).toContain("a.bin");
});

test("links of the whole repository that leave it are named, those that stay are copied", async () => {
  using inner = gitRepository("inner");
  inner.commit("first", { "far.txt": { link: "../../../etc/passwd" } });
  using repository = gitRepository();
  repository.commit("first", {
    "project/pyproject.toml": PROJECT["pyproject.toml"],
    "project/LICENSE": { link: "../LICENSE" },
    LICENSE: "",
    "tools/home": { link: "/root" },
  });
  repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.root, "vendor");
  repository.git("commit", "-qm", "submodule");
  for (const ref of ["head", "worktree"] as const) {
    await using result = await exported(join(repository.root, "project"), ref);
    expect(result.leavingLinks).toEqual([
      { path: "tools/home", target: "/root", reason: "outside" },
      { path: "vendor/far.txt", target: "../../../etc/passwd", reason: "outside" },
    ]);
    expect(readlinkSync(join(result.project, "LICENSE"))).toBe("../LICENSE");
  }
});

test("a plain directory is copied without caches", async () => {
  using directory = temporaryDirectory("plain ü");
  writeFiles(directory.path, {
    ...PROJECT,
    "__pycache__/demo.pyc": "",
    ".venv/pyvenv.cfg": "",
    "tool.sh": { text: "", executable: true },
    "link.py": { link: "demo.py" },
  });
  await using result = await exported(directory.path);
  expect(readdirSync(result.project).sort()).toEqual(["demo.py", "link.py", "pyproject.toml", "tool.sh"]);
  expect(lstatSync(join(result.project, "link.py")).isSymbolicLink()).toBe(true);
  expect(statSync(join(result.project, "tool.sh")).mode & 0o111).not.toBe(0);
});

test("an export is tagged for the release to come, and the user's repository is not", async () => {
  using repository = gitRepository();
  repository.commit("first", PROJECT);
  repository.tag("v1.0", "v1.0");
  repository.commit("second");
  const before = repositoryState(repository);
  await using result = await exported(repository.root);
  await using wired = nodePorts({});
  await tagExport(result.root, { name: "v1.1", version: "1.1" }, wired.ports);
  expect(result.describe()).toBe("v1.1");
  expect(repository.git("tag")).toBe("v1.0");
  expect(repositoryState(repository)).toBe(before);
});
