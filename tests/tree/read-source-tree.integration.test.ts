import { execFileSync } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";
import { Fault } from "../../src/findings/fault.ts";
import { gitRepository } from "../support/git.ts";
import { GOOD_TREE, overlay, temporaryDirectory, writeFiles, type TreeContent } from "../support/tree.ts";

let node: NodePorts;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  node = nodePorts({});
  directory = await temporaryDirectory("shipwheel räad tree-");
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

let serial = 0;
async function project(changes: Parameters<typeof overlay>[1] = {}): Promise<string> {
  const path = join(directory.path, `p${serial++}`);
  await mkdir(path);
  await writeFiles(path, overlay(GOOD_TREE, changes));
  return path;
}

function git(cwd: string, ...args: readonly string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_DATE: "2026-01-02T03:04:05Z",
    GIT_COMMITTER_DATE: "2026-01-02T03:04:05Z",
  };
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@good.dev", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...identity, ...args], { cwd, env, encoding: "utf8", stdio: "pipe" });
}

async function commitAll(path: string): Promise<void> {
  git(path, "init", "-q");
  git(path, "add", "-A");
  git(path, "commit", "-qm", "first");
}

function read(path: string, allowNoGit: boolean = false): Promise<SourceTree> {
  return readSourceTree(path, { allowNoGit }, node.ports);
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Fault) return error;
  throw new Error(`no fault: ${String(error)}`);
}

describe("a checkout", () => {
  test("is read with its git facts", async () => {
    const path = await project({ "scripts/run me.sh": "#!/bin/sh\n", "ünïcode.txt": "x" });
    await chmod(join(path, "scripts/run me.sh"), 0o755);
    await commitAll(path);
    git(path, "tag", "-am", "one", "v1.0");
    git(path, "tag", "light");
    git(path, "remote", "add", "origin", "https://ada:secret@git.good.dev/demo.git");
    await writeFile(join(path, "README.md"), "changed\n");
    await writeFile(join(path, "new file.txt"), "x");
    const tree = await read(path);

    const head = git(path, "rev-parse", "HEAD").trim();
    expect(tree.git).toMatchObject({
      head,
      branch: "main",
      commitTime: new Date("2026-01-02T03:04:05Z"),
      tagsAtHead: ["light", "v1.0"],
      describe: { tag: "v1.0", distance: 0 },
      shallow: false,
      remoteUrl: "https://git.good.dev/demo.git",
      prefix: "",
    });
    expect(tree.git?.tags).toContainEqual({ name: "v1.0", commit: head, kind: "annotated" });
    expect(tree.git?.dirty).toEqual([
      { path: "README.md", kind: "changed" },
      { path: "new file.txt", kind: "untracked" },
    ]);
    expect(tree.has("new file.txt")).toBe(false);
    expect(tree.has("ünïcode.txt")).toBe(true);
    expect(tree.files.find((file) => file.path === "scripts/run me.sh")?.executable).toBe(true);
    expect(await tree.readText("README.md")).toBe("changed\n");
    expect(await tree.readText("../outside")).toBeNull();
    expect(tree.backend).toMatchObject({ id: "setuptools", legacy: false, requires: ["setuptools>=77"] });
  });

  test("with several remotes: the project's is origin, else the one that the branch follows", async () => {
    const path = await project();
    await commitAll(path);
    git(path, "remote", "add", "fork", "https://git.good.dev/fork.git");
    git(path, "remote", "add", "up", "https://git.good.dev/up.git");
    expect((await read(path)).git?.undecidedRemotes).toEqual(["fork", "up"]);
    git(path, "config", "branch.main.remote", "up");
    git(path, "config", "branch.main.merge", "refs/heads/main");
    const followed = (await read(path)).git;
    expect(followed?.undecidedRemotes).toBeUndefined();
    expect(followed?.remoteUrl).toBe("https://git.good.dev/up.git");
    git(path, "remote", "add", "origin", "https://git.good.dev/own.git");
    expect((await read(path)).git?.remoteUrl).toBe("https://git.good.dev/own.git");
  });

  test("in a folder of its repository has paths of its own", async () => {
    const path = await project({
      "packages/inner/pyproject.toml": '[project]\nname = "inner"\nversion = "1"\n',
    });
    await commitAll(path);
    await writeFile(join(path, "packages/inner/extra.py"), "");
    const tree = await read(join(path, "packages/inner"));
    expect(tree.files.map((file) => file.path)).toEqual(["pyproject.toml"]);
    expect(tree.git).toMatchObject({
      prefix: "packages/inner/",
      dirty: [{ path: "extra.py", kind: "untracked" }],
    });
    expect(tree.project.name?.value).toBe("inner");
  });

  test("with a detached head, a rename, submodules and links", async () => {
    const path = await project();
    await commitAll(path);
    git(path, "checkout", "-q", "--detach");
    git(path, "mv", "LICENSE", "COPYING");
    git(path, "update-index", "--add", "--cacheinfo", `160000,${"a".repeat(40)},vendor/sub`);
    const tree = await read(path);
    expect(tree.git?.branch).toBeNull();
    expect(tree.git?.describe).toBeNull();
    expect(tree.git?.dirty.map((entry) => entry.path)).toContain("COPYING");
    expect(tree.files.find((file) => file.path === "vendor/sub")?.kind).toBe("submodule");
  });

  test("a shallow clone says so", async () => {
    const path = await project();
    await commitAll(path);
    git(path, "commit", "-qm", "second", "--allow-empty");
    git(directory.path, "clone", "-q", "--depth", "1", `file://${path}`, "shallow");
    expect((await read(join(directory.path, "shallow"))).git?.shallow).toBe(true);
  });

  test("costs seven git processes", async () => {
    const path = await project();
    await commitAll(path);
    await using fresh = nodePorts({});
    await readSourceTree(path, { allowNoGit: false }, fresh.ports);
    expect(fresh.ports.processes.started).toEqual(new Map([["git", 7]]));
  });

  test("a repository's own configuration starts no program", async () => {
    const path = await project();
    await commitAll(path);
    await writeFile(join(path, "monitor.sh"), `#!/bin/sh\ntouch '${path}/started'\n`, { mode: 0o755 });
    git(path, "config", "core.fsmonitor", join(path, "monitor.sh"));
    const tree = await read(path);
    expect(tree.git?.dirty.map((entry) => entry.path)).toEqual(["monitor.sh"]);
  });
});

describe("without git", () => {
  test("a plain directory is refused, with the way out", async () => {
    const fault = await faultOf(read(await project()));
    expect(fault).toMatchObject({ code: "config/not-git", phase: "config" });
    expect(fault.remedy).toContain("--allow-no-git");
  });

  test("a plain directory is read on demand, without caches", async () => {
    const path = await project({ ".venv/x.py": "", "src/demo/__pycache__/a.pyc": "", "dist/old.whl": "" });
    const tree = await read(path, true);
    expect(tree.git).toBeNull();
    expect(tree.files.map((file) => file.path)).toEqual([...overlay(GOOD_TREE, {}).keys()].sort());
  });

  test("a repository without a commit", async () => {
    const path = await project();
    git(path, "init", "-q");
    expect((await faultOf(read(path))).code).toBe("config/no-commits");
    expect((await read(path, true)).git).toBeNull();
  });

  test("a repository whose path git prints as two", async () => {
    const path = join(await project(), "line\nbreak");
    await mkdir(path);
    await writeFile(join(path, "pyproject.toml"), '[project]\nname = "demo"\nversion = "1.0"\n');
    git(path, "init", "-q");
    git(path, "add", "-A");
    git(path, "-c", "user.name=a", "-c", "user.email=a@example.invalid", "commit", "-qm", "feat: demo");
    expect((await faultOf(read(path))).code).toBe("config/line-break-in-path");
  });

  test("a machine without git", async () => {
    await using bare = nodePorts({ variables: { PATH: "/nonexistent", HOME: "/nonexistent" } });
    const path = await project();
    const ports = {
      ...bare.ports,
      processes: {
        ...bare.ports.processes,
        // The operating system looks a program up in our own PATH, not in the child's.
        run: (command: Parameters<typeof bare.ports.processes.run>[0]) =>
          bare.ports.processes.run({ ...command, argv: ["/nonexistent/git", ...command.argv.slice(1)] }),
      },
    };
    expect((await faultOf(readSourceTree(path, { allowNoGit: false }, ports))).code).toBe("tool/not-found");
    expect((await readSourceTree(path, { allowNoGit: true }, ports)).git).toBeNull();
  });
});

describe("no project", () => {
  test("an empty directory, no directory", async () => {
    const empty = join(directory.path, "empty");
    await mkdir(empty);
    expect((await faultOf(read(empty))).code).toBe("config/no-project");
    expect((await faultOf(read(join(directory.path, "gone")))).code).toBe("usage/no-directory");
  });

  test("setup.py alone is one", async () => {
    const path = await project({
      "pyproject.toml": null,
      "setup.py": 'from setuptools import setup\nsetup(name="x")\n',
    });
    const tree = await read(path, true);
    expect(tree.backend).toMatchObject({ id: "setuptools", legacy: true, requires: ["setuptools"] });
    expect(tree.project).toMatchObject({ source: "setup.py", name: { value: "x" } });
  });
});

test("a project may link to what its repository has, and to nothing above", async () => {
  const path = join(directory.path, `p${serial++}`);
  await writeFiles(
    path,
    new Map<string, TreeContent>([
      ["LICENSE", ""],
      ["projects/demo/pyproject.toml", GOOD_TREE["pyproject.toml"] ?? ""],
      ["projects/demo/LICENSE", { link: "../../LICENSE" }],
      ["projects/demo/COPYING", { link: "../../../LICENSE" }],
    ]),
  );
  await commitAll(path);
  const tree = await read(join(path, "projects/demo"));
  expect(await tree.leavingLinks()).toEqual([
    { path: "COPYING", target: "../../../LICENSE", reason: "outside" },
  ]);
});

test("files that differ in line endings only are known as such", async () => {
  using repository = gitRepository();
  repository.commit("first", { "pyproject.toml": '[project]\nname = "demo"\n', "a.txt": "a\nb\n" });
  repository.write({ "a.txt": "a\r\nb\r\n" });
  expect((await read(repository.root, false)).git?.onlyLineEndings).toBe(true);
  repository.write({ "a.txt": "a\r\nc\r\n" });
  expect((await read(repository.root, false)).git?.onlyLineEndings).toBeUndefined();
});
