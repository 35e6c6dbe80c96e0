import type { StreamEvent } from "./stream-event.ts";
import { beginning, ending, streamEvent } from "./render/event-stream.ts";
import type { DocumentHead } from "../text/document-head.ts";
import { document } from "./documents.ts";
import { safeJson, safeText } from "../text/printable.ts";
import { elapsedSeconds } from "../adapters/lazy-builtin.ts";
import { nodePorts, type NodePorts } from "../adapters/node-ports.ts";
import { terminal, type Terminal } from "../adapters/terminal.ts";
import type { EventSink } from "../ports/event.ts";
import { EXIT_CODES } from "../findings/phase.ts";
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
  readonly json: DocumentHead | null;
  readonly text: string;
  /** The one line of `-q`; without it the text is the answer itself, and `-q` leaves it. */
  readonly brief?: string;
  /** True for a text whose form has an escaping of its own, which was applied. Default: {@link safeText} is. */
  readonly escaped?: boolean;
}

/** The options that decide how a command speaks. */
export interface SessionOptions extends GlobalOptions {
  /** The command's name, for the first line of a stream. */
  readonly command?: string;
  /** What a terminal shows from the start. */
  readonly opening?: string | undefined;
  readonly format?: unknown;
  readonly jsonStream?: unknown;
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
  globals: SessionOptions,
  body: (session: Session) => Promise<Outcome>,
  watch: Watch = {},
): Promise<number> {
  const { variables } = terminal;
  const isStream = globals.jsonStream === true;
  const isForPrograms = globals.json || isStream;
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
      opening: globals.opening,
    },
    talk.style,
  );
  const trace =
    globals.verbose > 1 ? commandTrace(progress.line, talk.style, globals.verbose > 2) : undefined;
  const tellLine = (event: StreamEvent | null): void => {
    if (isStream && event !== null) terminal.stdout.write(`${safeJson(event)}\n`);
  };
  tellLine(beginning(globals.command ?? ""));
  const events: EventSink = (event) => {
    progress.sink(event);
    tellLine(streamEvent(event));
    watch.event?.(event);
  };
  const node = nodePorts({ events, ...(trace === undefined ? {} : { trace }) });
  const stopListening = terminal.onInterrupt(() => {
    progress.close();
    node.interrupt();
  });
  let exitCode: number;
  try {
    const above = (text: string): void => {
      progress.clear();
      print(text);
    };
    const outcome = await body({ ports: node.ports, globals, style, print: above });
    progress.close();
    finish(outcome);
    await tellElsewhere(outcome);
    exitCode = outcome.exitCode;
    await node.catchUp();
  } catch (error) {
    progress.close();
    const failed = asOutcome(error, globals, talk.style, node);
    ({ exitCode } = failed);
    if (isForPrograms) tellDocument(failed);
    if (failed.text !== "" && (!isForPrograms || failed.isBug)) say(`${failed.text}\n`);
    await tellElsewhere({ ...failed, text: "" });
  } finally {
    // A signal must not end the process while it removes its directories.
    try {
      await node[Symbol.asyncDispose]();
    } finally {
      stopListening();
    }
  }
  return exitCode;

  /** To GitHub's runner and to who runs the command line. */
  async function tellElsewhere(outcome: Outcome): Promise<void> {
    watch.outcome?.(outcome);
    if (globals.format !== "github" || isForPrograms || outcome.json === null) return;
    const { tellGithub } = await import("./render/github/tell.ts");
    await tellGithub(outcome, watch.budget, node.ports, terminal.stdout.write);
  }

  function tellDocument({ exitCode: code, json }: Pick<Outcome, "exitCode" | "json">): void {
    if (isStream) for (const event of ending(code, json)) tellLine(event);
    else if (json !== null) terminal.stdout.write(`${safeJson(json)}\n`);
  }

  function finish(outcome: Outcome): void {
    if (isForPrograms) return tellDocument(outcome);
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

/** What a fault (or a bug) comes to; the text is for standard error. */
function asOutcome(
  error: unknown,
  { quiet }: GlobalOptions,
  style: Style,
  node: NodePorts,
): Pick<Outcome, "exitCode" | "json" | "text"> & { readonly isBug: boolean } {
  const known = node.ports.signal.aborted ? asInterruption(error) : asFault(error);
  if (known === null) {
    const trace = traceOf(error);
    const text = `${style.error("error[internal]")}: this is a bug in shipwheel\n${trace}`;
    return { exitCode: EXIT_CODES.internal, json: bugDocument(trace), text, isBug: true };
  }
  const full = (): string => renderFault(faultFields(known), style);
  const brief = `${style.error(`error[${known.code}]`)}: ${known.message}`;
  const text = quiet === 0 ? full() : quiet === 1 ? brief : "";
  return { exitCode: EXIT_CODES[known.phase], json: faultDocument(known), text, isBug: false };
}

/** The stack of an error and of all that caused it: a bug report without the cause is worth little. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by: ${traceOf(error.cause)}`;
}

/** The JSON form of a fault. */
export function faultDocument(known: Fault): DocumentHead {
  return document("error", { error: faultFields(known) });
}

function bugDocument(text: string): DocumentHead {
  const remedy = "report it with this text";
  return document("error", {
    error: { phase: "internal", code: "internal", message: text, cause: null, remedy },
  });
}
