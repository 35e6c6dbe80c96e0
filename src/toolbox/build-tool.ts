import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import { childEnvironment } from "./child-environment.ts";
import type { Interpreter } from "./interpreter-facts.ts";
import { installWithUv, offlineMissing, type ToolOptions, type ToolPorts } from "./provision.ts";
import { cachedDirectory, cacheDirectories } from "./tool-cache.ts";
import { TOOL_PINS } from "./tool-pins.ts";
import { findUv } from "./uv.ts";

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
      remedy: 'use the builder "uv", or name a newer Python: --python PATH',
    });
  }
  const { root } = await cacheDirectories(ports);
  const version = TOOL_PINS.build[0]?.version ?? "";
  const key = `${python.version}-${python.platform}`.replace(/[^\w.-]/g, "_");
  const directory = join(root, "tools", `build-${version}-${key}`);
  const windows = ports.environment.platform === "win32";
  const program = windows ? join("Scripts", "python.exe") : join("bin", "python");
  const site = windows
    ? join("Lib", "site-packages")
    : join("lib", `python3.${python.minor}`, "site-packages");
  const marker = join(site, "build", "__main__.py");
  if ((await ports.files.stat(join(directory, marker))) === null) {
    if (options.offline === true) throw offlineMissing("build");
    const uv = await findUv(ports, options);
    await cachedDirectory(
      directory,
      marker,
      async (into) => {
        const made = await ports.processes.run({
          argv: [
            uv,
            "venv",
            "--quiet",
            "--relocatable",
            "--allow-existing",
            "--python",
            python.executable,
            into,
          ],
          cwd: ports.environment.temporary,
          env: childEnvironment(ports.environment),
          signal: ports.signal,
        });
        if (made.status !== 0)
          throw fault("tool/cannot-provide", { tool: "build", reason: made.stderr.trim() });
        await installWithUv(uv, python, TOOL_PINS.build, join(into, site), ports);
      },
      ports,
    );
  }
  return join(directory, program);
}
