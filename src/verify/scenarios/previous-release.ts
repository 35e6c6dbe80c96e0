import { venvPlaces } from "../../toolbox/modes/places.ts";
import { lastWords, makeSandbox, runInSandbox } from "../../toolbox/modes/run-in-sandbox.ts";
import { join } from "node:path";
import type { InstallResult } from "../../toolbox/installers/installer.ts";
import type { TrialPorts } from "../run-trial.ts";
import type { ScenarioPlace } from "./scenario.ts";

/** An environment of a scenario. */
export interface ScenarioEnvironment {
  readonly directory: string;
  readonly environment: string;
  readonly scripts: string;
  readonly python: string;
  /** Installs more into it by uv. */
  readonly install: (...words: readonly string[]) => Promise<InstallResult>;
}

/** Makes an empty environment; null when that fails, which a trial before this one would have shown. */
export async function scenarioEnvironment(
  name: string,
  { directory: parent, request, python: { executable } }: ScenarioPlace,
  ports: TrialPorts,
): Promise<ScenarioEnvironment> {
  const directory = join(parent, name);
  const environment = join(directory, "env");
  await makeSandbox(directory, ports);
  const { bin: scripts, python } = venvPlaces(environment, ports.environment);
  const run = (...words: readonly string[]) =>
    runInSandbox([request.uv, ...words], { directory }, request, ports);
  await run("venv", "--quiet", "--no-project", "--python", executable, environment);
  const install = (...words: readonly string[]) =>
    run("pip", "install", "--no-progress", "--color", "never", "--python", python, ...words);
  return { directory, environment, scripts, python, install };
}

/** The version that was installed, or why there is none: that the past cannot be installed is told, and is not this release's defect. */
export async function installPrevious(
  { install, python, directory }: ScenarioEnvironment,
  { request }: ScenarioPlace,
  from: string | undefined,
  ports: TrialPorts,
): Promise<{ readonly version: string } | { readonly absent: string }> {
  const { name, version } = request.project;
  const result = await install(from === undefined ? `${name}<${version}` : `${name}==${from}`);
  if (!result.ok) {
    const said = result.output.replaceAll(/\s+/g, " ");
    const isNew = [
      `${name} was not found in the package registry`,
      `no version of ${name}<`,
      `no versions of ${name}<`,
    ].some((each) => said.includes(each));
    return {
      absent: isNew
        ? `the index has no earlier release of ${name}`
        : `the release before this one cannot be installed any more: ${lastWords(result)}`,
    };
  }
  const asked = await ports.processes.run({
    argv: [
      python,
      "-I",
      "-c",
      "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))",
      name,
    ],
    cwd: directory,
    env: { ...request.environmentBase },
    timeoutMs: 60_000,
    signal: ports.signal,
  });
  return { version: asked.stdout.trim() };
}
