import { safeJson, safeText } from "../text/printable.ts";
import { elapsedSeconds } from "../adapters/lazy-builtin.ts";
import { nodePorts, type NodePorts } from "../adapters/node-ports.ts";
import { terminal, type Terminal } from "../adapters/terminal.ts";
import type { EventSink } from "../ports/event.ts";
import { EXIT_CODES, type Phase } from "../findings/phase.ts";
import type { Ports } from "../ports/ports.ts";
import { asFault, asInterruption } from "../findings/as-fault.ts";
import { type Fault, faultFields } from "../findings/fault.ts";
import type { GlobalOptions } from "./globals.ts";
import { renderFault } from "./render/fault.ts";
import { makeProgress } from "./render/progress.ts";
import { inAscii, showsUnicode, wantsColor, wantsLinks } from "./render/capabilities.ts";
import { makeStyle, type Style } from "./render/style.ts";
import { traceOf as commandTrace } from "./render/trace.ts";

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
  /** The one line of `-q`; without it the text is the answer itself, and `-q` leaves it. */
  readonly brief?: string;
  /** True for a text whose form has an escaping of its own, which was applied. Default: {@link safeText} is. */
  readonly escaped?: boolean;
}

/** What another program that runs the command line (the action) hears of it. */
export interface Watch {
  readonly event?: EventSink;
  readonly outcome?: (outcome: Pick<Outcome, "exitCode" | "json">) => void;
  /** Seconds that the run may take, for the job's summary. */
  readonly budget?: number;
}

/**
 * Runs a command's body: wires the ports, draws progress on standard error, ends everything on
 * Ctrl-C, turns faults into text or JSON, and returns the exit code.
 */
export async function runSession(
  globals: GlobalOptions & { readonly format?: unknown },
  body: (session: Session) => Promise<Outcome>,
  watch: Watch = {},
): Promise<number> {
  const { variables } = terminal;
  const talk = surface(terminal.stderr, globals, true);
  const say = talk.print;
  const { style, print, write } = surface(terminal.stdout, globals, false);
  const drawn = globals.progress && globals.quiet === 0;
  const progress = makeProgress(
    {
      write: drawn ? talk.write : () => undefined,
      columns: drawn && terminal.stderr.isTerminal ? terminal.stderr.columns() : undefined,
      elapsed: elapsedSeconds,
      everyTick: terminal.everyTick,
      verbosity: globals.verbose,
      groups: (variables["GITHUB_ACTIONS"] ?? "") !== "",
    },
    talk.style,
  );
  const trace =
    globals.verbose > 1 ? commandTrace(progress.line, talk.style, globals.verbose > 2) : undefined;
  const events: EventSink = (event) => {
    progress.sink(event);
    watch.event?.(event);
  };
  const node = nodePorts({ events, ...(trace === undefined ? {} : { trace }) });
  const stopListening = terminal.onInterrupt(() => {
    progress.close();
    node.interrupt();
  });
  let exitCode: number;
  try {
    const outcome = await body({ ports: node.ports, globals, style, print });
    progress.close();
    finish(outcome);
    await tellElsewhere(outcome);
    exitCode = outcome.exitCode;
    await node.catchUp();
  } catch (error) {
    progress.close();
    const failed = report(error, globals, { style: talk.style, say }, node);
    ({ exitCode } = failed);
    await tellElsewhere({ ...failed, text: "" });
  } finally {
    stopListening();
    await node[Symbol.asyncDispose]();
  }
  return exitCode;

  /** To GitHub's runner and to who runs the command line. */
  async function tellElsewhere(outcome: Outcome): Promise<void> {
    watch.outcome?.(outcome);
    if (globals.format !== "github" || globals.json || outcome.json === null) return;
    const { tellGithub } = await import("./render/github/tell.ts");
    await tellGithub(outcome, watch.budget, node.ports, terminal.stdout.write);
  }

  function finish(outcome: Outcome): void {
    if (globals.json) {
      if (outcome.json !== null) terminal.stdout.write(`${safeJson(outcome.json)}\n`);
      return;
    }
    const { brief } = outcome;
    if (brief !== undefined && globals.quiet > 1) return;
    const text = brief !== undefined && globals.quiet > 0 ? brief : outcome.text;
    if (text === "") return;
    const put = outcome.escaped === true ? write : print;
    put(text.endsWith("\n") ? text : `${text}\n`);
  }
}

interface StreamSurface {
  readonly style: Style;
  /** Writes what a person reads; nothing from a repository can move the cursor. */
  readonly print: (text: string) => void;
  readonly write: (text: string) => void;
}

/** What one of our streams can show, and how it is written to. */
function surface(stream: Terminal["stdout"], { color: flag }: GlobalOptions, isLog: boolean): StreamSurface {
  const { variables, platform } = terminal;
  const { isTerminal } = stream;
  const color = wantsColor(flag, variables, isTerminal, isLog);
  const write = showsUnicode(variables, platform)
    ? stream.write
    : (text: string): void => stream.write(inAscii(text));
  return {
    style: makeStyle(color, {
      columns: isTerminal ? stream.columns() : undefined,
      home: terminal.home,
      links: color && wantsLinks(variables, isTerminal),
    }),
    print: (text) => write(safeText(text, color)),
    write,
  };
}

/** Tells a fault (or a bug) on the right stream; what it is for programs. */
function report(
  error: unknown,
  globals: GlobalOptions,
  { style, say }: { readonly style: Style; readonly say: (text: string) => void },
  node: NodePorts,
): Pick<Outcome, "exitCode" | "json"> {
  const known = node.ports.signal.aborted ? asInterruption(error) : asFault(error);
  if (known === null) {
    const text = traceOf(error);
    const json = bugDocument(text);
    if (globals.json) terminal.stdout.write(`${safeJson(json)}\n`);
    say(`${style.error("error[internal]")}: this is a bug in shipwheel\n${text}\n`);
    return { exitCode: EXIT_CODES.internal, json };
  }
  const json = faultDocument(known);
  if (globals.json) terminal.stdout.write(`${safeJson(json)}\n`);
  else if (globals.quiet === 1) say(`${style.error(`error[${known.code}]`)}: ${known.message}\n`);
  else if (globals.quiet === 0) say(`${renderFault(faultFields(known), style)}\n`);
  return { exitCode: EXIT_CODES[known.phase], json };
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
