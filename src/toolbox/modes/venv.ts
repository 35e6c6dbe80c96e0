import { join } from "node:path";
import { inTurn, lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import { venvPlaces } from "./places.ts";
import type { ModePorts, ModeRequest, ModeResult, ModeTarget } from "./mode.ts";

/** Installs into a fresh virtual environment of the cell by one command of uv. */
export async function intoVenv(
  what: readonly string[],
  target: ModeTarget,
  request: ModeRequest,
  ports: ModePorts,
): Promise<ModeResult> {
  const environment = join(target.directory, "env");
  const { bin, python } = venvPlaces(environment, ports.environment);
  await makeSandbox(target.directory, ports);
  const run = (...words: readonly string[]) => runInSandbox([request.uv, ...words], target, request, ports);
  const { results, failed } = await inTurn([
    () => run("venv", "--quiet", "--no-project", "--python", target.python.executable, environment),
    () => run("pip", "install", "--no-progress", "--color", "never", "--python", python, ...what),
  ]);
  if (failed !== null) return { kind: "failed", results, reason: lastWords(failed) };
  return { kind: "installed", results, entrance: { bin, runner: null, python: [python], env: {} } };
}
