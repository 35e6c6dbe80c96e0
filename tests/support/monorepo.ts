import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { temporaryDirectory, type TemporaryDirectory } from "./git.ts";

/** A repository of many packages, made at once by `git fast-import`. */
export interface Monorepo extends Disposable {
  readonly root: string;
  git(...args: readonly string[]): string;
}

/** How large it is. */
export interface MonorepoSize {
  readonly packages: number;
  readonly commits: number;
  /** Tags, spread over history and packages. */
  readonly tags: number;
}

/** Packages `p0`, `p1`, … in `packages/`, tagged `p0-v1.0`, …; every commit changes a file of one package. */
export function monorepo({ packages, commits, tags }: MonorepoSize): Monorepo {
  const directory: TemporaryDirectory = temporaryDirectory("monorepo");
  const root = directory.path;
  const env = { PATH: process.env["PATH"] ?? "", HOME: root, GIT_CONFIG_GLOBAL: "/dev/null" };
  const git = (args: readonly string[], input = ""): string =>
    execFileSync("git", args, { cwd: root, env, encoding: "utf8", input, maxBuffer: 2 ** 26 }).trim();
  git(["init", "-q", "-b", "main"]);
  git(["fast-import", "--quiet"], [...stream(packages, commits, tags)].join("\n"));
  git(["reset", "-q", "--hard"]);
  return {
    root: join(root),
    git: (...args) => git(args),
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

function* stream(packages: number, commits: number, tags: number): Generator<string> {
  const every = Math.max(1, Math.floor(commits / tags));
  yield commit(1, "first", [
    file("pyproject.toml", '[tool.uv.workspace]\nmembers = ["packages/*"]\n'),
    ...Array.from({ length: packages }, (_, index) =>
      file(
        `packages/p${index}/pyproject.toml`,
        `[project]\nname = "p${index}"\ndynamic = ["version"]\n[tool.setuptools_scm]\nlocal_scheme = "no-local-version"\n`,
      ),
    ),
  ]);
  for (let number = 2; number <= commits; number++) {
    const touched = (number * 7919) % packages;
    yield commit(number, `commit ${number}`, [file(`packages/p${touched}/module.py`, `${number}`)]);
    if (number % every !== 0) continue;
    const tag = number / every;
    yield `reset refs/tags/p${tag % packages}-v${1 + Math.floor(tag / packages)}.0\nfrom :${number}\n`;
  }
}

function commit(number: number, message: string, files: readonly string[]): string {
  const time = 1_700_000_000 + number;
  const from = number === 1 ? [] : [`from :${number - 1}`];
  const head = ["commit refs/heads/main", `mark :${number}`, `committer Ada <ada@example.org> ${time} +0000`];
  return [...head, data(message), ...from, ...files].join("\n");
}

function file(path: string, content: string): string {
  return `M 100644 inline ${path}\n${data(content)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
