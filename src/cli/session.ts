import { safeJson, safeText } from "../text/printable.ts";
import { elapsedSeconds } from "../adapters/lazy-builtin.ts";
import { nodePorts, type NodePorts } from "../adapters/node-ports.ts";
import { terminal } from "../adapters/terminal.ts";
import { EXIT_CODES, type Phase } from "../findings/phase.ts";
import type { Ports } from "../ports/ports.ts";
import { asFault, asInterruption } from "../findings/as-fault.ts";
import { type Fault, faultFields } from "../findings/fault.ts";
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
  /** True for a text whose form has an escaping of its own, which was applied. Default: {@link safeText} is. */
  readonly escaped?: boolean;
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
  const talksInColor = wantsColour(globals.color, variables, terminal.stderr.isTerminal);
  const talk = makeStyle(talksInColor);
  const say = (text: string): void => terminal.stderr.write(safeText(text, talksInColor));
  const color = wantsColour(globals.color, variables, terminal.stdout.isTerminal);
  const style = makeStyle(color);
  const print = (text: string): void => terminal.stdout.write(safeText(text, color));
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
    const outcome = await body({ ports: node.ports, globals, style, print });
    progress.close();
    finish(outcome);
    exitCode = outcome.exitCode;
  } catch (error) {
    progress.close();
    exitCode = report(error, globals, { style: talk, say }, node);
  } finally {
    stopListening();
    await node[Symbol.asyncDispose]();
  }
  return exitCode;

  function finish(outcome: Outcome): void {
    if (globals.json) {
      if (outcome.json !== null) terminal.stdout.write(`${safeJson(outcome.json)}\n`);
    } else if (outcome.text !== "") {
      const write = outcome.escaped === true ? terminal.stdout.write : print;
      write(outcome.text.endsWith("\n") ? outcome.text : `${outcome.text}\n`);
    }
  }
}

/** Tells a fault (or a bug) on the right stream and returns its exit code. */
function report(
  error: unknown,
  globals: GlobalOptions,
  { style, say }: { readonly style: Style; readonly say: (text: string) => void },
  node: NodePorts,
): number {
  const known = node.ports.signal.aborted ? asInterruption(error) : asFault(error);
  if (known === null) {
    const text = traceOf(error);
    if (globals.json) terminal.stdout.write(`${safeJson(bugDocument(text))}\n`);
    say(`${style.error("error[internal]")}: this is a bug in shipwheel\n${text}\n`);
    return EXIT_CODES.internal;
  }
  if (globals.json) terminal.stdout.write(`${safeJson(faultDocument(known))}\n`);
  else say(`${renderFault(faultFields(known), style)}\n`);
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
