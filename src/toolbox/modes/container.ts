import { basename, join } from "node:path";
import { minorOf } from "../../version/python-minor.ts";
import { findOnPath } from "../executables.ts";
import { nameWithExtras } from "../installers/named-requirement.ts";
import { lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode, ModePorts } from "./mode.ts";

const PROGRAMS = ["docker", "podman"] as const;
/** Milliseconds to wait for a daemon that does not answer. */
const PROBE = 5000;

/** The official image of the Python, as another user than root: nothing of this machine is there. */
export const container: Mode = {
  summary: "a container of the official Python image (docker or podman)",
  source: "file",
  installer: "pip",
  command: "docker run python:VERSION-slim pip install NAME",
  async install(target, request, ports) {
    const program = await engine(ports);
    if ("reason" in program) return { kind: "not-tried", reason: program.reason };
    await makeSandbox(target.directory, ports);
    const minor = minorOf(target.python.version);
    const image = `python:${minor}-slim`;
    const wheel = join(target.directory, basename(request.files.wheel));
    await ports.files.copy(request.files.wheel, wheel);
    const label = `shipwheel-${basename(target.directory)
      .replaceAll(/[^\w.-]/g, "-")
      .toLowerCase()}`;
    const run = (...words: readonly string[]) =>
      runInSandbox([program.path, ...words], target, request, ports);
    const started = await run(
      "run",
      "--detach",
      "--rm",
      "--name",
      label,
      "--user",
      "1000:1000",
      "--env",
      "HOME=/tmp/home",
      image,
      "sleep",
      "3600",
    );
    if (!started.ok)
      return {
        kind: "not-tried",
        reason: `${basename(program.path)} does not start ${image}: ${lastWords(started)}`,
      };
    const inside = [
      program.path,
      "exec",
      "--interactive",
      "--env",
      "PATH=/tmp/env/bin:/usr/local/bin:/usr/bin:/bin",
      label,
    ];
    const place = `/tmp/${basename(wheel)}`;
    const requirement = `${nameWithExtras(target.extras, request.project.name)} @ file://${place}`;
    const results = [];
    for (const argv of [
      [program.path, "cp", wheel, `${label}:${place}`],
      [...inside, "python", "-m", "venv", "/tmp/env"],
      [...inside, "pip", "install", "--quiet", requirement],
    ]) {
      const result = await runInSandbox(argv, target, request, ports);
      results.push(result);
      if (result.ok) continue;
      await run("rm", "--force", label);
      return { kind: "failed", results, reason: lastWords(result) };
    }
    return {
      kind: "installed",
      results,
      entrance: {
        bin: null,
        runner: (name, args) => [...inside, name, ...args],
        python: [...inside, "python"],
        env: {},
        end: () => run("rm", "--force", label),
      },
    };
  },
};

async function engine(ports: ModePorts): Promise<{ readonly path: string } | { readonly reason: string }> {
  const reasons: string[] = [];
  for (const name of PROGRAMS) {
    const path = await findOnPath(name, ports);
    if (path === null) {
      reasons.push(`${name} is not on PATH`);
      continue;
    }
    const asked = await ports.processes.run({
      argv: [path, "info"],
      cwd: ports.environment.temporary,
      env: { PATH: ports.environment.variables["PATH"] ?? "", HOME: ports.environment.home },
      timeoutMs: PROBE,
      signal: ports.signal,
    });
    if (asked.status === 0) return { path };
    reasons.push(`${name} is here and its daemon does not answer`);
  }
  return { reason: reasons.join(", ") };
}
