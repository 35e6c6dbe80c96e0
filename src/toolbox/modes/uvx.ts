import { join } from "node:path";
import { fileRequirement } from "./places.ts";
import { lastWords, makeSandbox, runInSandbox, sandboxVariables } from "./run-in-sandbox.ts";
import type { Mode } from "./mode.ts";

/**
 * Run without an installation, from uv's cache. Isolated: otherwise uv takes an installed tool of this name. The first
 * call, which shows the environment's Python, makes the environment; the programs run with that one.
 */
export const uvx: Mode = {
  summary: "uvx: run at once, from a passing environment",
  source: "file",
  installer: "uv",
  command: "uvx NAME",
  async install(target, request, ports) {
    await makeSandbox(target.directory, ports);
    const from = [
      "--isolated",
      "--quiet",
      "--python",
      target.python.executable,
      "--from",
      fileRequirement(target, request),
    ];
    const start = [request.uv, "tool", "run", ...from];
    const env = {
      ...request.indexVariables,
      ...pick(request.environmentBase, ["UV_CACHE_DIR", "SSL_CERT_FILE", "NO_PROXY", "no_proxy"]),
      ...sandboxVariables(target.directory),
      UV_NO_CONFIG: "1",
      UV_PYTHON_DOWNLOADS: "never",
      UV_LINK_MODE: "copy",
      UV_TOOL_DIR: join(target.directory, "tools"),
    };
    const result = await runInSandbox([...start, "python", "-c", ""], target, request, ports, env);
    if (!result.ok) return { kind: "failed", results: [result], reason: lastWords(result) };
    const runner = (name: string, args: readonly string[]): readonly string[] => [...start, name, ...args];
    return {
      kind: "installed",
      results: [result],
      entrance: { bin: null, runner, python: [...start, "python"], env },
    };
  },
};

function pick(from: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}
