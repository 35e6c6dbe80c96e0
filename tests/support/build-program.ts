import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { REPOSITORY } from "./repository.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the built program. */
    readonly program: string;
  }
}

/** Builds the program once for all tests that run it: it starts in a quarter of the time that the sources need. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "shipwheel-program-"));
  execFileSync(process.execPath, [join(REPOSITORY, "scripts", "build.ts"), "--cli", "--out", folder]);
  project.provide("program", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
