import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { cleanEnvironment } from "./measure.ts";

/** A repository whose version is asked for. */
export interface VersionRepository {
  readonly id: string;
  readonly title: string;
  readonly root: string;
}

const PYPROJECT = `[build-system]
requires = ["setuptools", "setuptools-scm"]
build-backend = "setuptools.build_meta"
[project]
name = "asked"
dynamic = ["version"]
[tool.setuptools_scm]
[tool.versioningit]
default-version = "0.0"
`;

const STATIC = `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "asked"
version = "1.0.0"
`;
const TYPES = ["fix", "feat", "docs", "chore", "test"];

/** A repository of conventional commits, with bodies, since its only release; made once. */
export function unreleasedRepository(root: string, commits: number): void {
  if (existsSync(join(root, ".git"))) return;
  const lines: string[] = [];
  for (let number = 1; number <= commits; number++) {
    const time = 1_500_000_000 + number * 600;
    const message = `${TYPES[number % TYPES.length]}: change ${number}\n\nA body that says\nwhy this was done (#${number}).\n`;
    lines.push("commit refs/heads/main", `mark :${number}`, `committer Ada <ada@example.org> ${time} +0000`);
    lines.push(data(message), ...(number > 1 ? [`from :${number - 1}`] : []));
    if (number === 1) lines.push("M 100644 inline pyproject.toml", data(STATIC));
    lines.push(`M 100644 inline src/f${number % 200}.py`, data(`${number}\n`));
    if (number === 1)
      lines.push("tag v1.0.0", "from :1", `tagger Ada <ada@example.org> ${time} +0000`, data("v1.0.0"));
  }
  importHistory(root, lines);
}

/** A repository of so many commits and tags, straight, by `git fast-import`; made once. */
export function madeRepository(root: string, commits: number, tags: number): void {
  if (existsSync(join(root, ".git"))) return;
  const every = Math.max(1, Math.floor(commits / tags));
  const lines: string[] = [];
  for (let number = 1; number <= commits; number++) {
    const time = 1_500_000_000 + number * 600;
    lines.push("commit refs/heads/main", `mark :${number}`, `committer Ada <ada@example.org> ${time} +0000`);
    lines.push(data(`change ${number}`), ...(number > 1 ? [`from :${number - 1}`] : []));
    if (number === 1) lines.push("M 100644 inline pyproject.toml", data(PYPROJECT));
    lines.push(`M 100644 inline src/f${number % 200}.py`, data(`${number}\n`));
    // HEAD lies some commits behind the last tag.
    if (number % every === 0 && number < commits) {
      const count = number / every;
      const tag = `v${1 + Math.floor(count / 100)}.${count % 100}.0`;
      lines.push(`tag ${tag}`, `from :${number}`, `tagger Ada <ada@example.org> ${time} +0000`, data(tag));
    }
  }
  importHistory(root, lines);
}

function importHistory(root: string, lines: readonly string[]): void {
  mkdirSync(root, { recursive: true });
  const env = cleanEnvironment({ GIT_CONFIG_GLOBAL: "/dev/null" });
  const git = (args: readonly string[], input = ""): void => {
    execFileSync("git", args, { cwd: root, env, input, stdio: ["pipe", "ignore", "inherit"] });
  };
  git(["init", "-q", "-b", "main"]);
  git(["fast-import", "--quiet"], `${lines.join("\n")}\n`);
  git(["reset", "-q", "--hard"]);
}

/** A large public history, where one is given: a clone of it, configured for setuptools-scm. */
export function clonedRepository(root: string, from: string): void {
  if (existsSync(root)) rmSync(root, { recursive: true });
  const env = cleanEnvironment({ GIT_CONFIG_GLOBAL: "/dev/null" });
  const git = (...args: readonly string[]): void => void execFileSync("git", args, { env });
  git("clone", "-q", "--no-local", from, root);
  execFileSync("python3", [
    "-c",
    "import sys; open(sys.argv[1], 'w').write(sys.argv[2])",
    join(root, "pyproject.toml"),
    PYPROJECT,
  ]);
  git("-C", root, "add", "-A");
  git("-C", root, "-c", "user.name=bench", "-c", "user.email=b@example.org", "commit", "-qm", "configured");
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
