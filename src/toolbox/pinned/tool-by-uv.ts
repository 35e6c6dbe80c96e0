import { cachedTool, type CachedTool } from "./cached-tool.ts";
import type { Interpreter } from "../interpreter-facts.ts";
import { installWithUv, type ToolOptions, type ToolPorts } from "./provision.ts";
import { findUv } from "../uv.ts";

/** The directory of a pinned tool that uv installs for this Python on first use. Throws as {@link cachedTool}. */
export function toolByUv(
  tool: Omit<CachedTool, "install">,
  python: Interpreter,
  ports: ToolPorts,
  options: ToolOptions,
): Promise<string> {
  const install = async (into: string): Promise<void> =>
    installWithUv(await findUv(ports, options), python, tool.pins, into, ports);
  return cachedTool({ ...tool, install }, ports, options);
}
