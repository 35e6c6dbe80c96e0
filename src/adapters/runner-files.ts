import { appendFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileEntry } from "../text/workflow-command.ts";
import { lazyBuiltin } from "./lazy-builtin.ts";

/** The files by which a step of GitHub Actions hands values on; without a runner they go nowhere. */
export interface RunnerFiles {
  /** For later steps and jobs. */
  readonly output: (name: string, value: string) => void;
  /** For the action's own `post`. */
  readonly state: (name: string, value: string) => void;
  /** Keeps a text for the rest of the job and returns its path. */
  readonly keep: (name: string, text: string) => string;
}

/** Written at once and waited for: a run may be killed at any moment. */
export function runnerFiles(variables: Readonly<Record<string, string>>): RunnerFiles {
  const random = (): string => lazyBuiltin("node:crypto").randomBytes(16).toString("hex");
  const append = (file: string | undefined, name: string, value: string): void => {
    if (file !== undefined && file !== "") appendFileSync(file, fileEntry(name, value, random()));
  };
  return {
    output: (name, value) => append(variables["GITHUB_OUTPUT"], name, value),
    state: (name, value) => append(variables["GITHUB_STATE"], name, value),
    keep(name, text) {
      const path = join(variables["RUNNER_TEMP"] ?? tmpdir(), `shipwheel-${random().slice(0, 8)}-${name}`);
      writeFileSync(path, text, { mode: 0o600 });
      return path;
    },
  };
}
