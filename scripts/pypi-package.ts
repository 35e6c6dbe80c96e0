import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const PROGRAM = ["cli", "chunks", "THIRD-PARTY-LICENSES.txt"] as const;

const SOURCES = ["pyproject.toml", "LICENSE", "python"] as const;

/** The source tree of the PyPI package with the built program of `dist` inside, so that its backend only copies; a git repository of one commit. */
export function assemblePypiPackage(dist: string, tree: string): void {
  mkdirSync(tree, { recursive: true });
  for (const name of SOURCES)
    cpSync(join(root, name), join(tree, name), {
      recursive: true,
      filter: (path) => !/__pycache__|shipwheel[\\/]program/.test(path),
    });
  const program = join(tree, "python", "src", "shipwheel", "program");
  for (const name of PROGRAM) cpSync(join(dist, name), join(program, name), { recursive: true });
  writeFileSync(join(tree, ".gitignore"), "__pycache__/\n");
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
