import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleTypes } from "./bundle.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** By which review sees a change of the public types. */
export const SNAPSHOT = "tests/library/public-types.txt";

/** The declarations of the library in one file: `dist/lib/index.d.ts`. */
export function publicTypes(): string {
  const directory = mkdtempSync(join(tmpdir(), "shipwheel-types-"));
  try {
    const args = ["--project", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", directory];
    execFileSync(join(ROOT, "node_modules", ".bin", "tsc"), args, { cwd: ROOT, stdio: "inherit" });
    return bundleTypes(join(directory, "index.d.ts"), (path) => readFileSync(path, "utf8"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The same without comments: what a caller can come to depend on. */
export function withoutComments(types: string): string {
  return types.replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "").replaceAll(/\n{3,}/g, "\n\n");
}
