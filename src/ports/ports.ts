import type { EventSink } from "./event.ts";
import type { Files } from "./files.ts";
import type { HttpClient, HttpServers } from "./http.ts";
import type { Locks } from "./locks.ts";
import type { Modules } from "./modules.ts";
import type { Patterns } from "./patterns.ts";
import type { Processes } from "./processes.ts";

/** Wall clock and stopwatch. */
export interface Clock {
  now(): Date;
  /** Seconds from an arbitrary start, never going back. */
  elapsed(): number;
}

/** Unpredictable bytes; a test's port repeats itself. */
export interface Random {
  bytes(length: number): Uint8Array;
}

/** What the machine and the user's session say. */
export interface Environment {
  /** Environment variables. Values may be secret: pick names, never copy all to a child. */
  readonly variables: Readonly<Record<string, string>>;
  readonly platform: "linux" | "darwin" | "win32";
  readonly home: string;
  readonly temporary: string;
  readonly cores: number;
}

/** All side effects. A function asks for `Pick<Ports, ...>`: just the ones it uses. */
export interface Ports {
  readonly processes: Processes;
  readonly files: Files;
  readonly servers: HttpServers;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Waits, in seconds; ends at once (and rejects) when the run is aborted. */
  readonly pause: (seconds: number) => Promise<void>;
  readonly random: Random;
  readonly patterns: Patterns;
  readonly locks: Locks;
  readonly modules: Modules;
  readonly environment: Environment;
  readonly events: EventSink;
  /** Hands over work that the user need not wait for: it is done when the answer has been given, before the ports end. */
  readonly later: (task: () => Promise<void>) => void;
  /**
   * Told before code of the project (a build backend, a command of its settings) runs only to learn something; throws
   * where that is not wanted.
   */
  readonly projectCode: (what: string) => void;
  /** Aborted by Ctrl-C or by the end of the run. */
  readonly signal: AbortSignal;
}
