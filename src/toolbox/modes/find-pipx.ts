import { join } from "node:path";
import { fault } from "../../findings/fault.ts";
import { findOnPath } from "../executables.ts";
import type { Interpreter } from "../interpreter-facts.ts";
import type { ToolOptions, ToolPorts } from "../pinned/provision.ts";
import { toolByUv } from "../pinned/tool-by-uv.ts";
import { TOOL_PINS } from "../pinned/tool-pins.ts";

/** The oldest Python that the pinned pipx runs on. */
const OLDEST_MINOR = 11;
const START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from pipx.main import cli; sys.exit(cli())";

/** The first words of a pipx command: the one on PATH, else a pinned one in the tool cache, fetched on first use. */
export async function findPipx(
  pythons: readonly Interpreter[],
  ports: ToolPorts,
  options: ToolOptions = {},
): Promise<readonly string[]> {
  const own = await findOnPath("pipx", ports);
  if (own !== null) return [own];
  const python = pythons.find(({ minor }) => minor >= OLDEST_MINOR);
  if (python === undefined)
    throw fault("tool/no-interpreter", {
      interpreter: `Python 3.${OLDEST_MINOR} or newer for pipx`,
      remedy: "put pipx on PATH, or name a newer Python: --python PATH",
    });
  const [tool, ...needed] = TOOL_PINS.pipx.toSorted((a) => (a.name === "pipx" ? -1 : 1));
  if (tool === undefined) throw new Error("pipx is not pinned");
  // All of them are pure Python: one folder does for every Python.
  const home = await toolByUv(
    {
      pins: [tool, ...needed],
      marker: join("pipx", "main.py"),
      why: "there is no pipx on PATH, and the release is tried with it",
    },
    python,
    ports,
    options,
  );
  return [python.executable, "-I", "-X", "utf8", "-c", START, home];
}
