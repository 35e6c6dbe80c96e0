import type { Ports } from "../../../ports/ports.ts";
import type { Completed } from "../../../ports/processes.ts";
import type { InstallerId, PreparedEnvironment, PrepareRequest, VerifyRequest } from "../../request.ts";

/** What an installer asks of the outside world. */
export type InstallerPorts = Pick<Ports, "processes" | "files" | "environment" | "signal">;

/** What an installer printed and how it ended. */
export interface InstallResult {
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly argv: readonly string[];
  readonly status: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** A tool that puts distributions into an environment. One file each; `installers.ts` names them all. */
export interface Installer {
  readonly id: InstallerId;
  /** Installs the dependencies from the user's own index into a bare environment. */
  prepare(
    target: Pick<PreparedEnvironment, "cell" | "directory" | "environment" | "python">,
    request: PrepareRequest,
    ports: InstallerPorts,
  ): Promise<InstallResult>;
  /** Installs the rehearsed release by name and version from the rehearsal's index. */
  install(target: PreparedEnvironment, request: VerifyRequest, ports: InstallerPorts): Promise<InstallResult>;
}

/** Puts what a process said into one text, standard error last. */
export function installResult(argv: readonly string[], completed: Completed): InstallResult {
  const output = [completed.stdout, completed.stderr]
    .map((text) => text.trim())
    .filter((text) => text !== "");
  return {
    ok: completed.status === 0,
    timedOut: completed.timedOut,
    argv,
    status: completed.status,
    output: output.join("\n"),
    seconds: completed.seconds,
  };
}
