import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import { cleanEnvironment } from "./measure.ts";

/** A repository of packages `p0`, `p1`, … in `packages/`, each tagged twice on the way; made once. */
export function makeMonorepo(root: string, packages: number, commits: number): void {
  if (existsSync(join(root, ".git"))) return;
  mkdirSync(root, { recursive: true });
  const env = cleanEnvironment({ GIT_CONFIG_GLOBAL: "/dev/null" });
  const git = (args: readonly string[], input = ""): void => {
    execFileSync("git", args, { cwd: root, env, input, stdio: ["pipe", "ignore", "inherit"] });
  };
  git(["init", "-q", "-b", "main"]);
  git(["fast-import", "--quiet"], [...commitStream(packages, commits)].join("\n"));
  git(["reset", "-q", "--hard"]);
}

function* commitStream(packages: number, commits: number): Generator<string> {
  const every = Math.max(1, Math.floor(commits / (2 * packages)));
  for (let number = 1; number <= commits; number++) {
    const files = [file(`packages/p${(number * 7919) % packages}/module.py`, `${number}`)];
    if (number === 1) files.push(...projectFiles(packages));
    const from = number === 1 ? [] : [`from :${number - 1}`];
    const who = `committer Ada <ada@example.org> ${1_600_000_000 + number * 60} +0000`;
    yield [
      "commit refs/heads/main",
      `mark :${number}`,
      who,
      data(`change ${number}`),
      ...from,
      ...files,
    ].join("\n");
    if (number % every !== 0) continue;
    const tag = number / every;
    yield `reset refs/tags/p${tag % packages}-v${1 + Math.floor(tag / packages)}.0\nfrom :${number}\n`;
  }
}

function projectFiles(packages: number): readonly string[] {
  const files = [file("pyproject.toml", '[tool.uv.workspace]\nmembers = ["packages/*"]\n')];
  for (let index = 0; index < packages; index++) {
    const scm = `[tool.setuptools_scm]\nroot = "../.."\ntag.prefix = "p${index}-v"\nscm.git.distance_scope = true\n`;
    files.push(
      file(
        `packages/p${index}/pyproject.toml`,
        `[project]\nname = "p${index}"\ndynamic = ["version"]\n${scm}`,
      ),
    );
  }
  return files;
}

function file(path: string, content: string): string {
  return `M 100644 inline ${path}\n${data(content)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
