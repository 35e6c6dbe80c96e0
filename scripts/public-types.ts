/**
 * The public types of the library: what `dist/lib/index.d.ts` holds, and without comments what review sees of it
 * (`tests/library/public-types.txt`). Usage: npm run public-types
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bundleTypes } from "./types/bundle.ts";

const ROOT = join(import.meta.dirname, "..");
/** What a change of the public types is seen by. */
export const SNAPSHOT: string = join(ROOT, "tests", "library", "public-types.txt");

/** The declarations of the library in one file. */
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

if (process.argv[1] === import.meta.filename) writeFileSync(SNAPSHOT, withoutComments(publicTypes()));
