import { join } from "node:path";
import { lastWords } from "../../toolbox/modes/run-in-sandbox.ts";
import { venvIn, type Venv } from "../../toolbox/modes/venv.ts";
import type { TrialPorts } from "../run-trial.ts";
import type { ScenarioPlace } from "./scenario.ts";

/** An environment of a scenario. */
export interface ScenarioEnvironment {
  readonly directory: string;
  readonly environment: string;
  readonly scripts: string;
  readonly python: string;
  /** Installs more into it by uv. */
  readonly install: Venv["install"];
}

/** Makes an empty environment; where that fails, a trial before this one has shown it. */
export async function scenarioEnvironment(
  name: string,
  { directory: parent, request, python: base }: ScenarioPlace,
  ports: TrialPorts,
): Promise<ScenarioEnvironment> {
  const directory = join(parent, name);
  const venv = await venvIn(directory, base, request, ports);
  await venv.make();
  const { environment, bin: scripts, python, install } = venv;
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
