import { join } from "node:path";
import { fault } from "../findings/fault.ts";
import { childEnvironment } from "./child-environment.ts";
import { findOnPath } from "./executables.ts";
import { findInterpreter } from "./interpreter.ts";
import { cachedTool } from "./pinned/cached-tool.ts";
import { installWithPip, type ToolOptions, type ToolPorts } from "./pinned/provision.ts";
import { TOOL_PINS } from "./pinned/tool-pins.ts";

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
  const own = present === null ? null : await versionOf(present, ports);
  const oldest = OLDEST_UV.join(".");
  if (present !== null && own?.isNewEnough === true) {
    const text = `${present} is used: uv ${own.version}, ${oldest} or newer is required`;
    ports.events({ type: "note", level: "info", text });
    return { path: present, version: own.version };
  }
  const pin = TOOL_PINS.uv;
  const program = join("bin", ports.environment.platform === "win32" ? "uv.exe" : "uv");
  const directory = await cachedTool(
    {
      pins: [pin],
      marker: program,
      why: own === null ? "there is no uv on PATH" : `uv ${own.version} on PATH is older than ${oldest}`,
      install: async (into) =>
        installWithPip(await findInterpreter(null, ports, { uv: null }), [pin], into, ports),
    },
    ports,
    options,
  );
  return { path: join(directory, program), version: pin.version };
}

interface OwnVersion {
  readonly version: string;
  readonly isNewEnough: boolean;
}

async function versionOf(uv: string, ports: ToolPorts): Promise<OwnVersion> {
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
  return {
    version: version[1] ?? "",
    isNewEnough: major > OLDEST_UV[0] || minor >= OLDEST_UV[1],
  };
}
