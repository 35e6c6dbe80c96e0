import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { nodePorts } from "../../src/adapters/node-ports.ts";
import type { GitState } from "../../src/tree/git-state.ts";
import { gitNeighbours } from "../../src/tree/siblings/neighbours.ts";
import { readSourceTree } from "../../src/tree/read-source-tree.ts";
import { fault } from "../../src/findings/fault.ts";
import type { SourceTree } from "../../src/tree/source-tree.ts";

/** Files by POSIX path; null removes one, a function changes its text. */
export type Overlay = Readonly<Record<string, TreeContent | null | ((text: string) => string)>>;

/** A text, bytes, or a symbolic link. */
export type TreeContent = string | Uint8Array | { readonly link: string };

/** A small project without a defect: setuptools, `src/` layout, one script. */
export const GOOD_TREE: Readonly<Record<string, string>> = {
  "pyproject.toml": `[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "demo"
version = "1.0"
description = "A project without a defect"
readme = "README.md"
requires-python = ">=3.9"
license = "MIT"
license-files = ["LICENSE"]
authors = [{ name = "Ada Byron", email = "ada@good.dev" }]
classifiers = ["Programming Language :: Python :: 3"]
dependencies = ["click>=8"]

[project.urls]
Homepage = "https://good.dev/demo"

[project.scripts]
demo = "demo.cli:main"

[tool.setuptools.packages.find]
where = ["src"]
`,
  "README.md":
    "# demo\n\nA project without a defect. It does nothing, and does it well: see the [manual](https://good.dev/demo).\n",
  LICENSE: "MIT License\n",
  "src/demo/__init__.py": '"""Demo."""\n\n__version__ = "1.0"\n',
  "src/demo/cli.py":
    'import sys\n\nimport click\n\n\ndef main():\n    click.echo("hello")\n    return sys.exit(0)\n',
};

/** Applies an overlay to a set of files. */
export function overlay(files: Readonly<Record<string, string>>, changes: Overlay): Map<string, TreeContent> {
  const result = new Map<string, TreeContent>(Object.entries(files));
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) result.delete(path);
    else if (typeof change === "function") {
      const before = result.get(path);
      if (typeof before !== "string") throw new Error(`${path} is no text to change`);
      const after = change(before);
      if (after === before) throw new Error(`the change of ${path} changes nothing`);
      result.set(path, after);
    } else result.set(path, change);
  }
  return result;
}

/** Replaces one text, which has to be there. */
export function edit(find: string, replace: string): (text: string) => string {
  return (text) => text.replace(find, () => replace);
}

/** A directory for a test; removed at the end of the scope. */
export async function temporaryDirectory(
  prefix: string,
): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Writes files below a directory. */
export async function writeFiles(directory: string, files: ReadonlyMap<string, TreeContent>): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    const place = join(directory, path);
    if (typeof content === "string" || content instanceof Uint8Array) await writeFile(place, content);
    else await symlink(content.link, place);
  }
}

/** Writes a project and reads it; git's facts are those that the test gives. */
export async function tree(
  directory: string,
  changes: Overlay = {},
  git: Partial<GitState> | null = null,
): Promise<SourceTree> {
  await writeFiles(directory, overlay(GOOD_TREE, changes));
  await using node = nodePorts({});
  // Without git: seven processes that would only say that this is no repository.
  const run = (): Promise<never> => Promise.reject(fault("tool/not-found", { program: "git" }));
  const ports = { ...node.ports, processes: { ...node.ports.processes, run } };
  const read = await readSourceTree(directory, { allowNoGit: true }, ports);
  if (git === null) return read;
  const neighbours = gitNeighbours(directory, { topLevel: directory, prefix: "" }, read.files, node.ports);
  return { ...read, git: gitState(git), neighbours };
}

/** The facts of a test among those of {@link CLEAN_GIT}, so that its tags agree with one another. */
function gitState(git: Partial<GitState>): GitState {
  const made = { ...CLEAN_GIT, ...git };
  const here = new Set(made.tagsAtHead);
  const tags =
    git.tags ?? CLEAN_GIT.tags.map((tag) => (here.has(tag.name) ? tag : { ...tag, commit: "e".repeat(40) }));
  const { describe } = made;
  const isThere = git.describe !== undefined || tags.some((tag) => tag.name === describe?.tag);
  return { ...made, tags, describe: isThere ? describe : null };
}

/** A clean checkout of main, tagged v1.0. */
export const CLEAN_GIT: GitState = {
  head: "a".repeat(40),
  branch: "main",
  commitTime: new Date("2026-01-02T03:04:05Z"),
  tags: [{ name: "v1.0", commit: "a".repeat(40) }],
  tagsAtHead: ["v1.0"],
  describe: { tag: "v1.0", distance: 0 },
  dirty: [],
  shallow: false,
  remoteUrl: "https://github.com/good/demo",
  topLevel: "/project",
  prefix: "",
};
