import { fstatSync } from "node:fs";
/** The process's own streams and signals; only the command line and the action use them. */
export interface Terminal {
  readonly argv: readonly string[];
  /** What starts this very program: the interpreter, its options and the file. */
  readonly self: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly directory: () => string;
  readonly platform: string;
  readonly arch: string;
  /** The version of Node.js. */
  readonly node: string;
  /** The home directory; empty when nothing says it. */
  readonly home: string;
  /** True when a person can be asked: input and standard error are a terminal. */
  readonly isInteractive: boolean;
  /** Asks on standard error for one line; null when there is none (end of input, Ctrl-C). */
  readonly ask: (question: string, signal: AbortSignal) => Promise<string | null>;
  /** True when a pipe or a file is standard input: what a person hands over, not what a program left open. */
  readonly isPiped: boolean;
  /** All of standard input, as UTF-8. */
  readonly readStdin: () => Promise<string>;
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  /** Calls back on Ctrl-C, on SIGTERM and on a closed terminal; a second signal ends the process. Returns the end of it. */
  readonly onInterrupt: (action: () => void) => () => void;
  readonly everyTick: (tick: () => void) => () => void;
  /** Sets the exit code and lets the event loop run dry. */
  readonly exitWith: (code: number) => void;
}

/** One output stream. */
export interface TerminalStream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: () => number;
}

const TICK_MS = 100;
/** One Ctrl-C can come twice: from the terminal, and from the program that started this one (npx, timeout). */
const SAME_SIGNAL_MS = 100;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let stdout: TerminalStream | undefined;
let stderr: TerminalStream | undefined;

/** The terminal of this process. */
export const terminal: Terminal = {
  argv: process.argv.slice(2),
  self: [...process.argv.slice(0, 1), ...process.execArgv, ...process.argv.slice(1, 2)],
  get variables() {
    return definedOnly(process.env);
  },
  directory: () => process.cwd(),
  platform: process.platform,
  arch: process.arch,
  node: process.versions.node,
  get home() {
    return process.env["HOME"] ?? process.env["USERPROFILE"] ?? "";
  },
  get isInteractive() {
    return process.stdin.isTTY && process.stderr.isTTY;
  },
  get isPiped() {
    try {
      const input = fstatSync(0);
      return input.isFIFO() || input.isFile();
    } catch {
      return false;
    }
  },
  async ask(question, signal) {
    const { createInterface } = await import("node:readline/promises");
    // Not a terminal for readline: Ctrl-C stays a signal, as everywhere else.
    const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
    try {
      const ended = new Promise<null>((resolve) => reader.once("close", () => resolve(null)));
      return await Promise.race([reader.question(question, { signal }), ended]);
    } catch {
      return null;
    } finally {
      reader.close();
    }
  },
  async readStdin() {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return new TextDecoder().decode(Buffer.concat(chunks));
  },
  // Node.js makes a stream when it is asked for: an answer needs one of the two.
  get stdout() {
    return (stdout ??= stream(process.stdout));
  },
  get stderr() {
    return (stderr ??= stream(process.stderr));
  },
  onInterrupt(action) {
    let first: number | null = null;
    const listener = (): void => {
      if (first !== null) {
        if (performance.now() - first < SAME_SIGNAL_MS) return;
        process.exit(130);
      }
      first = performance.now();
      action();
    };
    for (const signal of SIGNALS) process.on(signal, listener);
    return () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    };
  },
  everyTick(tick) {
    const timer = setInterval(tick, TICK_MS);
    timer.unref();
    return () => clearInterval(timer);
  },
  exitWith(code) {
    process.exitCode = code;
  },
};

function stream(target: NodeJS.WriteStream): TerminalStream {
  // A reader that went away (`| head`) is no failure of ours.
  target.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    write: (text) => {
      target.write(text);
    },
    isTerminal: target.isTTY,
    // Some terminals say that they are 0 columns wide.
    columns: () => target.columns || 80,
  };
}

function definedOnly(variables: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
