import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ShellStep } from "./documents.ts";
import { PROGRAM, PROGRAM_ENVIRONMENT } from "./program.ts";
import { REPOSITORY } from "./repository.ts";

/** How the steps of a document ended, and what each of them printed on both streams. */
export interface Ran {
  readonly status: number | null;
  readonly outputs: readonly string[];
}

/** Runs the shell blocks of a document in one shell, as somebody with an empty `home` and a `shipwheel` on PATH. */
export function runSteps(steps: readonly ShellStep[], home: string): Ran {
  const mark = "=====next block=====";
  const script = ["exec 2>&1", "set -eu", ...steps.flatMap((step) => [step.script, `echo '${mark}'`])].join(
    "\n",
  );
  const kept = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PYTHON|SHIPWHEEL_|GIT_)/.test(name)),
  );
  const bin = join(home, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "shipwheel"), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(join(bin, "shipwheel"), 0o755);
  const env = {
    ...kept,
    ...PROGRAM_ENVIRONMENT,
    PATH: `${bin}:${kept["PATH"] ?? ""}`,
    HOME: home,
    TMPDIR: home,
    NO_COLOR: "1",
  };
  const { status, stdout } = spawnSync("bash", ["-c", script], {
    cwd: REPOSITORY,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { status, outputs: stdout.split(`${mark}\n`) };
}
