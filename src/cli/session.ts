import { elapsedSeconds } from "../adapters/lazy-builtin.ts";
import { nodePorts, type NodePorts } from "../adapters/node-ports.ts";
import { terminal } from "../adapters/terminal.ts";
import { EXIT_CODES, type Phase } from "../findings/phase.ts";
import type { Ports } from "../ports/ports.ts";
import { asFault } from "../findings/as-fault.ts";
import { type Fault, fault, faultFields } from "../findings/fault.ts";
import type { GlobalOptions } from "./globals.ts";
import { renderFault } from "./render/fault.ts";
import { makeProgress } from "./render/progress.ts";
import { makeStyle, wantsColour, type Style } from "./render/style.ts";

/** What a command works with. */
export interface Session {
  readonly ports: Ports;
  readonly globals: GlobalOptions;
  /** For text on standard output. */
  readonly style: Style;
  /** Prints on standard output before the end: `index` tells its addresses and goes on. */
  readonly print: (text: string) => void;
}

/** What a command comes to: one JSON document, or the same as text. */
export interface Outcome {
  readonly exitCode: number;
  readonly json: Readonly<Record<string, unknown>> | null;
  readonly text: string;
}

/**
 * Runs a command's body: wires the ports, draws progress on standard error, ends everything on
 * Ctrl-C, turns faults into text or JSON, and returns the exit code.
 */
export async function runSession(
  globals: GlobalOptions,
  body: (session: Session) => Promise<Outcome>,
): Promise<number> {
  const { variables } = terminal;
  const talk = makeStyle(wantsColour(globals.color, variables, terminal.stderr.isTerminal));
  const style = makeStyle(wantsColour(globals.color, variables, terminal.stdout.isTerminal));
  const drawn = globals.progress && !globals.quiet;
  const progress = makeProgress(
    {
      write: drawn ? terminal.stderr.write : () => undefined,
      columns: drawn && terminal.stderr.isTerminal ? terminal.stderr.columns() : undefined,
      elapsed: elapsedSeconds,
      everyTick: terminal.everyTick,
    },
    talk,
  );
  const node = nodePorts({ events: progress.sink });
  const stopListening = terminal.onInterrupt(() => {
    progress.close();
    node.interrupt();
  });
  let exitCode: number;
  try {
    const outcome = await body({ ports: node.ports, globals, style, print: terminal.stdout.write });
    progress.close();
    finish(outcome);
    exitCode = outcome.exitCode;
  } catch (error) {
    progress.close();
    exitCode = report(error, globals, talk, node);
  } finally {
    stopListening();
    await node[Symbol.asyncDispose]();
  }
  return exitCode;

  function finish(outcome: Outcome): void {
    if (globals.json) {
      if (outcome.json !== null) terminal.stdout.write(`${JSON.stringify(outcome.json)}\n`);
    } else if (outcome.text !== "")
      terminal.stdout.write(outcome.text.endsWith("\n") ? outcome.text : `${outcome.text}\n`);
  }
}

/** Tells a fault (or a bug) on the right stream and returns its exit code. */
function report(error: unknown, globals: GlobalOptions, style: Style, node: NodePorts): number {
  const known = node.ports.signal.aborted ? fault("run/interrupted") : asFault(error);
  if (known === null) {
    const text = traceOf(error);
    if (globals.json) terminal.stdout.write(`${JSON.stringify(bugDocument(text))}\n`);
    terminal.stderr.write(`${style.error("error[internal]")}: this is a bug in shipwheel\n${text}\n`);
    return EXIT_CODES.internal;
  }
  if (globals.json) terminal.stdout.write(`${JSON.stringify(faultDocument(known))}\n`);
  else terminal.stderr.write(`${renderFault(faultFields(known), style)}\n`);
  return EXIT_CODES[known.phase];
}

/** The stack of an error and of all that caused it: a bug report without the cause is worth little. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by: ${traceOf(error.cause)}`;
}

/** The JSON form of a fault: `{schema, error: {phase, code, message, cause, remedy}}`. */
export function faultDocument(known: Fault): Readonly<Record<string, unknown>> {
  return { schema: 1, error: faultFields(known) };
}

function bugDocument(text: string): Readonly<Record<string, unknown>> {
  const phase: Phase = "internal";
  return {
    schema: 1,
    error: { phase, code: "internal", message: text, cause: null, remedy: "report it, with this text" },
  };
}
