import { join } from "node:path";
import { fileRequirement } from "./places.ts";
import { lastWords, makeSandbox, runInSandbox } from "./run-in-sandbox.ts";
import type { Mode } from "./mode.ts";
import { noScripts } from "./no-scripts.ts";

/** As pipx: only the release's own scripts are on PATH, as links. */
export const uvTool: Mode = {
  summary: "uv tool: an environment of its own, with links to its scripts",
  source: "file",
  installer: "uv",
  command: "uv tool install NAME",
  async install(target, request, ports) {
    await makeSandbox(target.directory, ports);
    const bin = join(target.directory, "bin");
    const variables = { UV_TOOL_DIR: join(target.directory, "tools"), UV_TOOL_BIN_DIR: bin };
    const words = [
      "tool",
      "install",
      "--no-progress",
      "--color",
      "never",
      "--python",
      target.python.executable,
    ];
    const result = await runInSandbox(
      [request.uv, ...words, fileRequirement(target, request)],
      target,
      request,
      ports,
      variables,
    );
    const none = noScripts(result);
    if (none !== null) return none;
    if (!result.ok) return { kind: "failed", results: [result], reason: lastWords(result) };
    return { kind: "installed", results: [result], entrance: { bin, runner: null, python: null, env: {} } };
  },
};
