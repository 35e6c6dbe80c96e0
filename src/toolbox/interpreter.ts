import { createHash } from "node:crypto";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Ports } from "../ports/ports.ts";
import { fault } from "../findings/fault.ts";
import { parseVersion } from "../version/pep440.ts";
import { parseSpecifierSet } from "../version/specifiers.ts";
import { childEnvironment } from "./child-environment.ts";
import { findOnPath } from "./executables.ts";
import { parseProbe, type Interpreter } from "./interpreter-facts.ts";
import { PROBE_SCRIPT } from "./probe-script.ts";
import { cacheDirectories } from "./pinned/tool-cache.ts";

export type { Interpreter } from "./interpreter-facts.ts";

type InterpreterPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/** Where to look and what may be asked. */
export interface FindInterpreterOptions {
  /** Directory whose `.python-version` counts for version managers; default: the directory for temporary files. */
  readonly directory?: string;
  /** A uv that is at hand already, asked for interpreters that are not on PATH. */
  readonly uv?: string | null;
}

/**
 * The Python that `spec` means: null is the `python3` on PATH, `3.12` is `python3.12` on PATH or one that
 * Windows' launcher or uv knows, anything else is a path. One probe process, not repeated while the executable is unchanged.
 * Throws the fault `tool/no-interpreter`.
 */
export async function findInterpreter(
  spec: string | null,
  ports: InterpreterPorts,
  options: FindInterpreterOptions = {},
): Promise<Interpreter> {
  const directory = options.directory ?? ports.environment.temporary;
  for (const candidate of await candidates(spec, directory, ports)) {
    const found = await inspect(candidate, directory, ports);
    if (found !== null && matches(found, spec)) {
      if (found.minor >= OLDEST_MINOR) return found;
      // Who names a Python gets that one or none.
      if (spec !== null) throw tooOld(spec, found);
    }
  }
  const known =
    (await askLauncher(spec, ports)) ??
    (await askUv(spec, options.uv ?? (await findOnPath("uv", ports)), ports));
  const found = known === null ? null : await inspect(known, directory, ports);
  if (found === null) throw missing(spec);
  if (found.minor < OLDEST_MINOR) throw tooOld(found.executable, found);
  return found;
}

/**
 * The `python3` on PATH; where requires-python excludes it, the newest on this machine that it admits. The one on PATH
 * again when there is none: what fails with it says why.
 */
export async function findAdmittedInterpreter(
  requiresPython: string | null,
  ports: InterpreterPorts,
  options: FindInterpreterOptions = {},
): Promise<Interpreter> {
  const usual = await findInterpreter(null, ports, options);
  const admitted = requiresPython === null ? null : parseSpecifierSet(requiresPython);
  const isAdmitted = ({ version }: Interpreter): boolean => {
    const parsed = parseVersion(version);
    return parsed === null || (admitted?.contains(parsed, { prereleases: true }) ?? true);
  };
  if (isAdmitted(usual)) return usual;
  for (let minor = NEWEST_MINOR; minor >= OLDEST_MINOR; minor -= 1) {
    const other = await findInterpreter(`3.${minor}`, ports, options).catch(() => null);
    if (other !== null && isAdmitted(other)) return other;
  }
  return usual;
}

/** The newest minor version of Python 3 that is looked for unasked. */
const NEWEST_MINOR = 15;

/** The oldest minor version of Python 3 that the programs which we run there understand. */
const OLDEST_MINOR = 8;

function tooOld(spec: string, found: Interpreter): Error {
  const interpreter = `${spec} is Python ${found.version}, and 3.${OLDEST_MINOR} is the oldest supported version`;
  return fault("tool/no-interpreter", { interpreter, remedy: "use a newer one: --python VERSION" });
}

function missing(spec: string | null): Error {
  const name = spec === null ? "Python 3" : isVersion(spec) ? `Python ${spec}` : spec;
  const remedy =
    spec !== null && isVersion(spec)
      ? `install it, for example: uv python install ${spec}`
      : "install Python 3.9 or newer and put python3 on PATH, or use --python PATH";
  return fault("tool/no-interpreter", { interpreter: name, remedy });
}

function isVersion(spec: string): boolean {
  return /^3(\.\d+){0,2}$/.test(spec);
}

async function candidates(
  spec: string | null,
  directory: string,
  ports: InterpreterPorts,
): Promise<readonly string[]> {
  if (spec !== null && !isVersion(spec)) {
    if (isAbsolute(spec) || /[/\\]/.test(spec)) return [resolve(directory, spec)];
    const named = await findOnPath(spec, ports);
    return named === null ? [] : [named];
  }
  const short = spec?.split(".").slice(0, 2).join(".") ?? "3";
  const names = [`python${short}`, "python3", "python"];
  const found = await Promise.all(names.map((name) => findOnPath(name, ports)));
  return [...new Set([...found.filter((path) => path !== null), ...(await keptByPyenv(spec, ports))])];
}

/** pyenv's shim for a version works only where that version is chosen; the interpreter itself always does. */
async function keptByPyenv(spec: string | null, ports: InterpreterPorts): Promise<readonly string[]> {
  if (spec === null || ports.environment.platform === "win32") return [];
  const { variables, home } = ports.environment;
  const versions = join(variables["PYENV_ROOT"] || join(home, ".pyenv"), "versions");
  const kept = await ports.files.list(versions).catch(() => []);
  return kept
    .filter(({ name }) => `${name}.`.startsWith(`${spec}.`))
    .map(({ name }) => join(versions, name, "bin", "python"))
    .toReversed();
}

function matches(found: Interpreter, spec: string | null): boolean {
  if (found.major !== 3) return false;
  return spec === null || !isVersion(spec) || `${found.version}.`.startsWith(`${spec}.`);
}

/** PEP 397: Python for Windows is not put on PATH, but `py` starts each version. */
async function askLauncher(spec: string | null, ports: InterpreterPorts): Promise<string | null> {
  if (ports.environment.platform !== "win32" || (spec !== null && !isVersion(spec))) return null;
  const launcher = await findOnPath("py", ports);
  if (launcher === null) return null;
  const version = spec?.split(".").slice(0, 2).join(".") ?? "3";
  return answeredPath([launcher, `-${version}`, "-c", "import sys; print(sys.executable)"], ports);
}

async function askUv(
  spec: string | null,
  uv: string | null,
  ports: InterpreterPorts,
): Promise<string | null> {
  if (uv === null || (spec !== null && !isVersion(spec))) return null;
  return answeredPath([uv, "python", "find", "--no-project", ...(spec === null ? [] : [spec])], ports);
}

async function answeredPath(argv: readonly string[], ports: InterpreterPorts): Promise<string | null> {
  const done = await ports.processes.run({
    argv,
    cwd: ports.environment.temporary,
    env: childEnvironment(ports.environment),
    timeoutMs: 30_000,
    signal: ports.signal,
  });
  const path = done.stdout.trim();
  return done.status === 0 && path !== "" ? path : null;
}

/** Facts about one executable, from the cache or from a probe; null when it is no working Python. */
async function inspect(
  path: string,
  directory: string,
  ports: InterpreterPorts,
): Promise<Interpreter | null> {
  const { root } = await cacheDirectories(ports);
  const key = await identity(path, directory, ports);
  const file = join(root, "interpreters", `${createHash("sha256").update(`3\n${key}`).digest("hex")}.json`);
  const cached = await readCached(file, ports);
  if (cached !== null) return cached;
  const probed = await probe(path, directory, ports);
  if (probed === null) return null;
  const modified = await modifiedAt(probed.executable, ports);
  try {
    await ports.files.makeDirectory(dirname(file));
    await ports.files.write(file, JSON.stringify({ modified, facts: probed }));
  } catch {
    // Only a cache: the next run probes again.
  }
  return probed;
}

async function readCached(file: string, ports: InterpreterPorts): Promise<Interpreter | null> {
  try {
    const entry = JSON.parse(await ports.files.readText(file)) as { modified: unknown; facts: unknown };
    const facts = parseProbe(entry.facts);
    return facts !== null && (await modifiedAt(facts.executable, ports)) === entry.modified ? facts : null;
  } catch {
    return null;
  }
}

async function modifiedAt(executable: string, ports: InterpreterPorts): Promise<string | null> {
  try {
    const stat = await ports.files.stat(await ports.files.realPath(executable));
    return stat === null ? null : `${stat.modified.getTime()} ${stat.size}`;
  } catch {
    return null;
  }
}

/**
 * What decides which Python a path starts. For a version manager's shim (a script) that is also what the
 * manager reads: its variable, the nearest `.python-version`, the global version file.
 */
async function identity(path: string, directory: string, ports: InterpreterPorts): Promise<string> {
  const parts = [path, (await modifiedAt(path, ports)) ?? ""];
  if (/[/\\]shims$/.test(dirname(path))) {
    parts.push(ports.environment.variables["PYENV_VERSION"] ?? "");
    const files = [join(dirname(dirname(path)), "version")];
    for (let at = directory; ; at = dirname(at)) {
      files.push(join(at, ".python-version"), join(at, ".tool-versions"), join(at, "mise.toml"));
      if (dirname(at) === at) break;
    }
    parts.push(...(await Promise.all(files.map((file) => textOf(file, ports)))));
  }
  return parts.join("\n");
}

async function textOf(file: string, ports: InterpreterPorts): Promise<string> {
  try {
    return await ports.files.readText(file);
  } catch {
    return "";
  }
}

async function probe(path: string, directory: string, ports: InterpreterPorts): Promise<Interpreter | null> {
  const version = ports.environment.variables["PYENV_VERSION"];
  const extra: Record<string, string> = version === undefined ? {} : { PYENV_VERSION: version };
  try {
    const done = await ports.processes.run({
      argv: [path, "-I", "-c", PROBE_SCRIPT],
      cwd: directory,
      env: childEnvironment(ports.environment, extra),
      timeoutMs: 30_000,
      signal: ports.signal,
    });
    return done.status === 0 ? parseProbe(JSON.parse(done.stdout)) : null;
  } catch (error) {
    if (ports.signal.aborted) throw error;
    return null;
  }
}
