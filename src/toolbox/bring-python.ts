import { join } from "node:path";
import type { Interpreter } from "./interpreter-facts.ts";
import { findInterpreter } from "./interpreter.ts";
import { fetchEnvironment, type ToolPorts } from "./pinned/provision.ts";
import { cacheDirectories } from "./pinned/tool-cache.ts";

/** Milliseconds for a download of some 30 MB. */
const TIMEOUT = 300_000;

/** An interpreter, or why there is none. */
export type BroughtPython = Interpreter | { readonly absent: string };

/**
 * The interpreter of a minor version: one that is here, else one that uv brings into the tool cache. Where neither is
 * possible, the reason: a trial that cannot be made is told.
 */
export async function bringPython(
  minor: string,
  uv: string,
  ports: ToolPorts,
  options: { readonly directory: string; readonly offline: boolean },
): Promise<BroughtPython> {
  const here = await findInterpreter(minor, ports, { directory: options.directory, uv }).catch(stopped);
  if (here !== null) return here;
  if (options.offline)
    return { absent: `CPython ${minor} is not here, and nothing may be fetched (--offline)` };
  const { root } = await cacheDirectories(ports);
  const env = {
    ...(await fetchEnvironment(ports)),
    UV_PYTHON_INSTALL_DIR: join(root, "pythons"),
    UV_PYTHON_DOWNLOADS: "manual",
    UV_HTTP_RETRIES: "0",
    UV_NO_CONFIG: "1",
  };
  const run = (...words: readonly string[]) =>
    ports.processes.run({
      argv: [uv, "python", ...words],
      cwd: ports.environment.temporary,
      env,
      timeoutMs: TIMEOUT,
      signal: ports.signal,
    });
  const installed = await run("install", "--no-bin", "--quiet", minor);
  const found = installed.status === 0 ? await run("find", "--no-project", "--managed-python", minor) : null;
  const path = found?.status === 0 ? found.stdout.trim() : "";
  const brought = path === "" ? null : await findInterpreter(path, ports, options).catch(stopped);
  if (brought !== null) return brought;
  const cause =
    /cause: (.*)/g.exec(installed.stderr)?.[1] ?? installed.stderr.trim().split("\n").at(-1) ?? "";
  return {
    absent: `CPython ${minor} is not here, and uv cannot fetch it${cause === "" ? "" : `: ${cause}`}`,
  };

  function stopped(error: unknown): null {
    if (ports.signal.aborted) throw error;
    return null;
  }
}
