import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const PROGRAM = ["cli", "chunks", "THIRD-PARTY-LICENSES.txt"] as const;

/** The source tree of the PyPI package: its launcher and its backend, with the built program of `dist` inside; a git repository of one commit. */
export function assemblePypiPackage(dist: string, tree: string): void {
  mkdirSync(tree, { recursive: true });
  cpSync(join(root, "packages", "pypi"), tree, {
    recursive: true,
    filter: (path) => !path.includes("__pycache__"),
  });
  cpSync(join(root, "LICENSE"), join(tree, "LICENSE"));
  const program = join(tree, "src", "shipwheel", "program");
  for (const name of PROGRAM) cpSync(join(dist, name), join(program, name), { recursive: true });
  const git = (...args: readonly string[]): Buffer =>
    execFileSync(
      "git",
      ["-c", "user.name=shipwheel", "-c", "user.email=shipwheel@example.invalid", ...args],
      {
        cwd: tree,
      },
    );
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "-m", "build: the package of this version");
}
