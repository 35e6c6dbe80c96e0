import { dirname, join } from "node:path";
import { fileRequirement } from "./places.ts";
import { lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode } from "./mode.ts";
import { noScripts } from "./no-scripts.ts";

/** Only the release's own scripts are on PATH, as links; PYTHON* variables are ignored. */
export const pipx: Mode = {
  summary: "pipx: an environment of its own, with links to its scripts",
  source: "file",
  installer: "uv",
  command: "pipx install NAME",
  async install(target, request, ports) {
    await makeSandbox(target.directory, ports);
    const home = join(target.directory, "pipx");
    const bin = join(target.directory, "bin");
    const variables = {
      PIPX_HOME: home,
      PIPX_BIN_DIR: bin,
      PIPX_MAN_DIR: join(target.directory, "man"),
      PIPX_COMPLETION_DIR: join(target.directory, "completion"),
      PATH: `${dirname(request.uv)}:${request.environmentBase["PATH"] ?? ""}`,
    };
    const words = ["install", "--python", target.python.executable, fileRequirement(target, request)];
    const command = [...(await request.tools.pipx()), ...words];
    const result = await runInSandbox(command, target, request, ports, variables);
    const none = noScripts(result);
    if (none !== null) return none;
    if (!result.ok) return { kind: "failed", results: [result], reason: lastWords(result) };
    return { kind: "installed", results: [result], entrance: { bin, runner: null, python: null, env: {} } };
  },
};
