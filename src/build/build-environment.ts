import { join } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { bytecodeCache, sitePackagesOf } from "../toolbox/cache/bytecode-cache.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import { indexEnvironment } from "../toolbox/index-environment.ts";
import type { Interpreter } from "../toolbox/interpreter.ts";
import type { Finding } from "../findings/finding.ts";
import { fault } from "../findings/fault.ts";
import type { BuildLog } from "./build-log.ts";
import { isDiskFull } from "./disk-full.ts";
import { lockDrift, type BuildLock, type LockDrift } from "./lock/lock-file.ts";
import { lockDrifted, requirementsUnmet } from "./requirement-findings.ts";
import { proxyVariables } from "../toolbox/child-environment.ts";
import { buildChildEnvironment, type BuildWorkspace } from "./workspace.ts";

/** Ports that building needs. */
export type BuildPorts = Pick<
  Ports,
  "processes" | "files" | "environment" | "signal" | "random" | "clock" | "events"
>;

/** What a build environment is made of. */
export interface BuildEnvironmentRequest {
  /** `build-system.requires`, or exact versions in their place. */
  readonly requires: readonly string[];
  /** What counts as installed besides, word for word: exact versions answer to requirements. */
  readonly satisfies?: readonly string[];
  readonly python: Interpreter;
  /** Path of uv. */
  readonly uv: string;
  readonly workspace: BuildWorkspace;
  readonly log: BuildLog;
  /** Where requirements come from; null: the installers' default. */
  readonly indexes: IndexConfiguration | null;
  readonly offline?: boolean;
  /** Exact versions with hashes, which are installed in the place of the requirements. */
  readonly lock?: BuildLock | null;
}

/** A fresh virtual environment with the build requirements, or the finding that says why there is none. */
export interface BuildEnvironment {
  readonly python: string;
  readonly bin: string;
  /** Requirements that were asked for, word for word. */
  readonly installed: readonly string[];
  readonly problem: Finding | null;
  /** Variables for every process that runs in it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly request: BuildEnvironmentRequest;
}

/**
 * Makes the one environment in which both hooks run. It needs nothing of the tree but the requirements, so that
 * it can be made while the tree is exported. Throws `build/index-unreachable`, `run/disk-full`,
 * `tool/no-interpreter`.
 */
export async function prepareBuildEnvironment(
  request: BuildEnvironmentRequest,
  ports: BuildPorts,
): Promise<BuildEnvironment> {
  const { python, uv, workspace, log } = request;
  const windows = ports.environment.platform === "win32";
  const bin = join(workspace.environment, windows ? "Scripts" : "bin");
  const environment: BuildEnvironment = {
    python: join(bin, windows ? "python.exe" : "python"),
    bin,
    installed: [...request.requires, ...(request.satisfies ?? []), ...(request.lock?.asked ?? [])],
    problem: null,
    variables: {},
    request,
  };
  const made = await ports.processes.run({
    argv: [uv, "venv", "--quiet", "--python", python.executable, workspace.environment],
    cwd: workspace.directory,
    env: await installerEnvironment(request, ports),
    onOutput: (chunk) => log.write(chunk),
    signal: ports.signal,
  });
  if (made.status !== 0) {
    if (isDiskFull(made.stderr)) throw diskFull(workspace);
    throw fault("tool/no-interpreter", {
      interpreter: `${python.executable} (${made.stderr.trim().split("\n").at(-1) ?? "uv venv failed"})`,
      remedy: "use another interpreter: --python PATH",
    });
  }
  const problem = await fill(environment, ports);
  return { ...environment, problem, variables: await compiledBefore(request, ports) };
}

async function fill(environment: BuildEnvironment, ports: BuildPorts): Promise<Finding | null> {
  const { requires, python, lock, workspace } = environment.request;
  if (lock == null) return requires.length === 0 ? null : installRequirements(environment, requires, ports);
  const drift = lockDrift(lock, requires, python);
  if (drift.length > 0) return lockDrifted(lock, drift);
  if (lock.pins.length === 0) return null;
  const path = join(workspace.tools, "build-requirements.txt");
  await ports.files.write(path, lock.text);
  return install(environment, requires, ["--require-hashes", "--requirement", path], ports);
}

function compiledBefore(
  { python, workspace }: BuildEnvironmentRequest,
  ports: BuildPorts,
): Promise<Readonly<Record<string, string>>> {
  const sitePackages = sitePackagesOf(workspace.environment, python);
  return bytecodeCache({ sitePackages, python, prefix: workspace.bytecode }, ports);
}

/** Adds requirements to a build environment; null, or the finding that says why it could not be done. */
export async function installRequirements(
  environment: BuildEnvironment,
  requirements: readonly string[],
  ports: BuildPorts,
): Promise<Finding | null> {
  const { lock } = environment.request;
  if (lock == null) return install(environment, requirements, ["--", ...requirements], ports);
  const missing = requirements.map((each): LockDrift => {
    return { kind: "requirement", text: `the backend asks for "${each}", which is not locked` };
  });
  return lockDrifted(lock, missing);
}

async function install(
  environment: BuildEnvironment,
  requirements: readonly string[],
  what: readonly string[],
  ports: BuildPorts,
): Promise<Finding | null> {
  const { request } = environment;
  request.log.note(`installing ${requirements.join(", ")}`);
  const offline = request.offline === true ? ["--offline"] : [];
  const done = await ports.processes.run({
    argv: [request.uv, "pip", "install", "--python", environment.python, ...offline, ...what],
    cwd: request.workspace.directory,
    env: await installerEnvironment(request, ports),
    onOutput: (chunk) => request.log.write(chunk),
    signal: ports.signal,
  });
  if (done.status === 0) return null;
  if (isDiskFull(done.stderr)) throw diskFull(request.workspace);
  return requirementsUnmet(done.stderr, requirements, request.log.path, request.lock?.file);
}

function diskFull(workspace: BuildWorkspace): Error {
  return fault("run/disk-full", {
    reason: "creating the build environment failed",
    directory: workspace.directory,
  });
}

async function installerEnvironment(
  request: BuildEnvironmentRequest,
  ports: BuildPorts,
): Promise<Readonly<Record<string, string>>> {
  const { indexes, workspace } = request;
  const extra = indexes === null ? {} : await indexEnvironment(indexes, workspace.tools, ports);
  return buildChildEnvironment(workspace, { ...proxyVariables(ports.environment), ...extra }, ports);
}
