import { join } from "node:path";
import type { OuterIndex, PrepareRequest } from "../request.ts";
import { installResult, type Installer, type InstallerPorts, type InstallResult } from "./installer.ts";

/**
 * pip is given one index only: the rehearsal's route, which serves the rehearsed name itself and redirects every
 * other name to the user's index. Never an extra index: pip would take the highest version of either.
 */
export const pip: Installer = {
  id: "pip",
  async prepare(target, request, ports) {
    const file = join(target.directory, "dependencies", "requirements.txt");
    await writeRequirements(file, request.requirements, request.outer, ports);
    return run(target.python, ["-r", file], target.directory, request, ports);
  },
  async install(target, request, ports) {
    const { name, version } = request.project;
    const form = target.cell.artefact === "wheel" ? "--only-binary" : "--no-binary";
    return run(
      target.python,
      ["--index-url", request.routes.pip, form, name, `${name}==${version}`],
      target.directory,
      request,
      ports,
    );
  },
  describe(cell, requirement) {
    return `pip install ${cell.artefact === "sdist" ? "--no-binary" : "--only-binary"} ${requirement.split("=")[0] ?? ""} ${requirement}`;
  },
};

async function run(
  python: string,
  args: readonly string[],
  cwd: string,
  request: PrepareRequest,
  ports: InstallerPorts,
): Promise<InstallResult> {
  if (request.pip === null) throw new Error("a pip trial needs pip");
  const argv = [
    ...request.pip.argv,
    "--python",
    python,
    "install",
    "--no-compile",
    "--progress-bar",
    "off",
    ...args,
  ];
  const completed = await ports.processes.run({
    argv,
    cwd,
    env: {
      ...request.environmentBase,
      // The null device: pip then reads no configuration file at all, not even the machine's.
      PIP_CONFIG_FILE: ports.environment.platform === "win32" ? "nul" : "/dev/null",
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
      PIP_ROOT_USER_ACTION: "ignore",
      PIP_NO_COLOR: "1",
    },
    timeoutMs: request.installTimeout * 1000,
    signal: ports.signal,
  });
  return installResult(argv, completed);
}

/** Writes requirements together with the indexes; they may hold credentials, so only the owner may read the file. */
async function writeRequirements(
  file: string,
  requirements: readonly string[],
  outer: OuterIndex,
  ports: Pick<InstallerPorts, "files">,
): Promise<void> {
  const lines = [
    ...(outer.indexUrl === null ? [] : [`--index-url ${outer.indexUrl}`]),
    ...outer.extraIndexUrls.map((url) => `--extra-index-url ${url}`),
    ...(outer.findLinks ?? []).map((link) => `--find-links ${link}`),
    ...(outer.trustedHosts ?? []).map((host) => `--trusted-host ${host}`),
    ...requirements,
  ];
  await ports.files.makeDirectory(join(file, ".."));
  await ports.files.write(file, `${lines.join("\n")}\n`, { mode: 0o600 });
}
