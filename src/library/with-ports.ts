import { nodePorts } from "../adapters/node-ports.ts";
import { asFault, asInterruption } from "../findings/as-fault.ts";
import type { EventSink } from "../ports/event.ts";
import type { Ports } from "../ports/ports.ts";

/** How the functions of the library reach the world; everything has a default. */
export interface LibraryOptions {
  /** All side effects; default: Node's, opened for the call and closed at its end. */
  readonly ports?: Ports | undefined;
  /** Receives progress. With `ports` these have a sink of their own. */
  readonly events?: EventSink | undefined;
  /** Interrupts the call as Ctrl-C does. With `ports` these have a signal of their own. */
  readonly signal?: AbortSignal | undefined;
}

/** The same, for functions that take files: what relative paths are relative to. */
export interface DirectoryOptions extends LibraryOptions {
  /** The project whose settings hold, and what relative paths are relative to; default: the current directory. */
  readonly directory?: string | undefined;
}

/** Runs something with the ports that the caller gave, or with Node's, which end with it. */
export async function withPorts<T>(
  { ports, events, signal }: LibraryOptions,
  use: (ports: Ports) => Promise<T>,
): Promise<T> {
  if (ports !== undefined) return withFaults(ports, use);
  await using node = nodePorts(events === undefined ? {} : { events });
  const interrupt = (): void => node.interrupt();
  signal?.addEventListener("abort", interrupt);
  if (signal?.aborted === true) interrupt();
  try {
    return await withFaults(node.ports, async (ports) => {
      const value = await use(ports);
      await node.catchUp();
      return value;
    });
  } finally {
    signal?.removeEventListener("abort", interrupt);
  }
}

/** What fails by an interruption, by a full disk or by a file that may not be written is a fault, as on the command line. */
async function withFaults<T>(ports: Ports, use: (ports: Ports) => Promise<T>): Promise<T> {
  try {
    return await use(ports);
  } catch (error) {
    const known = ports.signal.aborted ? asInterruption(error) : asFault(error);
    if (known !== null) throw known;
    throw error;
  }
}
