import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MEBIBYTE = 1 << 20;

/** Makes a git checkout whose wheel has nearly 100 MB of bytes that do not compress, as a wheel with a model or a library has. */
export function makeHeavyProject(directory: string): void {
  if (existsSync(join(directory, ".git"))) return;
  const packageDirectory = join(directory, "src", "heavy");
  mkdirSync(packageDirectory, { recursive: true });
  writeFileSync(
    join(directory, "pyproject.toml"),
    `[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "shipwheel-bench-heavy"
version = "1.0.0"
description = "A package with much data"
readme = "README.md"
license = "MIT"
requires-python = ">=3.9"

[tool.hatch.build.targets.wheel]
packages = ["src/heavy"]
`,
  );
  writeFileSync(join(directory, "README.md"), "# Heavy\n\nA package with much data.\n");
  writeFileSync(join(directory, "LICENSE"), "MIT\n");
  writeFileSync(join(packageDirectory, "__init__.py"), '"""Much data."""\n__version__ = "1.0.0"\n');
  const data = join(packageDirectory, "weights.bin");
  for (let part = 0; part < 95; part++) appendFileSync(data, noise(part));
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=bench", "-c", "user.email=bench@example.org", ...args], {
      cwd: directory,
    });
  };
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "first");
  git("tag", "v1.0.0");
}

/** A mebibyte that looks random and is the same each time. */
function noise(seed: number): Uint8Array {
  return createHash("shake256", { outputLength: MEBIBYTE }).update(`heavy ${seed}`).digest();
}
