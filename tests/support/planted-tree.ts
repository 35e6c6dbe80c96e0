import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { packageScript, REPOSITORY } from "./repository.ts";

/** What the linter says about one file. */
export interface Diagnostic {
  readonly file: string;
  readonly rule: string;
}

/** What `npm run lint` says about a tree of files. */
export interface LintRun {
  readonly failed: boolean;
  readonly filesRead: number;
  readonly diagnostics: readonly Diagnostic[];
}

const CONFIGURATION = [
  "oxlint.config.ts",
  "vitest.config.ts",
  "tsconfig.json",
  "package.json",
  "scripts/rooms.ts",
];

/**
 * Runs the repository's own lint command in a temporary tree that holds its configuration and the given files.
 * The tree has every directory that the command names.
 */
export function lintPlanted(files: Readonly<Record<string, string>>): LintRun {
  const root = mkdtempSync(join(tmpdir(), "shipwheel-planted-"));
  try {
    for (const path of CONFIGURATION) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      copyFileSync(join(REPOSITORY, path), join(root, path));
    }
    symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
    for (const directory of ["src", "tests", "scripts", "bench", "examples"]) {
      mkdirSync(join(root, directory), { recursive: true });
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return runLint(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Runs the repository's lint command in a directory and reads its JSON. */
export function runLint(root: string): LintRun {
  const [program = "", ...args] = packageScript("lint").split(" ");
  const bin = join(REPOSITORY, "node_modules", ".bin");
  const options = {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 27,
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
  } as const;
  let output: string;
  let failed = false;
  try {
    output = execFileSync(join(bin, program), [...args, "--format", "json"], options);
  } catch (error) {
    failed = true;
    output = (error as { readonly stdout: string }).stdout;
  }
  const document = JSON.parse(output) as {
    readonly number_of_files: number;
    readonly diagnostics: readonly { readonly filename: string; readonly code: string }[];
  };
  return {
    failed,
    filesRead: document.number_of_files,
    diagnostics: document.diagnostics.map(({ filename, code }) => ({ file: filename, rule: code })),
  };
}
