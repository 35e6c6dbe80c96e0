/** One child process to run. */
export interface Command {
  /** Program and arguments; never passed through a shell. Secrets are not allowed here. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** The complete environment of the child: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Text written to standard input, which is then closed; without it standard input is empty. */
  readonly input?: string;
  /** Milliseconds after which the whole process group is killed. */
  readonly timeoutMs?: number;
  /** Bytes of each stream kept; the middle of a longer one is dropped. Default 1 MiB. */
  readonly maxOutputBytes?: number;
  /** Called with each chunk of output as it arrives. */
  readonly onOutput?: (chunk: Uint8Array, stream: "stdout" | "stderr") => void;
  /** Ends the process group when aborted. */
  readonly signal?: AbortSignal;
  /** Starts after Ctrl-C too, and is not ended by it: what was begun is taken back. Give it a short `timeoutMs`. */
  readonly survivesInterrupt?: boolean;
  /** Its output is a secret, or belongs to a protocol between programs: a trace leaves it out. */
  readonly isPrivate?: boolean;
}

/** Is told of child processes, for whoever wants to watch: never of what a program that keeps secrets says. */
export interface ProcessTrace {
  readonly started: (command: Pick<Command, "argv" | "cwd">) => void;
  readonly said?: (command: Pick<Command, "argv">, text: string) => void;
}

/** How a child process ended. A child that ran and failed is a value; one that could not be started is a fault. */
export interface Completed {
  /** Exit status, or null when a signal ended it. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** Decoded as UTF-8, malformed bytes replaced; never more than `maxOutputBytes`. */
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** A running child that is talked to line by line (JSON lines over its standard streams). */
export interface Conversation extends AsyncDisposable {
  /** Writes one line to the child's standard input. */
  send(line: string): void;
  /** The next complete line of standard output, or null when the child has closed it. */
  receive(): Promise<string | null>;
  /** Closes standard input and waits for the end. */
  finish(): Promise<Completed>;
}

/** Starts child processes, each in a process group of its own, so that all of it can be ended. */
export interface Processes {
  /** Throws the fault `tool/not-found` when the program does not exist. */
  run(command: Command): Promise<Completed>;
  converse(command: Command): Conversation;
  /** How many processes were started so far, by program base name: tests count work done twice. */
  readonly started: ReadonlyMap<string, number>;
  /** Ends every process group that is still alive, at once. */
  killAll(): void;
}
