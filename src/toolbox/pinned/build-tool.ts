import { join } from "node:path";
import { fault } from "../../findings/fault.ts";
import { childEnvironment } from "../child-environment.ts";
import type { Interpreter } from "../interpreter-facts.ts";
import { cachedTool } from "./cached-tool.ts";
import { installWithUv, type ToolOptions, type ToolPorts } from "./provision.ts";
import { TOOL_PINS } from "./tool-pins.ts";
import { findUv } from "../uv.ts";

/**
 * The Python of a private environment that holds pypa/build, its two dependencies and pip (so that
 * build's isolated environments need no ensurepip): `PYTHON -m build`. Made once for each interpreter.
 */
export async function findBuildTool(
  python: Interpreter,
  ports: ToolPorts,
  options: ToolOptions = {},
): Promise<string> {
  if (python.minor < 11) {
    throw fault("tool/no-interpreter", {
      interpreter: `Python 3.11 or newer for the builder "build" (${python.executable} is ${python.version})`,
      remedy: 'use the builder "uv" or a newer Python: --python PATH',
    });
  }
  const [tool, ...needed] = TOOL_PINS.build;
  if (tool === undefined) throw new Error("build is not pinned");
  const key = `${python.version}-${python.platform}`.replace(/[^\w.-]/g, "_");
  const windows = ports.environment.platform === "win32";
  const program = windows ? join("Scripts", "python.exe") : join("bin", "python");
  const site = windows
    ? join("Lib", "site-packages")
    : join("lib", `python3.${python.minor}`, "site-packages");
  const directory = await cachedTool(
    {
      pins: [tool, ...needed],
      folder: `build-${tool.version}-${key}`,
      marker: join(site, "build", "__main__.py"),
      why: 'the builder is "build"',
      async install(into) {
        const uv = await findUv(ports, options);
        await makeEnvironment(uv, python, into, ports);
        await installWithUv(uv, python, TOOL_PINS.build, join(into, site), ports);
      },
    },
    ports,
    options,
  );
  return join(directory, program);
}

async function makeEnvironment(
  uv: string,
  python: Interpreter,
  into: string,
  ports: ToolPorts,
): Promise<void> {
  const how = ["--quiet", "--relocatable", "--allow-existing", "--python", python.executable];
  const made = await ports.processes.run({
    argv: [uv, "venv", ...how, into],
    cwd: ports.environment.temporary,
    env: childEnvironment(ports.environment),
    signal: ports.signal,
  });
  if (made.status !== 0) throw fault("tool/cannot-provide", { tool: "build", reason: made.stderr.trim() });
}
