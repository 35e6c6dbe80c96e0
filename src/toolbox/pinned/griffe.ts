import { join } from "node:path";
import * as v from "valibot";
import { fault } from "../../findings/fault.ts";
import { childEnvironment } from "../child-environment.ts";
import { findInterpreter, type Interpreter } from "../interpreter.ts";
import { API_SOURCE } from "./api-script.ts";
import type { ToolOptions, ToolPorts } from "./provision.ts";
import { toolByUv } from "./tool-by-uv.ts";
import { TOOL_PINS } from "./tool-pins.ts";
import { parseJson } from "../../text/json.ts";

const TIMEOUT_MS = 300_000;

/** Two sets of unpacked sources, and the top-level names to read. */
export interface ApiQuestion {
  readonly before: string;
  readonly after: string;
  readonly names: readonly string[];
}

/** What two public APIs differ in, as griffe and its reader see it. */
export interface ApiAnswer {
  readonly changes: readonly {
    readonly kind: string;
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  /** Names that could not be read, each with the reason. */
  readonly failed: readonly (readonly [string, string])[];
}

const answerSchema: v.GenericSchema<unknown, ApiAnswer> = v.object({
  changes: v.array(
    v.object({
      kind: v.string(),
      path: v.string(),
      before: v.nullable(v.string()),
      after: v.nullable(v.string()),
    }),
  ),
  failed: v.array(v.tuple([v.string(), v.string()])),
});

/** An answer that was kept; null: it is none. */
export function readApiAnswer(value: unknown): ApiAnswer | null {
  const result = v.safeParse(answerSchema, value);
  return result.success ? result.output : null;
}

/** What an answer depends on besides the sources. */
export const API_READER: readonly string[] = [API_SOURCE, JSON.stringify(TOOL_PINS.griffe)];

/** Compares two public APIs by griffe, from the tool cache. Throws `tool/…`. */
export async function compareApis(
  question: ApiQuestion,
  ports: ToolPorts,
  options: ToolOptions = {},
): Promise<ApiAnswer> {
  const python = await findPython(ports);
  const [tool, ...needed] = TOOL_PINS.griffe;
  if (tool === undefined) throw new Error("griffe is not pinned");
  const home = await toolByUv(
    {
      pins: [tool, ...needed],
      marker: join("griffe", "__init__.py"),
      why: "it compares the public API",
    },
    python,
    ports,
    options,
  );
  const done = await ports.processes.run({
    argv: [python.executable, "-I", "-X", "utf8", "-c", API_SOURCE, home],
    cwd: ports.environment.temporary,
    env: childEnvironment(ports.environment),
    input: JSON.stringify(question),
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: 64 * 2 ** 20,
    signal: ports.signal,
  });
  const answer = done.status === 0 ? readApiAnswer(parseJson(done.stdout)) : null;
  if (answer === null) {
    const said = done.timedOut ? "it did not end in time" : done.stderr.trim().split("\n").at(-1);
    throw fault("tool/scan-failed", {
      python: python.executable,
      reason: said ?? "griffe ended without an answer",
    });
  }
  return answer;
}

const OLDEST_MINOR = 11;

async function findPython(ports: ToolPorts): Promise<Interpreter> {
  const usual = await findInterpreter(null, ports);
  if (usual.minor >= OLDEST_MINOR) return usual;
  throw fault("tool/no-interpreter", {
    interpreter: `Python 3.${OLDEST_MINOR} or newer for griffe (${usual.executable} is ${usual.version})`,
    remedy: "put a newer Python on PATH as python3, or leave the API out: --no-api",
  });
}
