import { join } from "node:path";
import { minorOf } from "../../version/python-minor.ts";
import { findOnPath } from "../executables.ts";
import { fileRequirement } from "./places.ts";
import { inTurn, lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode } from "./mode.ts";

const PROGRAMS = ["micromamba", "mamba", "conda"] as const;

/** A conda environment, into which pip installs the wheel: what users of conda do as long as there is no recipe. */
export const conda: Mode = {
  summary: "a conda environment with pip (micromamba, mamba or conda)",
  source: "file",
  installer: "pip",
  command: "conda run pip install NAME",
  async install(target, request, ports) {
    const found = await Promise.all(PROGRAMS.map((name) => findOnPath(name, ports)));
    const program = found.find((path) => path !== null);
    if (program === undefined || program === null)
      return { kind: "not-tried", reason: `none of ${PROGRAMS.join(", ")} is on PATH` };
    await makeSandbox(target.directory, ports);
    const environment = join(target.directory, "conda");
    const minor = minorOf(target.python.version);
    const run = (argv: readonly string[]) => runInSandbox(argv, target, request, ports);
    const made = await run([
      program,
      "create",
      "--yes",
      "--quiet",
      "--prefix",
      environment,
      `python=${minor}`,
      "pip",
    ]);
    if (!made.ok) return { kind: "not-tried", reason: `${program} made no environment: ${lastWords(made)}` };
    const windows = ports.environment.platform === "win32";
    const bin = windows ? join(environment, "Scripts") : join(environment, "bin");
    const python = windows ? join(environment, "python.exe") : join(bin, "python");
    const { results, failed } = await inTurn([
      () =>
        run([python, "-m", "pip", "install", "--no-warn-script-location", fileRequirement(target, request)]),
    ]);
    if (failed !== null) return { kind: "failed", results, reason: lastWords(failed) };
    return { kind: "installed", results, entrance: { bin, runner: null, python: [python], env: {} } };
  },
};
