import { dirname, join } from "node:path";
import { pinnedRequirement } from "./named-requirement.ts";
import {
  installResult,
  type Installer,
  type InstallerPorts,
  type InstallResult,
  type InstallSettings,
  type InstallTarget,
  type ReleaseRequest,
} from "./installer.ts";

/**
 * pip is given one index only: the rehearsal's route, which serves the rehearsed name itself and redirects every
 * other name to the user's index. Never an extra index: pip would take the highest version of either.
 */
export const pip: Installer = {
  messages: {
    unreachable: [
      /^(.*(?:Failed to establish a new connection|Temporary failure in name resolution|Max retries exceeded|ReadTimeoutError|ProxyError|certificate verify failed).*)$/im,
    ],
    invalidEntryPoint: [
      /Invalid script entry point: <ExportEntry ([^:>]+):/,
      /DistlibException: Invalid specification '([^']+)'/,
    ],
    absentRequirement: [/satisfies the requirement ([A-Za-z0-9._-]+)[^\n]*\(from versions: none\)/],
    pythonRequired: [/Package '([^']+)' requires a different Python: \S+ not in '([^']+)'/g],
    failedBuild: [
      /Failed to build '([A-Za-z0-9._-]+)' when/,
      /Failed building wheel for ([A-Za-z0-9._-]+)/,
      /(?:metadata-generation-failed|failed-wheel-build-for-install)[^]*?╰─> ([A-Za-z0-9._-]+)/,
    ],
    unmetRequirement: [
      /satisfies the requirement ([A-Za-z0-9._-]+(?:\[[^\]]*\])?[^\s(;]*)/g,
      /depends on ([A-Za-z0-9._-]+(?:\[[^\]]*\])?[=<>!~][^\s,]*)/g,
    ],
  },
  command: "pip install",
  needsPip: true,
  fillsCacheOfUv: false,
  async prepare(target, request, ports) {
    const file = join(target.directory, "dependencies", "requirements.txt");
    await ports.files.makeDirectory(dirname(file));
    await ports.files.write(file, `${request.requirements.join("\n")}\n`);
    return run(target, ["-r", file], request, request.indexVariables, ports);
  },
  async install(target, request, ports) {
    const { name } = request.project;
    const form = target.cell.artefact === "wheel" ? "--only-binary" : "--no-binary";
    const route = routeVariables(request, target.preinstalled);
    return run(target, [form, name, pinnedRequirement(target.cell, request)], request, route, ports);
  },
};

/** The user's variables with the route as the only index. */
function routeVariables(request: ReleaseRequest, preinstalled: boolean): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {
    ...request.indexVariables,
    PIP_INDEX_URL: request.routes.redirecting,
  };
  delete variables["PIP_EXTRA_INDEX_URL"];
  // A directory of links could offer the rehearsed name, too; once the dependencies are there it is not needed.
  if (preinstalled) delete variables["PIP_FIND_LINKS"];
  return variables;
}

async function run(
  target: Omit<InstallTarget, "preinstalled">,
  args: readonly string[],
  request: InstallSettings,
  indexVariables: Readonly<Record<string, string>>,
  ports: InstallerPorts,
): Promise<InstallResult> {
  const pip = request.pips.get(target.cell.python.executable);
  if (pip === undefined) throw new Error(`no pip for ${target.cell.python.executable}`);
  const argv = [...pip.command(target.python), "install", "--no-compile", "--progress-bar", "off", ...args];
  // What pip leaves when it is killed goes with the trial.
  const temporary = join(target.directory, "pip-temporary");
  await ports.files.makeDirectory(temporary);
  const completed = await ports.processes.run({
    argv,
    cwd: target.directory,
    env: {
      ...request.environmentBase,
      ...indexVariables,
      // The null device: pip then reads no configuration file at all, not even the machine's.
      PIP_CONFIG_FILE: ports.environment.platform === "win32" ? "nul" : "/dev/null",
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
      PIP_ROOT_USER_ACTION: "ignore",
      PIP_NO_COLOR: "1",
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
    },
    timeoutMs: request.installTimeout * 1000,
    signal: ports.signal,
  });
  return installResult(argv, completed);
}
