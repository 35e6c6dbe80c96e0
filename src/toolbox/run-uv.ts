import type { Ports } from "../ports/ports.ts";
import type { Completed } from "../ports/processes.ts";
import type { InstallSettings } from "./installers/installer.ts";

/**
 * Runs uv as every trial does: in the scrubbed environment, with the user's indexes given by variables, without any
 * configuration file, on interpreters that are there.
 */
export function runUv(
  args: readonly string[],
  cwd: string,
  request: Pick<InstallSettings, "uv" | "environmentBase" | "indexVariables" | "installTimeout">,
  ports: Pick<Ports, "processes" | "signal">,
): Promise<Completed> {
  return ports.processes.run({
    argv: [request.uv, ...args],
    cwd,
    env: {
      // A program that writes into its own installation would change every other one, and the cache.
      UV_LINK_MODE: "copy",
      ...request.environmentBase,
      ...request.indexVariables,
      UV_NO_CONFIG: "1",
      UV_PYTHON_DOWNLOADS: "never",
    },
    timeoutMs: request.installTimeout * 1000,
    signal: ports.signal,
  });
}
