import { join } from "node:path";
import { childEnvironment } from "../child-environment.ts";
import { findInterpreter } from "../interpreter.ts";
import type { ToolOptions, ToolPorts } from "./provision.ts";
import { toolByUv } from "./tool-by-uv.ts";
import { TOOL_PINS } from "./tool-pins.ts";
import { fault } from "../../findings/fault.ts";

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
  const [tool, ...needed] = TOOL_PINS.towncrier.toSorted((a) => (a.name === "towncrier" ? -1 : 1));
  if (tool === undefined) throw new Error("towncrier is not pinned");
  const key = `${python.version}-${python.platform}${python.threaded ? "" : "t"}`.replace(/[^\w.-]/g, "_");
  const home = await toolByUv(
    {
      pins: [tool, ...needed],
      folder: `towncrier-${tool.version}-${key}`,
      marker: join("towncrier", "_shell.py"),
      why: "the changelog of this project is towncrier's",
    },
    python,
    ports,
    options,
  );
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
