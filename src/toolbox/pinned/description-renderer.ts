import { join } from "node:path";
import * as v from "valibot";
import {
  renderingKey,
  renderingWithoutAsking,
  type DescriptionRenderer,
  type Rendering,
} from "../../distribution/metadata/description-rendering.ts";
import type { Conversation } from "../../ports/processes.ts";
import { fault, Fault } from "../../findings/fault.ts";
import { childEnvironment } from "../child-environment.ts";
import type { Interpreter } from "../interpreter-facts.ts";
import { findInterpreter } from "../interpreter.ts";
import type { ToolOptions, ToolPorts } from "./provision.ts";
import { cachedAnswer } from "../cache/answer-cache.ts";
import { RENDERER_SOURCE } from "./renderer-script.ts";
import { toolByUv } from "./tool-by-uv.ts";
import { TOOL_PINS } from "./tool-pins.ts";

/** PyPI's own renderer, in one Python process that is started when the first reStructuredText comes. */
export interface RunningRenderer extends DescriptionRenderer, AsyncDisposable {
  /** Starts the process now, because there will be work for it. Does not throw. */
  warmUp(): void;
}

const TIMEOUT_MS = 3_600_000;

/**
 * PyPI's readme_renderer with the versions of PyPI's lock file, from the tool cache. Every text is rendered once. What
 * needs no renderer (Markdown, plain text) is answered without starting Python; when no renderer can be had (offline,
 * no Python), the answer says so.
 */
export function openRenderer(ports: ToolPorts, options: ToolOptions = {}): RunningRenderer {
  const known = new Map<string, Promise<Rendering>>();
  let starting: Promise<Conversation> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const start = (): Promise<Conversation> => {
    if (starting === undefined) {
      starting = startProcess(ports, options);
      starting.catch(() => undefined);
    }
    return starting;
  };
  async function ask(text: string): Promise<Rendering> {
    try {
      const talk = await start();
      talk.send(JSON.stringify(text));
      // Answers come in the order of the questions.
      const answer = last.then(() => talk.receive());
      last = answer.catch(() => undefined);
      return parseAnswer(await answer);
    } catch (error) {
      if (error instanceof Fault && error.phase === "tool") return { kind: "unknown", reason: error.message };
      throw error;
    }
  }
  /** What PyPI's renderer makes of a text depends on nothing but both. */
  async function askOnce(text: string, key: string): Promise<Rendering> {
    let unknown: Rendering | null = null;
    const question = [RENDERER_SOURCE, JSON.stringify(TOOL_PINS.renderer), key];
    const answer = await cachedAnswer(
      "renderings",
      question,
      readRendering,
      async () => {
        const rendering = await ask(text);
        if (rendering.kind !== "unknown") return rendering;
        // Nobody could be asked: that is no answer to keep.
        unknown = rendering;
        throw new Unasked();
      },
      ports,
    ).catch((error: unknown) => {
      if (error instanceof Unasked) return null;
      throw error;
    });
    return answer ?? unknown ?? { kind: "unknown", reason: "no renderer" };
  }
  return {
    warmUp: () => void start(),
    render(text, contentType) {
      const settled = renderingWithoutAsking(text, contentType);
      if (settled !== null) return Promise.resolve(settled);
      const key = renderingKey(text, contentType);
      let rendering = known.get(key);
      if (rendering === undefined) {
        rendering = askOnce(text, key);
        known.set(key, rendering);
      }
      return rendering;
    },
    async [Symbol.asyncDispose]() {
      const talk = await starting?.catch(() => null);
      await talk?.[Symbol.asyncDispose]();
    },
  };
}

async function startProcess(ports: ToolPorts, options: ToolOptions): Promise<Conversation> {
  const python = await findInterpreter(null, ports);
  const directory = await rendererDirectory(python, ports, options);
  return ports.processes.converse({
    argv: [python.executable, "-I", "-X", "utf8", "-c", RENDERER_SOURCE, directory],
    cwd: ports.environment.temporary,
    env: childEnvironment(ports.environment),
    timeoutMs: TIMEOUT_MS,
    signal: ports.signal,
  });
}

async function rendererDirectory(
  python: Interpreter,
  ports: ToolPorts,
  options: ToolOptions,
): Promise<string> {
  const pins = TOOL_PINS.renderer.find(({ minimumMinor }) => python.minor >= minimumMinor);
  if (pins === undefined) {
    const interpreter = `a Python that readme_renderer supports (${python.executable} is ${python.version})`;
    throw fault("tool/no-interpreter", { interpreter, remedy: "put Python 3.9 or newer on PATH as python3" });
  }
  const [renderer, ...needed] = pins.distributions;
  if (renderer === undefined) throw new Error("readme_renderer is not pinned");
  const versions = pins.distributions.map(({ version }) => version).join("-");
  const threaded = python.threaded ? "" : "t";
  return toolByUv(
    {
      pins: [renderer, ...needed],
      folder: `renderer-${versions}-${python.platform}${threaded}`,
      marker: join("readme_renderer", "rst.py"),
      why: "PyPI uses it to render the README",
    },
    python,
    ports,
    options,
  );
}

class Unasked extends Error {}

const problemsSchema = v.array(
  v.object({ line: v.nullable(v.number()), level: v.number(), message: v.string() }),
);

const renderingSchema = v.union([
  v.object({ kind: v.literal("renders"), html: v.optional(v.string()) }),
  v.object({ kind: v.literal("fails"), problems: problemsSchema }),
]);

function readRendering(value: unknown): Rendering | null {
  const result = v.safeParse(renderingSchema, value);
  return result.success ? result.output : null;
}

const answerSchema = v.union([v.string(), problemsSchema]);

/** Markup from the script: it renders. */
function parseAnswer(line: string | null): Rendering {
  if (line === null) return { kind: "unknown", reason: "the renderer exited without a result" };
  const answer = v.parse(answerSchema, JSON.parse(line));
  return typeof answer === "string" ? { kind: "renders", html: answer } : { kind: "fails", problems: answer };
}
