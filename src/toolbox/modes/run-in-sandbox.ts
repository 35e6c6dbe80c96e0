import { join } from "node:path";
import { installResult, type InstallResult } from "../installers/installer.ts";
import type { ModePorts, ModeRequest, ModeTarget } from "./mode.ts";

/** Directories below which tools keep what they make: all of them inside of the cell's own. */
export function sandboxVariables(directory: string): Readonly<Record<string, string>> {
  const home = join(directory, "home");
  return {
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_STATE_HOME: join(home, ".local", "state"),
    XDG_BIN_HOME: join(home, ".local", "bin"),
    TMPDIR: join(directory, "tmp"),
  };
}

/** Makes the directories that {@link sandboxVariables} names. */
export async function makeSandbox(directory: string, ports: Pick<ModePorts, "files">): Promise<void> {
  for (const name of ["home", "tmp"]) await ports.files.makeDirectory(join(directory, name));
}

/**
 * Runs a tool that installs: without any configuration file, with the user's indexes by variables, its state in the
 * cell's directory, and no input. Files are copied, never linked: a program that writes into its own installation would
 * change every other one, and the cache.
 */
export async function runInSandbox(
  argv: readonly string[],
  target: Pick<ModeTarget, "directory">,
  request: Pick<ModeRequest, "environmentBase" | "indexVariables" | "installTimeout">,
  ports: Pick<ModePorts, "processes" | "environment" | "signal">,
  variables: Readonly<Record<string, string>> = {},
): Promise<InstallResult> {
  const completed = await ports.processes.run({
    argv,
    cwd: target.directory,
    env: {
      ...request.environmentBase,
      ...request.indexVariables,
      ...sandboxVariables(target.directory),
      PIP_CONFIG_FILE: ports.environment.platform === "win32" ? "nul" : "/dev/null",
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
      PIP_ROOT_USER_ACTION: "ignore",
      PIP_NO_COLOR: "1",
      UV_NO_CONFIG: "1",
      UV_PYTHON_DOWNLOADS: "never",
      UV_LINK_MODE: "copy",
      ...variables,
    },
    timeoutMs: request.installTimeout * 1000,
    signal: ports.signal,
  });
  return installResult(argv, completed);
}

/** The last line of what a tool said, for a reason. */
export function lastWords({ output, timedOut, seconds }: InstallResult): string {
  if (timedOut) return `it was still at work after ${Math.round(seconds)} seconds`;
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  return (
    lines.findLast((line) => /error/i.test(line)) ??
    lines.findLast((line) => line !== "") ??
    "it printed nothing"
  ).slice(0, 300);
}

/** Runs the commands one after the other; the first that fails ends it. */
export async function inTurn(
  steps: readonly (() => Promise<InstallResult>)[],
): Promise<{ readonly results: readonly InstallResult[]; readonly failed: InstallResult | null }> {
  const results: InstallResult[] = [];
  for (const step of steps) {
    const result = await step();
    results.push(result);
    if (!result.ok) return { results, failed: result };
  }
  return { results, failed: null };
}
