import { join } from "node:path";
import type { Command, Completed } from "../ports/processes.ts";
import { cacheDirectories } from "../toolbox/pinned/tool-cache.ts";
import type { Backend } from "../tree/backend.ts";
import type { Finding } from "../findings/finding.ts";
import { installRequirements, type BuildEnvironment, type BuildPorts } from "./build-environment.ts";
import { parseRunnerEvent, type RunnerEvent } from "./runner-events.ts";
import { RUNNER_SCRIPT } from "./runner-script.ts";
import { sharedCargoTarget } from "../toolbox/toolchain-environment.ts";
import { variedVariables, type BuildVariation } from "./reproduce/variation.ts";
import { buildChildEnvironment } from "./workspace.ts";

/** What a process of the runner can do. */
export type Stage = "sdist" | "wheel" | "metadata";

/** How a stage ended badly. */
export interface StageFailure {
  readonly stage: Stage;
  /**
   * `exception`: the hook raised; `crashed`: the process died; `hung`: it timed out; others: the
   * backend or its answer is not what PEP 517 asks for; `requirements`: see `finding`.
   */
  readonly kind:
    | "exception"
    | "no-back-end"
    | "no-hook"
    | "no-artefact"
    | "bad-sdist"
    | "crashed"
    | "hung"
    | "requirements";
  /** Exception type, or empty. */
  readonly type: string;
  readonly message: string;
  readonly place: { readonly file: string; readonly line: number; readonly text: string } | null;
  readonly finding?: Finding;
}

/** A path outside the build's directories that the backend wrote to, or tried to. */
export interface StrayWrite {
  readonly path: string;
  /** True when the write was prevented. */
  readonly denied: boolean;
}

/** What the hooks gave: file names in the workspace's `artefacts`, or the metadata's text. */
export interface HookResults {
  readonly results: Readonly<Partial<Record<Stage, string>>>;
  /** Requirements that the hooks asked for besides; absent where they were not called by us. */
  readonly asked?: readonly string[];
  readonly failure: StageFailure | null;
  readonly outside: readonly StrayWrite[];
}

/** What to run where. */
export interface HookRequest {
  readonly backend: Pick<Backend, "buildBackend" | "backendPath">;
  /** The exported project: the sdist and the metadata are made here. */
  readonly source: string;
  readonly stages: readonly Stage[];
  /** Makes the wheel of the export instead of the unpacked sdist. */
  readonly wheelFromSource?: boolean;
  /** Directories in which the backend may not write at all: the user's own tree. */
  readonly protectedDirectories: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** For all stages together. */
  readonly timeoutSeconds: number;
  readonly variation?: BuildVariation;
}

/**
 * Runs a backend's hooks: the sdist from the export, the wheel from the unpacked sdist. One runner process does
 * all stages (each in a fork of it) unless the backend asks for more requirements: those are installed and a fresh
 * runner goes on, which does not ask again.
 */
export async function runHooks(
  request: HookRequest,
  environment: BuildEnvironment,
  ports: BuildPorts,
): Promise<HookResults> {
  const { workspace, log } = environment.request;
  const script = join(workspace.tools, "run_hooks.py");
  await ports.files.write(script, RUNNER_SCRIPT);
  const canFork = ports.environment.platform === "linux";
  const results: Partial<Record<Stage, string>> = {};
  const outside = new Map<string, StrayWrite>();
  const settled: Stage[] = [];
  const installed = [...environment.installed];
  const asked = (): readonly string[] => installed.slice(environment.installed.length);
  const deadline = ports.clock.elapsed() + request.timeoutSeconds;
  let remaining = [...request.stages];
  while (remaining.length > 0) {
    const stages = canFork ? remaining : remaining.slice(0, 1);
    const plan = await planOf(request, environment, { stages, settled, installed, fork: canFork }, ports);
    const command: Command = {
      argv: [environment.python, script],
      cwd: request.source,
      env: await hookEnvironment(request, environment, ports),
      timeoutMs: Math.max(1, (deadline - ports.clock.elapsed()) * 1000),
      maxOutputBytes: 64 * 1024,
      onOutput: (chunk, stream) => {
        if (stream === "stderr") log.write(chunk);
      },
      signal: ports.signal,
    };
    log.note(`${request.backend.buildBackend}: ${stages.join(", ")}`);
    const { events, completed } = await converse(command, plan, ports);
    let wants: readonly string[] | null = null;
    let failure: StageFailure | null = null;
    for (const event of events) {
      if (event.event === "done") {
        results[event.stage] = event.result;
        remaining = remaining.filter((stage) => stage !== event.stage);
      } else if (event.event === "outside")
        outside.set(event.path, { path: event.path, denied: event.denied });
      else if (event.event === "wants") {
        wants = event.requirements;
        settled.push(wantingStage(event.stage));
      } else failure = failureOf(event);
    }
    const stage = remaining[0];
    if (stage === undefined) break;
    if (wants !== null && !completed.timedOut) {
      const finding = await installRequirements(environment, wants, ports);
      if (finding === null) {
        installed.push(...wants);
        continue;
      }
      const { message } = finding;
      failure = { stage, kind: "requirements", type: "", message, place: null, finding };
    } else if (failure === null || completed.timedOut) {
      // On a system without fork a stage that is done leaves the next one to the next process.
      if (failure === null && completed.status === 0 && events.some((event) => event.event === "done"))
        continue;
      failure = endOf(stage, completed);
    }
    return { results, failure, outside: [...outside.values()], asked: asked() };
  }
  return { results, failure: null, outside: [...outside.values()], asked: asked() };
}

/** The hook that asked is named `wheel` for the metadata too. */
function wantingStage(stage: Stage): Stage {
  return stage === "metadata" ? "wheel" : stage;
}

function failureOf(event: Extract<RunnerEvent, { event: "failed" | "died" }>): StageFailure {
  if (event.event === "failed") return event;
  const message = `the process ${event.how}`;
  return { stage: event.stage, kind: "crashed", type: "", message, place: null };
}

function endOf(stage: Stage, completed: Completed): StageFailure {
  if (completed.timedOut) return { stage, kind: "hung", type: "", message: "it timed out", place: null };
  const how =
    completed.signal === null
      ? `the process exited with status ${completed.status}`
      : `the process was terminated by ${completed.signal}`;
  return { stage, kind: "crashed", type: "", message: how, place: null };
}

async function converse(
  command: Command,
  plan: string,
  ports: BuildPorts,
): Promise<{ readonly events: readonly RunnerEvent[]; readonly completed: Completed }> {
  await using talk = ports.processes.converse(command);
  talk.send(plan);
  const events: RunnerEvent[] = [];
  for (let line = await talk.receive(); line !== null; line = await talk.receive()) {
    const event = parseRunnerEvent(line);
    if (event !== null) events.push(event);
  }
  return { events, completed: await talk.finish() };
}

async function planOf(
  request: HookRequest,
  environment: BuildEnvironment,
  state: {
    readonly stages: readonly Stage[];
    readonly settled: readonly Stage[];
    readonly installed: readonly string[];
    readonly fork: boolean;
  },
  ports: BuildPorts,
): Promise<string> {
  const { root } = await cacheDirectories(ports);
  const { workspace } = environment.request;
  const { home, temporary, artefacts, unpacked } = workspace;
  const caches = [".cache", ".ccache", ".cargo", "Library", "AppData"].map((name) => join(home, name));
  const system = ports.environment.platform === "win32" ? [] : ["/dev", "/proc"];
  return JSON.stringify({
    ...state,
    backend: request.backend.buildBackend,
    backendPath: request.backend.backendPath,
    source: request.source,
    out: artefacts,
    unpack: request.stages.includes("sdist") && request.wheelFromSource !== true ? unpacked : null,
    allowed: [
      temporary,
      artefacts,
      workspace.environment,
      workspace.bytecode,
      join(root, "bytecode"),
      ...caches,
      ...system,
    ],
    protected: request.protectedDirectories,
    vary: request.variation ?? null,
  });
}

async function hookEnvironment(
  request: HookRequest,
  environment: BuildEnvironment,
  ports: BuildPorts,
): Promise<Readonly<Record<string, string>>> {
  const { workspace } = environment.request;
  const separator = ports.environment.platform === "win32" ? ";" : ":";
  const path = ports.environment.variables["PATH"] ?? ports.environment.variables["Path"] ?? "";
  return buildChildEnvironment(
    workspace,
    {
      ...(await sharedCargoTarget(environment.request.requires, ports)),
      ...request.variables,
      ...(request.variation === undefined ? {} : variedVariables(request.variation)),
      ...environment.variables,
      PATH: `${environment.bin}${separator}${path}`,
      VIRTUAL_ENV: workspace.environment,
    },
    ports,
  );
}
