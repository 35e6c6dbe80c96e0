import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import { childEnvironment } from "./child-environment.ts";
import { findOnPath } from "./executables.ts";
import { findInterpreter } from "./interpreter.ts";
import { installWithPip, offlineMissing, type ToolOptions, type ToolPorts } from "./provision.ts";
import { cachedDirectory, cacheDirectories } from "./tool-cache.ts";
import { TOOL_PINS } from "./tool-pins.ts";

/** The oldest uv whose options we use (`--default-index`, `pip install --compile-bytecode`). */
const OLDEST_UV = [0, 5] as const;

interface FoundUv {
  readonly path: string;
  readonly version: string;
}

const found = new WeakMap<object, Promise<FoundUv>>();

/**
 * The path of uv: the one on PATH when it is new enough, else a pinned one in the tool cache, which is fetched
 * from the user's index on first use. Asked once a run. Throws `tool/not-provided` (offline) and
 * `tool/cannot-provide`.
 */
export async function findUv(ports: ToolPorts, options: ToolOptions = {}): Promise<string> {
  return (await askOnce(ports, options)).path;
}

/** The version of the uv that {@link findUv} found. */
export async function uvVersion(ports: ToolPorts, options: ToolOptions = {}): Promise<string> {
  return (await askOnce(ports, options)).version;
}

function askOnce(ports: ToolPorts, options: ToolOptions): Promise<FoundUv> {
  let answer = found.get(ports.processes);
  if (answer === undefined) {
    answer = locateUv(ports, options);
    found.set(ports.processes, answer);
    answer.catch(() => found.delete(ports.processes));
  }
  return answer;
}

async function locateUv(ports: ToolPorts, options: ToolOptions): Promise<FoundUv> {
  const present = await findOnPath("uv", ports);
  const version = present === null ? null : await versionIfNewEnough(present, ports);
  if (present !== null && version !== null) return { path: present, version };
  const { root } = await cacheDirectories(ports);
  const pin = TOOL_PINS.uv;
  const directory = join(root, "tools", `uv-${pin.version}`);
  const program = join("bin", ports.environment.platform === "win32" ? "uv.exe" : "uv");
  if ((await ports.files.stat(join(directory, program))) === null) {
    if (options.offline === true) throw offlineMissing("uv");
    const python = await findInterpreter(null, ports, { uv: null });
    await cachedDirectory(directory, program, (into) => installWithPip(python, [pin], into, ports), ports);
  }
  return { path: join(directory, program), version: pin.version };
}

async function versionIfNewEnough(uv: string, ports: ToolPorts): Promise<string | null> {
  const done = await ports.processes.run({
    argv: [uv, "--version"],
    cwd: ports.environment.temporary,
    env: childEnvironment(ports.environment),
    timeoutMs: 20_000,
    signal: ports.signal,
  });
  const version = /^uv ((\d+)\.(\d+)\S*)/.exec(done.stdout);
  if (done.status !== 0 || version === null) {
    throw fault("tool/cannot-start", {
      program: uv,
      reason: done.stderr.trim() || `exit status ${done.status}`,
    });
  }
  const [major, minor] = [Number(version[2]), Number(version[3])];
  return major > OLDEST_UV[0] || minor >= OLDEST_UV[1] ? (version[1] ?? null) : null;
}
