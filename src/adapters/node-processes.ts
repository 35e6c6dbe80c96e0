import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { basename } from "node:path";
import type { Interface } from "node:readline";
import type { Command, Completed, Conversation, Processes, ProcessTrace } from "../ports/processes.ts";
import { fault } from "../findings/fault.ts";
import { elapsedSeconds, lazyBuiltin } from "./lazy-builtin.ts";
import { OutputBuffer } from "./output-buffer.ts";

const DEFAULT_OUTPUT_BYTES = 1024 * 1024;
/** A grandchild that keeps the pipes open after its parent's end gets this long. */
const LINGER_MS = 300;

/** Real child processes, each the leader of a process group (on Windows: a process tree). */
export function nodeProcesses(runSignal?: AbortSignal, trace?: ProcessTrace): Processes {
  const alive = new Set<RunningChild>();
  const started = new Map<string, number>();

  function start(command: Command): RunningChild {
    const program = command.argv[0] ?? "";
    const name = basename(program);
    started.set(name, (started.get(name) ?? 0) + 1);
    trace?.started(command);
    const said = command.isPrivate === true ? undefined : trace?.said;
    const watched =
      said === undefined
        ? command
        : {
            ...command,
            onOutput: (chunk: Uint8Array, stream: "stdout" | "stderr"): void => {
              said(command, new TextDecoder().decode(chunk));
              command.onOutput?.(chunk, stream);
            },
          };
    const child = new RunningChild(watched, runSignal, () => alive.delete(child));
    alive.add(child);
    return child;
  }

  return {
    started,
    run(command) {
      const child = start(command);
      child.process.stdin.end(command.input ?? "");
      return child.completed;
    },
    converse(command) {
      const child = start({ ...command, isPrivate: true });
      return new ChildConversation(child);
    },
    killAll() {
      for (const child of alive) if (!child.survivesInterrupt) child.kill();
    },
  };
}

class RunningChild {
  readonly process: ChildProcessWithoutNullStreams;
  readonly completed: Promise<Completed>;
  readonly survivesInterrupt: boolean;
  #ended = false;

  constructor(command: Command, runSignal: AbortSignal | undefined, onEnd: () => void) {
    const [program, ...args] = command.argv;
    if (program === undefined) throw new Error("a command needs a program");
    this.survivesInterrupt = command.survivesInterrupt === true;
    const begin = elapsedSeconds();
    const stdout = new OutputBuffer(command.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES);
    const stderr = new OutputBuffer(command.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES);
    const child = lazyBuiltin("node:child_process").spawn(program, args, {
      cwd: command.cwd,
      env: { ...command.env },
      detached: process.platform !== "win32",
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    this.process = child;
    child.stdin.on("error", () => {
      // The child closed its input early: its exit status tells the story.
    });
    child.stdout.on("data", (chunk: Buffer) => {
      stdout.push(chunk);
      command.onOutput?.(chunk, "stdout");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr.push(chunk);
      command.onOutput?.(chunk, "stderr");
    });

    let timedOut = false;
    const stop = (): void => this.kill();
    const timer =
      command.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            this.kill();
          }, command.timeoutMs);
    const ending = this.survivesInterrupt ? [] : [command.signal, runSignal];
    const signals = ending.filter((signal) => signal !== undefined);
    for (const signal of signals) signal.addEventListener("abort", stop, { once: true });

    this.completed = new Promise<Completed>((resolve, reject) => {
      let linger: NodeJS.Timeout | undefined;
      const settle = (): void => {
        this.#ended = true;
        clearTimeout(timer);
        clearTimeout(linger);
        for (const signal of signals) signal.removeEventListener("abort", stop);
        onEnd();
      };
      child.once("error", (error: NodeJS.ErrnoException) => {
        settle();
        reject(startFailure(error, command));
      });
      child.once("exit", () => {
        linger = setTimeout(() => {
          this.killGroup();
          child.stdout.destroy();
          child.stderr.destroy();
        }, LINGER_MS);
      });
      child.once("close", (status, signal) => {
        settle();
        if (signals.some((each) => each.aborted)) {
          reject(fault("run/interrupted"));
          return;
        }
        const seconds = elapsedSeconds() - begin;
        resolve({ status, signal, timedOut, stdout: stdout.text(), stderr: stderr.text(), seconds });
      });
      if (signals.some((each) => each.aborted)) this.kill();
    });
    // A conversation may never await the end; its failure then shows in receive().
    this.completed.catch(() => undefined);
  }

  kill(): void {
    if (this.#ended) return;
    this.killGroup();
    this.process.kill("SIGKILL");
  }

  killGroup(): void {
    const { pid } = this.process;
    if (pid === undefined) return;
    try {
      if (process.platform === "win32")
        lazyBuiltin("node:child_process").spawn("taskkill", ["/pid", String(pid), "/t", "/f"], {
          stdio: "ignore",
        });
      else process.kill(-pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
  }
}

class ChildConversation implements Conversation {
  readonly #child: RunningChild;
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | null) => void)[] = [];
  readonly #reader: Interface;
  #closed = false;

  constructor(child: RunningChild) {
    this.#child = child;
    this.#reader = lazyBuiltin("node:readline").createInterface({
      input: child.process.stdout,
      crlfDelay: Infinity,
    });
    this.#reader.on("line", (line) => {
      const next = this.#waiting.shift();
      if (next) next(line);
      else this.#lines.push(line);
    });
    this.#reader.on("close", () => this.#end());
    child.completed.then(
      () => this.#end(),
      () => this.#end(),
    );
  }

  #end(): void {
    this.#closed = true;
    for (const next of this.#waiting.splice(0)) next(null);
  }

  send(line: string): void {
    this.#child.process.stdin.write(`${line}\n`);
  }

  receive(): Promise<string | null> {
    const line = this.#lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#closed) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  finish(): Promise<Completed> {
    this.#child.process.stdin.end();
    return this.#child.completed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
    await this.#child.completed.catch(() => undefined);
  }
}

function startFailure(error: NodeJS.ErrnoException, command: Command): Error {
  const program = command.argv[0] ?? "";
  if (error.code === "ENOENT" || error.code === "EACCES") {
    return fault("tool/not-found", { program }, { cause: error });
  }
  return fault("tool/cannot-start", { program, reason: error.message }, { cause: error });
}
