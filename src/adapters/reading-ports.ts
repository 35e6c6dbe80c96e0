import type { Ports } from "../ports/ports.ts";
import type { ReadingFiles } from "../ports/files.ts";
import { elapsedSeconds } from "./lazy-builtin.ts";
import { nodeEnvironment } from "./node-environment.ts";
import { nodePatterns } from "./node-patterns.ts";
import { nodeProcesses } from "./node-processes.ts";
import { readingFiles } from "./reading-files.ts";

/** Ports for asking a question: files are read and children run, nothing is written or sent. */
export type ReadingPorts = Pick<
  Ports,
  "processes" | "environment" | "signal" | "clock" | "patterns" | "events" | "projectCode"
> & {
  readonly files: ReadingFiles;
};

/** The few ports of a quick answer, and the end of them: `dispose` ends children. */
export function readingPorts(): AsyncDisposable & { readonly ports: ReadingPorts } {
  const { signal } = new AbortController();
  const processes = nodeProcesses(signal);
  return {
    ports: {
      processes,
      files: readingFiles(),
      clock: { now: () => new Date(), elapsed: elapsedSeconds },
      patterns: nodePatterns(),
      environment: nodeEnvironment(),
      events: () => undefined,
      projectCode: () => undefined,
      signal,
    },
    [Symbol.asyncDispose]() {
      processes.killAll();
      return Promise.resolve();
    },
  };
}
