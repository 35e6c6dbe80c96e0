import { join } from "node:path";
import { formatBytes } from "../../text/quantities.ts";
import { offlineMissing, type ToolOptions, type ToolPorts } from "./provision.ts";
import { readIndexConfiguration } from "../index-configuration.ts";
import { cachedDirectory, cacheDirectories, markUsed } from "./tool-cache.ts";
import type { ToolPin } from "./tool-pins.ts";

/** A pinned tool of the tool cache. */
export interface CachedTool {
  /** What is fetched; the first one is the tool, the others are what it needs. */
  readonly pins: readonly [ToolPin, ...ToolPin[]];
  /** Its folder in the tool cache; by default its name and version. */
  readonly folder?: string;
  /** A file that a complete folder holds. */
  readonly marker: string;
  /** Why it is wanted, and nothing that is here will do: `there is no uv on PATH`. */
  readonly why: string;
  readonly install: (into: string) => Promise<void>;
}

const running = new WeakMap<object, Map<string, Promise<string>>>();

/** The directory of a tool, which is fetched on first use: that is announced. Throws `tool/not-provided` (offline). */
export function cachedTool(tool: CachedTool, ports: ToolPorts, options: ToolOptions): Promise<string> {
  const known = running.get(ports.files) ?? new Map<string, Promise<string>>();
  running.set(ports.files, known);
  const folder = folderOf(tool);
  let found = known.get(folder);
  if (found === undefined) {
    found = provide(tool, ports, options);
    known.set(folder, found);
    found.catch(() => known.delete(folder));
  }
  return found;
}

async function provide(tool: CachedTool, ports: ToolPorts, options: ToolOptions): Promise<string> {
  const { root } = await cacheDirectories(ports);
  const directory = join(root, "tools", folderOf(tool));
  if ((await ports.files.stat(join(directory, tool.marker))) === null) {
    const [{ name, version }] = tool.pins;
    if (options.offline === true) throw offlineMissing(`${name} ${version}`, tool.why);
    await announced(tool, ports, () => cachedDirectory(directory, tool.marker, tool.install, ports));
  }
  await markUsed(directory, ports);
  return directory;
}

function folderOf({ folder, pins: [{ name, version }] }: CachedTool): string {
  return folder ?? `${name}-${version}`;
}

/** Says what is fetched, from where, how large it is and why, before it is. */
async function announced(tool: CachedTool, ports: ToolPorts, fetch: () => Promise<unknown>): Promise<void> {
  const [{ name, version }] = tool.pins;
  const { default: index } = await readIndexConfiguration(ports);
  const from = index === null ? "PyPI" : new URL(index.url).host;
  const size = formatBytes(tool.pins.reduce((sum, { bytes }) => sum + bytes, 0));
  const id = `download-${name}`;
  const begin = ports.clock.elapsed();
  const title = `download ${name} ${version} (${size}, from ${from}): ${tool.why}`;
  ports.events({ type: "start", id, title, atOnce: true });
  const end = (outcome: "ok" | "failed"): void =>
    ports.events({ type: "end", id, outcome, seconds: ports.clock.elapsed() - begin });
  try {
    await fetch();
  } catch (error) {
    end("failed");
    throw error;
  }
  end("ok");
}
