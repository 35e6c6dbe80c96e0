import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import type { Interpreter } from "./interpreter-facts.ts";
import { installWithUv, offlineMissing, type ToolOptions, type ToolPorts } from "./provision.ts";
import { cachedDirectory, cacheDirectories } from "./tool-cache.ts";
import { TOOL_PINS } from "./tool-pins.ts";
import { findUv } from "./uv.ts";

/** A pinned pip that lives outside every environment. */
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

/** The pip for this interpreter, from the tool cache; fetched on first use. Faults as {@link findUv}. */
export async function findPip(
  python: Interpreter,
  ports: ToolPorts,
  options: ToolOptions = {},
): Promise<PipTool> {
  const pin = TOOL_PINS.pip.find((candidate) => python.major === 3 && python.minor >= candidate.minimumMinor);
  if (pin === undefined) {
    throw fault("tool/no-interpreter", {
      interpreter: `a Python that pip supports (${python.executable} is ${python.version})`,
      remedy: "name Python 3.9 or newer: --python PATH",
    });
  }
  const { root } = await cacheDirectories(ports);
  const directory = join(root, "tools", `pip-${pin.version}`);
  const marker = join("pip", "__main__.py");
  if ((await ports.files.stat(join(directory, marker))) === null) {
    if (options.offline === true) throw offlineMissing("pip");
    const uv = await findUv(ports, options);
    await cachedDirectory(directory, marker, (into) => installWithUv(uv, python, [pin], into, ports), ports);
  }
  const source = join(directory, "pip");
  return { version: pin.version, package: source, command: (interpreter) => [interpreter, source] };
}
