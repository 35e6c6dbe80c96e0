import type { Ports } from "../ports/ports.ts";
import { findBuildTool } from "../toolbox/pinned/build-tool.ts";
import { indexEnvironment } from "../toolbox/index-environment.ts";
import type { BuildRequest } from "./build-request.ts";
import type { BuildPorts } from "./build-environment.ts";
import type { BuildLog } from "./build-log.ts";
import type { Exported } from "./export/export.ts";
import type { HookResults, Stage, StageFailure } from "./hooks.ts";
import { sourceDateEpoch } from "./source-date-epoch.ts";
import { proxyVariables } from "../toolbox/child-environment.ts";
import { buildChildEnvironment, type BuildWorkspace } from "./workspace.ts";

/**
 * Builds with pypa/build itself: `python -m build`, which makes the sdist and the wheel from it, each in a fresh
 * environment of its own. Slower than our own frontend; there to compare.
 */
export async function runReferenceBuilder(
  request: Pick<BuildRequest, "python" | "tree" | "timeoutSeconds" | "indexes" | "offline">,
  exported: Exported,
  workspace: BuildWorkspace,
  log: BuildLog,
  ports: BuildPorts,
): Promise<HookResults> {
  const python = await findBuildTool(request.python, ports, { offline: request.offline === true });
  const indexes =
    request.indexes == null ? {} : await indexEnvironment(request.indexes, workspace.tools, ports);
  const done = await ports.processes.run({
    argv: [python, "-m", "build", "--outdir", workspace.artefacts, exported.project],
    cwd: workspace.directory,
    env: await buildChildEnvironment(
      workspace,
      { ...proxyVariables(ports.environment), ...indexes, ...sourceDateEpoch(request.tree, ports) },
      ports,
    ),
    timeoutMs: request.timeoutSeconds * 1000,
    onOutput: (chunk) => log.write(chunk),
    signal: ports.signal,
  });
  if (done.status === 0) return { results: {}, failure: null, outside: [] };
  const stage = await reached(workspace, ports);
  const words = `${done.stdout}\n${done.stderr}`;
  const unknown = /Backend ['"]?(\S+?)['"]? is not available|Cannot import ['"]?(\S+?)['"]?$/m.exec(words);
  const message = log.lastLines(1)[0] ?? `exit status ${done.status}`;
  const failure: StageFailure = {
    stage,
    kind: done.timedOut ? "hung" : unknown !== null ? "no-back-end" : "exception",
    type: "",
    message,
    place: null,
  };
  return { results: {}, failure, outside: [] };
}

async function reached(workspace: BuildWorkspace, ports: Pick<Ports, "files">): Promise<Stage> {
  const entries = await ports.files.list(workspace.artefacts);
  return entries.some((entry) => entry.name.endsWith(".tar.gz")) ? "wheel" : "sdist";
}
