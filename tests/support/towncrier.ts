import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "./git.ts";

/** The release of towncrier that our reading of its fragments is held to. */
export const TOWNCRIER = "25.8.0";

let directory: (Disposable & { readonly path: string }) | null = null;

/** The real towncrier, installed once a test file into an environment of its own. */
export function towncrier(): string {
  if (directory === null) {
    directory = temporaryDirectory("towncrier");
    execFileSync("uv", ["venv", "--quiet", join(directory.path, "venv")], { stdio: "ignore" });
    const python = join(directory.path, "venv", "bin", "python");
    execFileSync("uv", ["pip", "install", "--quiet", "--python", python, `towncrier==${TOWNCRIER}`], {
      stdio: "ignore",
    });
  }
  const program = join(directory.path, "venv", "bin", "towncrier");
  if (!existsSync(program)) throw new Error(`${program} was not installed`);
  return program;
}

/** Takes it away again. */
export function removeTowncrier(): void {
  directory?.[Symbol.dispose]();
  directory = null;
}

/** Runs `towncrier build` in a directory. */
export function towncrierBuild(root: string, version: string, date: string): void {
  execFileSync(towncrier(), ["build", "--yes", "--version", version, "--date", date], {
    cwd: root,
    stdio: "pipe",
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" },
  });
}
