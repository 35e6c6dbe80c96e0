import type { Ports } from "../ports/ports.ts";
import { childEnvironment } from "../toolbox/child-environment.ts";
import { Fault } from "../findings/fault.ts";
import type { Finding } from "../findings/finding.ts";
import { splitCommand } from "../text/split-command.ts";
import { GATE_FAILS } from "./gate-rules.ts";

/** A string is split as a shell would split it, without any expansion. */
export type GateCommand = string | readonly string[];

const TIMEOUT_MINUTES = 60;
/** Lines of output that a finding quotes. */
const QUOTED_LINES = 15;

/** A gate as a person types it. */
export function gateName(command: GateCommand): string {
  return typeof command === "string" ? command : command.join(" ");
}

/** A gate that ran. */
export interface RanGate {
  readonly name: string;
  /** Its exit status; null: it never started, was ended, or did not end in time. */
  readonly status: number | null;
}

/** How running the gates ended. */
export interface GatesEnd {
  readonly ran: readonly RanGate[];
  /** `U009` for the first that does not end with 0; the rest was not run. */
  readonly failed: Finding | null;
}

/** Runs the project's own gates one after the other, in its directory. */
export async function runGates(
  commands: readonly GateCommand[],
  directory: string,
  ports: Pick<Ports, "processes" | "environment" | "signal" | "events">,
): Promise<GatesEnd> {
  const ran: RanGate[] = [];
  for (const command of commands) {
    const name = gateName(command);
    ports.events({ type: "update", id: "gates", detail: name });
    const argv = typeof command === "string" ? splitCommand(command) : command;
    const { status, failed } = await runGate(argv, name, directory, ports);
    ran.push({ name, status });
    if (failed !== null) return { ran, failed };
  }
  return { ran, failed: null };
}

async function runGate(
  argv: readonly string[],
  name: string,
  directory: string,
  ports: Pick<Ports, "processes" | "environment" | "signal">,
): Promise<{ readonly status: number | null; readonly failed: Finding | null }> {
  try {
    const done = await ports.processes.run({
      argv,
      cwd: directory,
      env: childEnvironment(ports.environment),
      timeoutMs: TIMEOUT_MINUTES * 60_000,
      signal: ports.signal,
    });
    const status = done.timedOut ? null : done.status;
    if (status === 0) return { status, failed: null };
    const how = done.timedOut
      ? `did not end in ${TIMEOUT_MINUTES} minutes`
      : done.status === null
        ? `was terminated by ${done.signal}`
        : `exited with status ${done.status}`;
    return { status, failed: gateFails(name, how, `${done.stdout}\n${done.stderr}`) };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "tool/not-found") throw error;
    return { status: null, failed: gateFails(name, "cannot be started", error.message) };
  }
}

function gateFails(name: string, how: string, output: string): Finding {
  const lines = output.split("\n").map((line) => line.trimEnd());
  const said = lines.filter((line) => line !== "").slice(-QUOTED_LINES);
  return GATE_FAILS.finding({
    observed: true,
    message: `the gate ${name} ${how}`,
    why: said.length === 0 ? "it printed nothing" : `its last output:\n${said.join("\n")}`,
    help: "fix what it reports, commit, and run the same command again; nothing was tagged",
    subject: name,
    details: { command: name, output: said.join("\n") },
  });
}
