import { append } from "../../text/append.ts";
import { join } from "node:path";
import type { Ports } from "../../ports/ports.ts";
import { fault } from "../../findings/fault.ts";
import { DRIVER_SOURCE } from "./driver-source.ts";
import { parseRecords, type DriverPlan, type EntryPointRecord, type ModuleRecord } from "./records.ts";

/** What the driver needs of its surroundings. */
export interface DriverRequest {
  readonly python: string;
  /** The trial's directory, for the program, its plan and its results. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly plan: Omit<DriverPlan, "results">;
  /** `tree` where processes can be forked safely, `flat` to fork from the first process only, `spawn` otherwise. */
  readonly mode: "tree" | "flat" | "spawn";
  /** Tells the files of several runs in one trial apart. */
  readonly label: string;
  /** Told how many modules are done, now and then. */
  readonly progress?: (done: number) => void;
}

/** What was imported and loaded. */
export interface DriverOutcome {
  readonly modules: readonly ModuleRecord[];
  readonly entryPoints: readonly EntryPointRecord[];
  /** Modules for which the time was not enough. */
  readonly untried: readonly string[];
  /** What the modules printed, bounded. */
  readonly output: string;
}

/** The way to fresh interpreters that is safe on a platform. */
export function driverMode(platform: "linux" | "darwin" | "win32"): DriverRequest["mode"] {
  if (platform === "win32") return "spawn";
  // Frameworks that an import loads do not survive a fork there; the bare interpreter does.
  return platform === "darwin" ? "flat" : "tree";
}

/** Runs the driver; modules of packages that start threads follow in a second, flat run. */
export async function runDriver(
  request: DriverRequest,
  ports: Pick<Ports, "processes" | "files" | "signal">,
): Promise<DriverOutcome> {
  const { directory, label, plan } = request;
  const program = join(directory, "driver.py");
  const planFile = join(directory, `${label}.plan.json`);
  const results = join(directory, `${label}.results.jsonl`);
  await ports.files.write(program, DRIVER_SOURCE);
  await ports.files.write(planFile, JSON.stringify({ ...plan, results } satisfies DriverPlan));
  const count = counter(plan.modules.length, request.progress);
  const completed = await ports.processes.run({
    argv: [request.python, "-I", program, planFile, request.mode],
    cwd: plan.cwd,
    env: request.env,
    maxOutputBytes: 64 * 1024,
    // What was begun within the budget may go on to its own limit.
    timeoutMs: (plan.budget + plan.timeout * 6 + 60) * 1000,
    onOutput: (chunk, stream) => {
      if (stream === "stderr") count(chunk);
    },
    signal: ports.signal,
  });
  const output = `${completed.stdout}\n${completed.stderr}`.replaceAll("\u001e", "").trim();
  const records =
    (await ports.files.stat(results)) === null ? [] : parseRecords(await ports.files.readText(results));
  if (!records.some((record) => record.kind === "end") && !completed.timedOut) {
    const reason =
      output.split("\n").slice(-3).join(" ") ||
      `it exited with ${completed.status ?? completed.signal ?? "?"}`;
    throw fault("verify/driver-failed", { python: request.python, directory, reason });
  }
  const modules = records.filter((record) => record.kind === "module");
  const entryPoints = records.filter((record) => record.kind === "entry-point");
  const deferred = records.flatMap((record) => (record.kind === "deferred" ? record.names : []));
  const untried = records.flatMap((record) => (record.kind === "untried" ? record.names : []));
  if (completed.timedOut) append(untried, unanswered(plan.modules, modules, [...deferred, ...untried]));
  if (deferred.length === 0 || request.mode !== "tree") return { modules, entryPoints, untried, output };
  const again = await runDriver(
    { ...request, mode: "flat", label: `${label}-flat`, plan: { ...plan, modules: deferred } },
    ports,
  );
  return {
    modules: [...modules, ...again.modules],
    entryPoints: [...entryPoints, ...again.entryPoints],
    untried: [...untried, ...again.untried],
    output: `${output}\n${again.output}`,
  };
}

/** The driver writes this byte for each module that is done. */
const DONE = 0x1e;

/** Counts finished modules; reports each twentieth part. */
function counter(total: number, report: ((done: number) => void) | undefined): (chunk: Uint8Array) => void {
  const step = Math.max(10, Math.ceil(total / 20));
  let done = 0;
  let reported = 0;
  return (chunk) => {
    for (const byte of chunk) if (byte === DONE) done += 1;
    if (done - reported < step) return;
    reported = done;
    report?.(done);
  };
}

/** What a driver that was stopped did not get to; what lies below a failed package is not asked for. */
function unanswered(
  names: readonly string[],
  modules: readonly ModuleRecord[],
  others: readonly string[],
): readonly string[] {
  const answered = new Set([...modules.map(({ name }) => name), ...others]);
  const failed = modules.filter(({ ok }) => !ok).map(({ name }) => `${name}.`);
  return names.filter((name) => !answered.has(name) && !failed.some((each) => name.startsWith(each)));
}
