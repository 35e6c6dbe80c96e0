import type { ImportScan } from "../scan/import-scan.ts";
import { readScan, startScan, type RunningScan } from "../scan/scan-imports.ts";
import { SCAN_SOURCE } from "../scan/scan-source.ts";
import type { Distribution } from "../../distribution/distribution.ts";
import type { Ports } from "../../ports/ports.ts";
import { cachedAnswer } from "../../toolbox/cache/answer-cache.ts";
import type { Interpreter } from "../../toolbox/interpreter-facts.ts";
import { Fault } from "../../findings/fault.ts";

/** Pythons that read wheels side by side. */
const MOST_PYTHONS = 2;

/**
 * What Python reads in each of the wheels. Bytes that were read before are answered from the user's cache, so that often no
 * Python starts at all. A wheel that could not be scanned is left out.
 */
export async function scanWheels(
  wheels: readonly Distribution[],
  python: Interpreter,
  ports: Ports,
): Promise<ReadonlyMap<Distribution, ImportScan>> {
  const found = new Map<Distribution, ImportScan>();
  const waiting = wheels.values();
  const readers = Array.from({ length: Math.min(MOST_PYTHONS, wheels.length) }, async () => {
    await using reader = new WheelReader(python, ports);
    for (const wheel of waiting) {
      // A wheel alone is what its bytes are, and Python reads them the same way every time.
      const question = [SCAN_SOURCE, python.executable, python.version, wheel.digests.sha256];
      const ask = (): Promise<ImportScan> => reader.read(wheel);
      const scan = await cachedAnswer("scans", question, readScan, ask, ports).catch(unlessTool);
      if (scan !== null) found.set(wheel, scan);
    }
  });
  await Promise.all(readers);
  // In the order of the wheels, whoever was first.
  return new Map(
    wheels.flatMap((wheel) => {
      const scan = found.get(wheel);
      return scan === undefined ? [] : [[wheel, scan] as const];
    }),
  );
}

function unlessTool(error: unknown): null {
  if (error instanceof Fault && error.phase === "tool") return null;
  throw error;
}

/** One Python, started for the first wheel that nobody remembers. */
class WheelReader implements AsyncDisposable {
  readonly #python: Interpreter;
  readonly #ports: Ports;
  #scan: RunningScan | null = null;

  constructor(python: Interpreter, ports: Ports) {
    this.#python = python;
    this.#ports = ports;
  }

  async read(wheel: Distribution): Promise<ImportScan> {
    this.#scan ??= await startScan({}, this.#python.executable, this.#ports);
    try {
      return await this.#scan.next(wheel.path, wheel.metadata?.requiresPython ?? null);
    } catch (error) {
      // The next wheel gets a new one.
      await this[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scan?.[Symbol.asyncDispose]();
    this.#scan = null;
  }
}
