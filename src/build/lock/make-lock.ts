import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import type { IndexConfiguration } from "../../toolbox/index-configuration.ts";
import { indexEnvironment } from "../../toolbox/index-environment.ts";
import type { Interpreter } from "../../toolbox/interpreter.ts";
import { proxyVariables } from "../../toolbox/child-environment.ts";
import { findUv } from "../../toolbox/uv.ts";
import { buildChildEnvironment, openBuildWorkspace } from "../workspace.ts";
import { renderLock } from "./lock-file.ts";

/** What is locked. */
export interface LockRequest {
  /** `build-system.requires`. */
  readonly requires: readonly string[];
  /** What the backend's hooks asked for besides. */
  readonly asked: readonly string[];
  readonly python: Interpreter;
  readonly indexes: IndexConfiguration | null;
  readonly offline: boolean;
}

/**
 * Resolves build requirements for the interpreter's minor version and later ones on every system, with the hashes of all
 * files. Throws `build/lock`.
 */
export async function makeLock(
  { requires, asked, python, indexes, offline }: LockRequest,
  ports: Pick<Ports, "processes" | "files" | "environment" | "signal" | "random" | "clock" | "events">,
): Promise<string> {
  const minor = `${python.major}.${python.minor}`;
  const wanted = [...new Set([...requires, ...asked])].sort();
  if (wanted.length === 0) return renderLock({ requires, asked, python: minor, resolved: "" });
  const uv = await findUv(ports, { offline });
  const workspace = await openBuildWorkspace(ports);
  const input = `${workspace.tools}/build-requirements.in`;
  await ports.files.write(input, `${wanted.join("\n")}\n`);
  const extra = indexes === null ? {} : await indexEnvironment(indexes, workspace.tools, ports);
  const done = await ports.processes.run({
    argv: [
      uv,
      "pip",
      "compile",
      "--quiet",
      "--universal",
      "--generate-hashes",
      "--no-header",
      "--no-annotate",
      "--no-config",
      "--python",
      python.executable,
      "--python-version",
      minor,
      ...(offline ? ["--offline"] : []),
      input,
    ],
    cwd: workspace.directory,
    env: await buildChildEnvironment(workspace, { ...proxyVariables(ports.environment), ...extra }, ports),
    signal: ports.signal,
  });
  if (done.status !== 0) {
    const reason = done.stderr.replaceAll(/\s+/g, " ").trim().slice(0, 400);
    throw fault("build/lock", { reason });
  }
  return renderLock({ requires, asked, python: minor, resolved: done.stdout });
}
