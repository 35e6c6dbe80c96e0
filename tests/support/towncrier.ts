import { execFileSync } from "node:child_process";
import { findTowncrier } from "./python-tools.ts";

/** Runs the real `towncrier build` in a directory. */
export function towncrierBuild(root: string, version: string, date: string): void {
  const [program, ...args] = findTowncrier();
  execFileSync(program, [...args, "build", "--yes", "--version", version, "--date", date], {
    cwd: root,
    stdio: "pipe",
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C.UTF-8" },
  });
}
