import { join } from "node:path";
import { childEnvironment } from "./child-environment.ts";
import { findInterpreter } from "./interpreter.ts";
import { installWithUv, offlineMissing, type ToolOptions, type ToolPorts } from "./provision.ts";
import { cachedDirectory, cacheDirectories } from "./tool-cache.ts";
import { TOOL_PINS } from "./tool-pins.ts";
import { findUv } from "./uv.ts";
import { fault } from "../findings/fault.ts";

const TIMEOUT_MS = 120_000;
const START =
  "import sys; sys.path.insert(0, sys.argv.pop(1)); from towncrier._shell import cli; cli(prog_name='towncrier')";

/** Runs towncrier, from the tool cache, in a directory. Throws `tool/failed` with its last words. */
export async function runTowncrierTool(
  directory: string,
  words: readonly string[],
  ports: ToolPorts,
  options: ToolOptions = {},
): Promise<string> {
  const python = await findInterpreter(null, ports);
  const { root } = await cacheDirectories(ports);
  const version = TOOL_PINS.towncrier.find(({ name }) => name === "towncrier")?.version ?? "";
  const key = `${python.version}-${python.platform}${python.threaded ? "" : "t"}`.replace(/[^\w.-]/g, "_");
  const home = join(root, "tools", `towncrier-${version}-${key}`);
  const marker = join("towncrier", "_shell.py");
  if ((await ports.files.stat(join(home, marker))) === null) {
    if (options.offline === true) throw offlineMissing("towncrier");
    const uv = await findUv(ports, options);
    const install = (into: string): Promise<void> =>
      installWithUv(uv, python, TOOL_PINS.towncrier, into, ports);
    await cachedDirectory(home, marker, install, ports);
  }
  const done = await ports.processes.run({
    argv: [python.executable, "-I", "-X", "utf8", "-c", START, home, ...words],
    cwd: directory,
    env: childEnvironment(ports.environment),
    timeoutMs: TIMEOUT_MS,
    signal: ports.signal,
  });
  if (done.status !== 0) {
    const lines = `${done.stdout}\n${done.stderr}`.trim().split("\n");
    throw fault("changelog/towncrier-failed", {
      reason: lines.at(-1)?.trim() || `exit status ${done.status}`,
    });
  }
  return done.stdout;
}
