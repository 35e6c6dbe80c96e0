import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryDirectory, type TemporaryDirectory } from "./git.ts";
import { REPOSITORY, repositoryFiles } from "./repository.ts";

/** A copy of the checkout, a repository of its own, for tests that write into it; gone afterwards. */
export function copyOfTree(): TemporaryDirectory {
  const copy = temporaryDirectory("copy");
  for (const path of repositoryFiles()) {
    const target = join(copy.path, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(REPOSITORY, path), target, { force: true, errorOnExist: false });
  }
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy.path, "node_modules"));
  const git = (...args: readonly string[]): unknown => execFileSync("git", args, { cwd: copy.path });
  git("init", "--quiet");
  git("add", "--all");
  return copy;
}
