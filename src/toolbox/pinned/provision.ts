import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import type { Completed } from "../../ports/processes.ts";
import { fault } from "../../findings/fault.ts";
import { childEnvironment, proxyVariables } from "../child-environment.ts";
import type { Interpreter } from "../interpreter-facts.ts";
import { cacheDirectories } from "./tool-cache.ts";
import type { ToolPin } from "./tool-pins.ts";

/** Ports that a provisioned tool needs. */
export type ToolPorts = Pick<
  Ports,
  "processes" | "files" | "environment" | "random" | "signal" | "events" | "clock"
>;

/** How tools may be provided. */
export interface ToolOptions {
  /** Nothing may be fetched: a tool that is not here is a fault. */
  readonly offline?: boolean;
}

/** The user's own index settings that pip and uv may use when they fetch a pinned tool; the hashes protect it. */
const INDEX_SETTINGS =
  /^(PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CLIENT_CERT|PROXY|DEFAULT_TIMEOUT|TIMEOUT|RETRIES|CONFIG_FILE|CERT)|UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|INSECURE_HOST|HTTP_TIMEOUT)|UV_INDEX_.*_(USERNAME|PASSWORD)|NETRC)$/;

/**
 * Environment of a process that fetches a pinned tool: it runs no code of the project, therefore it gets the
 * user's own index settings, and pip reads the user's configuration files.
 */
export async function fetchEnvironment(ports: ToolPorts): Promise<Readonly<Record<string, string>>> {
  const { installers } = await cacheDirectories(ports);
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(ports.environment.variables)) {
    if (INDEX_SETTINGS.test(name)) settings[name] = value;
  }
  const child: Record<string, string> = {
    ...childEnvironment(ports.environment, {
      ...proxyVariables(ports.environment),
      ...installers,
      ...settings,
    }),
  };
  if (settings["PIP_CONFIG_FILE"] === undefined) delete child["PIP_CONFIG_FILE"];
  delete child["UV_NO_CONFIG"];
  return child;
}

/** Lines for `-r`: exact versions with every accepted hash. */
export function pinnedRequirements(pins: readonly ToolPin[]): string {
  return pins
    .map(
      (pin) => `${pin.name}==${pin.version} ${pin.sha256.map((hash) => `--hash=sha256:${hash}`).join(" ")}\n`,
    )
    .join("");
}

/** Installs pins into `directory` with uv: no environment, no resolution. */
export async function installWithUv(
  uv: string,
  python: Interpreter,
  pins: readonly ToolPin[],
  directory: string,
  ports: ToolPorts,
): Promise<void> {
  const list = `${directory}.requirements.txt`;
  await ports.files.write(list, pinnedRequirements(pins));
  try {
    const done = await ports.processes.run({
      argv: [
        uv,
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--compile-bytecode",
        "--python",
        python.executable,
        "--target",
        directory,
        "-r",
        list,
      ],
      cwd: ports.environment.temporary,
      env: await fetchEnvironment(ports),
      timeoutMs: 300_000,
      signal: ports.signal,
    });
    if (done.status !== 0) throw fetchFailed(pins, done);
  } finally {
    await ports.files.remove(list);
  }
}

/** Installs pins into `directory` with the pip that `python` has, or that a virtual environment brings. */
export async function installWithPip(
  python: Interpreter,
  pins: readonly ToolPin[],
  directory: string,
  ports: ToolPorts,
): Promise<void> {
  const list = `${directory}.requirements.txt`;
  const venv = `${directory}.venv`;
  await ports.files.write(list, pinnedRequirements(pins));
  const env = await fetchEnvironment(ports);
  const run = (argv: readonly string[]): Promise<Completed> =>
    ports.processes.run({
      argv,
      cwd: ports.environment.temporary,
      env,
      timeoutMs: 300_000,
      signal: ports.signal,
    });
  const install = [
    "install",
    "--quiet",
    "--no-deps",
    "--only-binary",
    ":all:",
    "--require-hashes",
    "--target",
    directory,
    "-r",
    list,
  ];
  try {
    const direct = await run([python.executable, "-m", "pip", ...install]);
    if (direct.status === 0) return;
    const made = await run([python.executable, "-m", "venv", venv]);
    if (made.status !== 0) throw fetchFailed(pins, direct);
    const bin = ports.environment.platform === "win32" ? "Scripts" : "bin";
    const second = await run([join(venv, bin, "python"), "-m", "pip", ...install]);
    if (second.status !== 0) throw fetchFailed(pins, second);
  } finally {
    await Promise.all([ports.files.remove(list), ports.files.remove(venv)]);
  }
}

/** The fault of a tool that is neither here nor may be fetched; `why`: nothing that is here will do. */
export function offlineMissing(tool: string, why: string): Error {
  return fault("tool/not-provided", { tool, why });
}

function fetchFailed(pins: readonly ToolPin[], done: Completed): Error {
  const tool = pins[0]?.name ?? "tool";
  const words = `${done.stderr}\n${done.stdout}`.trim().split("\n").slice(-12);
  const reason = words.findLast((line) => /error/i.test(line))?.trim() ?? `exit status ${done.status}`;
  return fault("tool/cannot-provide", { tool, reason }, { details: { output: words } });
}
