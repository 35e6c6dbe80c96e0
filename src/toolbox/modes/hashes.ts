import { join } from "node:path";
import { fileRequirement, venvPlaces } from "./places.ts";
import { inTurn, lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode } from "./mode.ts";

/** Deployments that pin everything: the lock names every file's digest, and nothing else is installed. */
export const hashes: Mode = {
  summary: "a virtual environment, from a lock with the digest of every file (--require-hashes)",
  source: "file",
  command: "pip install --require-hashes -r LOCK",
  async install(target, request, ports) {
    const environment = join(target.directory, "env");
    const { bin, python } = venvPlaces(environment, ports.environment);
    await makeSandbox(target.directory, ports);
    const wanted = join(target.directory, "wanted.txt");
    const lock = join(target.directory, "lock.txt");
    await ports.files.write(wanted, `${fileRequirement(target, request)}\n`);
    const run = (...words: readonly string[]) => runInSandbox([request.uv, ...words], target, request, ports);
    const { results, failed } = await inTurn([
      () => run("venv", "--quiet", "--no-project", "--python", target.python.executable, environment),
      () => run("pip", "compile", "--quiet", "--generate-hashes", "--python", python, wanted, "-o", lock),
      () =>
        run(
          "pip",
          "install",
          "--no-progress",
          "--color",
          "never",
          "--python",
          python,
          "--require-hashes",
          "-r",
          lock,
        ),
    ]);
    if (failed !== null) return { kind: "failed", results, reason: lastWords(failed) };
    return { kind: "installed", results, entrance: { bin, runner: null, python: [python], env: {} } };
  },
};
