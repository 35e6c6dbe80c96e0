import type { Ports } from "../ports/ports.ts";
import type { EventSink } from "../ports/event.ts";
import type { ProcessTrace } from "../ports/processes.ts";
import { elapsedSeconds, lazyBuiltin } from "./lazy-builtin.ts";
import { lazyHttpClient, lazyHttpServers } from "./lazy-http.ts";
import { nodeEnvironment } from "./node-environment.ts";
import { nodeFiles } from "./node-files.ts";
import { nodeLocks } from "./node-locks.ts";
import { nodeModules } from "./node-modules.ts";
import { nodePatterns } from "./node-patterns.ts";
import { nodeProcesses } from "./node-processes.ts";

/** The real ports, and the end of them: `dispose` does what is left for later, ends children and removes temporary directories. */
export interface NodePorts extends AsyncDisposable {
  readonly ports: Ports;
  /** Does now what was left for later. */
  catchUp(): Promise<void>;
  /** Ctrl-C: aborts the run's signal and ends every child at once. */
  interrupt(): void;
}

/** Wires Node's implementations; used by the command line, the action and tests only. */
export function nodePorts(options: {
  readonly events?: EventSink;
  readonly variables?: Readonly<Record<string, string>>;
  /** Is told of every child process. */
  readonly trace?: ProcessTrace;
}): NodePorts {
  const abort = new AbortController();
  const environment = nodeEnvironment(options.variables);
  const files = nodeFiles(environment.temporary);
  const processes = nodeProcesses(abort.signal, options.trace);
  const waiting: (() => Promise<void>)[] = [];
  const catchUp = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
  };
  const ports: Ports = {
    processes,
    files,
    servers: lazyHttpServers(),
    http: lazyHttpClient(abort.signal, environment.variables),
    clock: { now: () => new Date(), elapsed: elapsedSeconds },
    pause: (seconds) => pause(seconds, abort.signal),
    random: { bytes: (length) => lazyBuiltin("node:crypto").randomBytes(length) },
    patterns: nodePatterns(),
    locks: nodeLocks(),
    modules: nodeModules(),
    environment,
    events: options.events ?? (() => undefined),
    later: (task) => void waiting.push(task),
    projectCode: () => undefined,
    signal: abort.signal,
  };
  return {
    ports,
    catchUp,
    interrupt() {
      abort.abort();
      processes.killAll();
    },
    async [Symbol.asyncDispose]() {
      try {
        await catchUp();
      } finally {
        processes.killAll();
        await files.removeTemporary();
      }
    },
  };
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(end, seconds * 1000);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
