import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import type { Interpreter } from "./interpreter-facts.ts";
import { copyOfOwnPip, OLDEST_PIP, ownPip } from "./own-pip.ts";
import type { ToolOptions, ToolPorts } from "./pinned/provision.ts";
import { toolByUv } from "./pinned/tool-by-uv.ts";
import { TOOL_PINS } from "./pinned/tool-pins.ts";

/** A pip that lives outside every environment. */
export interface PipTool {
  readonly version: string;
  /** The package itself: `PYTHON DIRECTORY install …` runs it. */
  readonly package: string;
  /**
   * The first words of a pip command that works on the environment of `python` (the `bin/python` of a virtual
   * environment, which needs neither pip nor ensurepip): pip runs in that very interpreter. It is what
   * `pip --python` does after a second start of Python, hence the same at half the price.
   */
  command(python: string): readonly string[];
}

/**
 * The pip for this interpreter: its own where that is new enough, else a pinned one in the tool cache, fetched on first
 * use; offline its own of any age. Faults as {@link toolByUv}.
 */
export async function findPip(
  python: Interpreter,
  ports: ToolPorts,
  options: ToolOptions = {},
): Promise<PipTool> {
  const pin = TOOL_PINS.pip.find((candidate) => python.major === 3 && python.minor >= candidate.minimumMinor);
  if (pin === undefined) {
    throw fault("tool/no-interpreter", {
      interpreter: `a Python that pip supports (${python.executable} is ${python.version})`,
      remedy: "use Python 3.9 or newer: --python PATH",
    });
  }
  const own = await ownPip(python, ports);
  if (own?.isNewEnough === true) {
    const copy = await copyOfOwnPip(own, python, ports);
    if (copy !== null) {
      const text = `pip ${own.version} of ${python.executable} is used: ${OLDEST_PIP} or newer is required`;
      ports.events({ type: "note", level: "info", text });
      return toolAt(copy, own.version);
    }
  }
  const why =
    own === null
      ? `${python.executable} has no pip`
      : own.isNewEnough
        ? `pip ${own.version} of ${python.executable} does not run on its own`
        : `pip ${own.version} of ${python.executable} is older than ${OLDEST_PIP}`;
  try {
    const tool = { pins: [pin], marker: join("pip", "__main__.py"), why } as const;
    return toolAt(await toolByUv(tool, python, ports, options), pin.version);
  } catch (error) {
    const copy = options.offline === true && own !== null ? await copyOfOwnPip(own, python, ports) : null;
    if (copy === null || own === null) throw error;
    const text = `pip ${own.version} of ${python.executable} is used (--offline); ${OLDEST_PIP} or newer is tested`;
    ports.events({ type: "note", level: "warning", text });
    return toolAt(copy, own.version);
  }
}

function toolAt(directory: string, version: string): PipTool {
  const source = join(directory, "pip");
  return { version, package: source, command: (interpreter) => [interpreter, source] };
}
