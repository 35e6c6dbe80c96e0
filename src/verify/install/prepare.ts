import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { INSTALLERS } from "../../toolbox/installers/registry.ts";
import { limitTo, type Limit } from "../../ports/limit.ts";
import type { Cell, PreparedEnvironment, PreparedEnvironments, PrepareRequest } from "../request.ts";
import { venvPlaces } from "../../toolbox/modes/places.ts";
import { runUv } from "../../toolbox/run-uv.ts";

/** What making environments asks of the outside world. */
export type PreparePorts = Pick<Ports, "processes" | "files" | "environment" | "signal" | "clock">;

/** An environment before anything is installed. */
type Bare = Omit<PreparedEnvironment, "preinstalled" | "seconds">;

/**
 * Starts making the fresh environment of every cell and installing the statically known dependencies into it, so
 * that this can happen while the build still runs. The later installation resolves against the index all the
 * same, yet finds its dependencies there. A dependency that cannot be installed early is no failure here: the
 * installation of the release will say so in the installer's words.
 *
 * Each installer resolves once for each Python; its further environments get the very versions that it chose, by
 * way of uv.
 */
export function prepareEnvironments(request: PrepareRequest, ports: PreparePorts): PreparedEnvironments {
  const limit = limitTo(ports.environment.cores);
  const chosen = new Map<string, Promise<readonly string[] | null>>();
  const prepared = new Map<string, Promise<PreparedEnvironment>>();
  for (const cell of request.cells) {
    const promise = prepare(cell, request, chosen, limit, ports);
    // Awaited when the trial starts, which may be never: a build can fail first.
    promise.catch(() => undefined);
    prepared.set(cell.id, promise);
  }
  return prepared;
}

async function prepare(
  cell: Cell,
  request: PrepareRequest,
  chosen: Map<string, Promise<readonly string[] | null>>,
  limit: Limit,
  ports: PreparePorts,
): Promise<PreparedEnvironment> {
  const begin = ports.clock.elapsed();
  const bare = environmentOf(cell, request, ports);
  await limit(() => createEnvironment(bare, request, ports));
  const preinstalled =
    request.requirements.length > 0 && (await preinstall(bare, request, chosen, limit, ports));
  return { ...bare, preinstalled, seconds: ports.clock.elapsed() - begin };
}

async function preinstall(
  bare: Bare,
  request: PrepareRequest,
  chosen: Map<string, Promise<readonly string[] | null>>,
  limit: Limit,
  ports: PreparePorts,
): Promise<boolean> {
  const install = async (): Promise<boolean> =>
    (await limit(() => INSTALLERS[bare.cell.installer].prepare(bare, request, ports))).ok;
  const key = `${bare.cell.installer} ${bare.cell.python.executable}`;
  const earlier = chosen.get(key);
  if (earlier === undefined) {
    const done = install();
    chosen.set(
      key,
      done.then((ok) => (ok ? limit(() => freeze(bare, request, ports)) : null)),
    );
    return done;
  }
  const versions = await earlier;
  if (versions === null) return false;
  if (await limit(() => installExactly(versions, bare, request, ports))) return true;
  return install();
}

/** Where everything of a cell is. */
export function environmentOf(cell: Cell, request: PrepareRequest, ports: PreparePorts): Bare {
  const directory = join(request.directory, cell.id);
  const environment = join(directory, "env");
  const { bin: scripts, python } = venvPlaces(environment, ports.environment);
  return { cell, directory, environment, python, scripts };
}

/** Makes the virtual environment; throws the fault `verify/no-environment`. */
export async function createEnvironment(
  bare: Bare,
  request: PrepareRequest,
  ports: PreparePorts,
): Promise<void> {
  await ports.files.makeDirectory(bare.directory);
  const completed = await runUv(
    ["venv", "--quiet", "--no-project", "--python", bare.cell.python.executable, bare.environment],
    bare.directory,
    request,
    ports,
  );
  if (completed.status === 0) return;
  throw fault("verify/no-environment", {
    python: bare.cell.python.executable,
    reason: lastLines(completed.stderr, 3) || `uv venv exited with ${completed.status ?? "a signal"}`,
  });
}

async function freeze(
  bare: Bare,
  request: PrepareRequest,
  ports: PreparePorts,
): Promise<readonly string[] | null> {
  const completed = await runUv(["pip", "freeze", "--python", bare.python], bare.directory, request, ports);
  if (completed.status !== 0) return null;
  const lines = completed.stdout.split(/\r?\n/).filter((line) => line !== "");
  return lines.every((line) => /^[A-Za-z0-9._-]+==[^\s]+$/.test(line)) ? lines : null;
}

async function installExactly(
  versions: readonly string[],
  bare: Bare,
  request: PrepareRequest,
  ports: PreparePorts,
): Promise<boolean> {
  const offline = INSTALLERS[bare.cell.installer].fillsCacheOfUv ? ["--offline"] : [];
  const args = ["pip", "install", "--quiet", "--no-deps", ...offline, "--python", bare.python, ...versions];
  return (await runUv(args, bare.directory, request, ports)).status === 0;
}

/** The last lines that say something. */
function lastLines(text: string, count: number): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.slice(-count).join("\n");
}
