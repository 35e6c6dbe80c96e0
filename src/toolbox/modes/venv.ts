import { join } from "node:path";
import type { InstallResult } from "../installers/installer.ts";
import { pathWith, venvPlaces } from "./places.ts";
import { inTurn, lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { ModePorts, ModeRequest, ModeResult, ModeTarget } from "./mode.ts";

/** A virtual environment below a sandbox, and the commands of uv that make and fill it. */
export interface Venv {
  readonly environment: string;
  readonly bin: string;
  readonly python: string;
  /** Any command of uv in the sandbox. */
  readonly uv: (...words: readonly string[]) => Promise<InstallResult>;
  /** Makes it, empty. */
  readonly make: () => Promise<InstallResult>;
  readonly install: (...words: readonly string[]) => Promise<InstallResult>;
}

/** Makes the sandbox; the environment is made by its `make`. */
export async function venvIn(
  directory: string,
  { executable }: Pick<ModeTarget["python"], "executable">,
  request: Pick<ModeRequest, "uv" | "environmentBase" | "indexVariables" | "installTimeout">,
  ports: ModePorts,
): Promise<Venv> {
  const environment = join(directory, "env");
  const { bin, python } = venvPlaces(environment, ports.environment);
  await makeSandbox(directory, ports);
  const uv: Venv["uv"] = (...words) => runInSandbox([request.uv, ...words], { directory }, request, ports);
  return {
    environment,
    bin,
    python,
    uv,
    make: () => uv("venv", "--quiet", "--no-project", "--python", executable, environment),
    install: (...words) =>
      uv("pip", "install", "--no-progress", "--color", "never", "--python", python, ...words),
  };
}

/** Makes and fills an environment step by step: the result of a mode. */
export async function filled(
  { bin, python, make }: Venv,
  ...steps: readonly (() => Promise<InstallResult>)[]
): Promise<ModeResult> {
  const { results, failed } = await inTurn([make, ...steps]);
  if (failed !== null) return { kind: "failed", results, reason: lastWords(failed) };
  return { kind: "installed", results, entrance: { bin, runner: null, python: [python], env: {} } };
}

/** Installs into a fresh virtual environment of the cell by one command of uv. */
export async function intoVenv(
  what: readonly string[],
  target: ModeTarget,
  request: ModeRequest,
  ports: ModePorts,
): Promise<ModeResult> {
  const venv = await venvIn(target.directory, target.python, request, ports);
  return filled(venv, () => venv.install(...what));
}

/** Installs a copy of the sources, by the words before its path. */
export async function treeIntoVenv(
  before: readonly string[],
  target: ModeTarget,
  request: ModeRequest,
  ports: ModePorts,
): Promise<ModeResult> {
  if (request.files.tree === null)
    return { kind: "not-tried", reason: "there are no sources, only distributions" };
  const tree = await request.files.tree(join(target.directory, "tree"));
  return intoVenv([...before, pathWith(tree, target.extras)], target, request, ports);
}
