import { join } from "node:path";
import {
  installRequirements,
  prepareBuildEnvironment,
  type BuildEnvironment,
} from "../../../build/build-environment.ts";
import { openBuildLog } from "../../../build/build-log.ts";
import { buildChildEnvironment, openBuildWorkspace } from "../../../build/workspace.ts";
import type { Ports } from "../../../ports/ports.ts";
import { sitePackagesOf } from "../../../toolbox/cache/bytecode-cache.ts";
import { readIndexConfiguration } from "../../../toolbox/index-configuration.ts";
import type { Interpreter } from "../../../toolbox/interpreter.ts";
import { findUv } from "../../../toolbox/uv.ts";

/** What a trial is made of: an environment with the dependencies, which both wheels share. */
export interface TrialHome {
  readonly environment: BuildEnvironment;
  /** Why the dependencies are not there; null when they are. */
  readonly problem: string | null;
}

/** A wheel in an environment of its own, over the shared dependencies. */
export interface InstalledWheel {
  readonly python: string;
  readonly environment: string;
  readonly scripts: string;
  readonly sitePackages: string;
  /** Empty, for the programs that are run. */
  readonly work: string;
  readonly directory: string;
  readonly home: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Installs the dependencies, once; nothing of the project is needed for it, so that it goes beside the builds. */
export async function openTrialHome(
  requirements: readonly string[],
  python: Interpreter,
  offline: boolean,
  ports: Ports,
): Promise<TrialHome> {
  const workspace = await openBuildWorkspace(ports);
  const log = await openBuildLog(join(workspace.directory, "trial.log"), ports);
  const [uv, indexes] = await Promise.all([findUv(ports, { offline }), readIndexConfiguration(ports)]);
  const environment = await prepareBuildEnvironment(
    { requires: requirements, python, uv, workspace, log, indexes, offline },
    ports,
  );
  return { environment, problem: environment.problem?.message ?? null };
}

/** Adds what only tests need; why it could not be done, or null. */
export async function addRequirements(
  { environment }: TrialHome,
  requirements: readonly string[],
  ports: Ports,
): Promise<string | null> {
  return (await installRequirements(environment, requirements, ports))?.message ?? null;
}

/** Installs one wheel alone: the dependencies are seen through a path file. Why no installer takes it: a text. */
export async function installWheel(
  { environment }: TrialHome,
  wheel: string,
  ports: Ports,
): Promise<InstalledWheel | string> {
  const { python, uv, workspace } = environment.request;
  const directory = await ports.files.realPath(await ports.files.temporaryDirectory("trial"));
  const [own, home, work] = ["env", "home", "work"].map((each) => join(directory, each)) as [
    string,
    string,
    string,
  ];
  await Promise.all([home, work].map((each) => ports.files.makeDirectory(each)));
  const temporary = join(directory, "tmp");
  await ports.files.makeDirectory(temporary);
  const variables = await buildChildEnvironment(
    workspace,
    { HOME: home, COLUMNS: "100", TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    ports,
  );
  const isWindows = ports.environment.platform === "win32";
  const scripts = join(own, isWindows ? "Scripts" : "bin");
  const run = async (args: readonly string[]): Promise<string | null> => {
    const done = await ports.processes.run({
      argv: [uv, ...args],
      cwd: directory,
      env: variables,
      signal: ports.signal,
    });
    return done.status === 0 ? null : done.stderr.trim();
  };
  // Without an environment nothing is known of the wheel.
  const unmade = await run(["venv", "--quiet", "--python", python.executable, own]);
  if (unmade !== null) throw new Error(unmade);
  const pure = isWindows ? join(own, "Lib", "site-packages") : sitePackagesOf(own, python);
  const shared = isWindows
    ? join(workspace.environment, "Lib", "site-packages")
    : sitePackagesOf(workspace.environment, python);
  await ports.files.write(
    join(pure, "shipwheel-dependencies.pth"),
    `import site; site.addsitedir(${JSON.stringify(shared)})\n`,
  );
  const interpreter = join(scripts, isWindows ? "python.exe" : "python");
  const install = ["pip", "install", "--quiet", "--no-deps", "--offline", "--python", interpreter, wheel];
  const rejected = await run(install);
  if (rejected !== null) return rejected;
  return {
    python: interpreter,
    environment: own,
    scripts,
    sitePackages: pure,
    work,
    directory,
    home,
    variables: {
      ...variables,
      PATH: [scripts, environment.bin, variables["PATH"] ?? ""].join(isWindows ? ";" : ":"),
      VIRTUAL_ENV: own,
    },
  };
}

/** A text without the places of one trial, so that two trials can be compared. */
export function withoutPlaces(text: string, wheel: InstalledWheel): string {
  return text
    .replaceAll(wheel.directory, "<trial>")
    .replaceAll(/\b0x[0-9a-f]{6,}\b/gi, "0x…")
    .replaceAll(/\b\d+(?:\.\d+)?(?:e-\d+)? ?(?:s|ms|seconds?)\b/g, "<time>");
}
