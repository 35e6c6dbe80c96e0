import type { Completed } from "../../ports/processes.ts";
import type { Ports } from "../../ports/ports.ts";
import type { RanCommand } from "../trial.ts";
import { bounded, outputOf } from "./output-text.ts";
import type { SmokePlace } from "./smoke-environment.ts";

const MAX_OUTPUT_BYTES = 256 * 1024;
const REPORTED_LETTERS = 8000;

/** A program that a trial runs. */
export interface Program {
  readonly argv: readonly string[];
  /** How the report shows it. */
  readonly command: readonly string[];
  readonly place: SmokePlace;
  /** Seconds. */
  readonly timeout: number;
  /** For standard input, which is empty by default. */
  readonly input?: string | undefined;
}

/** Runs a program without a terminal, in the trial's working directory. */
export async function runProgram(
  { argv, command, place, timeout, input }: Program,
  ports: Pick<Ports, "processes" | "signal">,
): Promise<{ readonly completed: Completed; readonly ran: RanCommand }> {
  const completed = await ports.processes.run({
    argv,
    cwd: place.work,
    env: place.env,
    ...(input === undefined ? {} : { input }),
    maxOutputBytes: MAX_OUTPUT_BYTES,
    timeoutMs: timeout * 1000,
    signal: ports.signal,
  });
  const { status, seconds } = completed;
  const output = bounded(outputOf(completed), REPORTED_LETTERS);
  return { completed, ran: { command, status, seconds, output } };
}
